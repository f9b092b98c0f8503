"""Where every message is marked, no text of ours stands outside the marks: none is left out."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from babel.dates import get_day_names, get_month_names

from bot.language.known_words import WORDS
from domain.case.case_filter import CaseState
from domain.text.messages import LANGUAGES, SOURCE, add_catalogue
from storage.database import Database
from tests.kit.cards import gallery_saksgang
from tests.kit.cards.gallery import LINK, LONG, WRITTEN, Gallery, school_database, walk_through
from tests.kit.school import FACT, STAFF, Json, open_school, the_plan, walk
from tests.kit.teams.connector import FakeConnector

pytestmark = pytest.mark.slow

OPEN, SHUT = "⦃", "⦄"
VISIBLE = ("text", "title", "label", "placeholder", "errorMessage", "fallbackText", "summary")
TYPED = (
    *(WRITTEN, FACT, "Vera Vikarsen", "Jeg er redd", "Nytt", "Fuglebergsvingen nr", gallery_saksgang.LONG_TEXT),
    *(*WORDS, *CaseState),
)
PIECE = re.compile(r"https://\S+|</?at>|[·:,;()«»⟦⟧/\n•●○✓⚠▾…–-]|\*\*?|\d+\.?|\.(?= )|\bog\b|\bKanari\w*|\bx{20,}")
"""What stands between pieces: addresses, tags, signs, numbers, Babel's «og», and what is typed: canaries, too long."""


class Marked(NullTranslations):
    """Every message within marks, and its values outside them."""

    def gettext(self, message: str) -> str:
        inside = re.sub(r"(?<!\{)(\{\w+\})(?!\})", rf"{SHUT}\1{OPEN}", message)
        return f"{OPEN}{inside}{SHUT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def plain(found: Any) -> Any:  # noqa: ANN401  (any type)
    """As people would read it without the marks."""
    if isinstance(found, str):
        return found.replace(OPEN, "").replace(SHUT, "")
    if isinstance(found, list):
        return [plain(one) for one in found]
    return {key: plain(one) for key, one in found.items()} if isinstance(found, dict) else found


def outside(text: str) -> Iterator[str]:
    """The pieces of the text that stand in no message."""
    depth, piece = 0, ""
    for letter in text:
        depth += (letter == OPEN) - (letter == SHUT)
        piece += " " if depth or letter in OPEN + SHUT else letter
    yield from (part.strip(" .?!") for part in PIECE.split(re.sub(r" {2,}", "\n", piece)))


@dataclass(slots=True)
class MarkedConnector(FakeConnector):
    seen: list[Json] = field(default_factory=list)

    def _deliver(self, conversation: str, activity_id: str, body: Json) -> None:
        self.seen.append(body)
        super(MarkedConnector, self)._deliver(conversation, activity_id, plain(body))


@dataclass(slots=True)
class MarkedGallery(Gallery):
    seen: list[Json] = field(default_factory=list)

    async def post(self, body: Json) -> tuple[int, Json]:
        status, answer = await super(MarkedGallery, self).post(body)
        self.seen.append(answer)
        return status, plain(answer)


@pytest.fixture(scope="module")
def seen(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Json]]:
    """Everything that was shown or sent on the walk through the bot."""
    with school_database(sqlite_template, tmp_path_factory.mktemp("marked")) as (database, url):
        add_catalogue(SOURCE, Marked())
        try:
            yield asyncio.run(_walked(database, url))
        finally:
            add_catalogue(SOURCE, NullTranslations())


async def _walked(database: Database, url: str) -> list[Json]:
    connector = MarkedConnector()
    async with open_school(database, url, connector=connector) as chat:
        gallery = MarkedGallery.of(chat)
        assert isinstance(gallery, MarkedGallery)
        await walk_through(gallery)
        return [*gallery.seen, *connector.seen]


def _others() -> str:
    """What is not ours to word: the school's plan, names, of languages too, what was typed, days."""
    plan: Json = the_plan().model_dump(mode="json")
    texts = (value for piece in walk(plan) for value in piece.values())
    strings = (one for value in texts for one in (value if isinstance(value, list) else [value]))
    names = chain(
        LONG,
        (f"{name} {LINK}" for name in LONG),
        [gallery_saksgang.ANOTHER_CLASS],
        (person.name for person in STAFF.values()),
        TYPED,
        LANGUAGES.values(),
    )
    short = (one.rstrip(".") for one in get_month_names("abbreviated", locale="nb").values())
    days = chain(get_day_names(locale="nb").values(), get_month_names(locale="nb").values(), short, (str(date.max),))
    return "\n".join(chain((one for one in strings if isinstance(one, str)), names, days)).casefold()


def test_no_text_is_left_out(seen: list[Json]) -> None:
    others = _others()
    shown = [
        value for body in seen for piece in walk(body) for name in VISIBLE if isinstance(value := piece.get(name), str)
    ]
    assert len(shown) > 5000
    left = {part for text in shown for part in outside(text) if re.search(r"[^\W\d_]{2}", part)}
    assert sorted(part for part in left if part.strip().casefold() not in others) == []


def test_no_message_travels_in_a_button(seen: list[Json]) -> None:
    data = [str(piece["data"]) for body in seen for piece in walk(body) if "data" in piece]
    assert [one for one in data if OPEN in one] == []
