"""Every card the bot can show, in nynorsk and in English: on the same walk as in bokmål."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.cards.card_schema import schema_problems
from tests.kit.cards.cards_page import CardChecker
from tests.kit.cards.gallery import Gallery, school_database, walked
from tests.kit.cards.interpreter import READ, Interpreter
from tests.kit.school import the_plan, walk
from tests.kit.school_plans import sentences

pytestmark = pytest.mark.slow

PARTS = 2
WORDS = re.compile(r"[^\W\d_]{2} [^\W\d_]{2}")
VALUE = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module", params=["nn", "en"])
def gallery(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gallery]:
    with school_database(sqlite_template, tmp_path_factory.mktemp("gallery")) as (database, url):
        yield asyncio.run(walked(database, url, request.param))


@pytest.fixture(scope="module")
def interpreter(gallery: Gallery) -> Interpreter:
    assert isinstance(gallery.shown_in, Interpreter)
    return gallery.shown_in


def test_there_are_words_for_every_message(interpreter: Interpreter) -> None:
    assert len(interpreter.said) > 2000
    assert {message for message in interpreter.untold if VALUE.sub("", message)} == set()


def test_nothing_of_the_plan_is_left_in_bokmal(gallery: Gallery, interpreter: Interpreter) -> None:
    plan = [text for _path, text in sentences(the_plan().model_dump(mode="json")) if WORDS.search(text)]
    told = {*interpreter.said} | {text for text in plan if interpreter.said.get(text) == text}
    left = [text for text in dict.fromkeys(plan) if text not in told]
    assert len(left) > 200
    seen = "\n".join(
        str(piece[name]) for card in gallery.shown.values() for piece in walk(card) for name in READ if name in piece
    )
    assert sorted(text for text in left if text in seen) == []


def test_every_card_is_what_teams_takes(gallery: Gallery, interpreter: Interpreter) -> None:
    language = interpreter.language
    assert {
        name: found for name, card in gallery.shown.items() if (found := schema_problems(card, language=language))
    } == {}


@pytest.mark.render
@pytest.mark.parametrize("part", range(PARTS))
def test_everyone_can_read_and_use_every_card(gallery: Gallery, checker: CardChecker, part: int) -> None:
    """At 320 px."""
    cards = list(gallery.shown.items())[part::PARTS]
    assert [problem for name, card in cards for problem in checker.check(name, card, themes=("light",))] == []
