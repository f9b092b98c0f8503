"""Every card the bot can show, held against the schema and looked at in the official renderer."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.carriers.buttons import opening_dialogs, within_dialog
from cards.kit.forms import Action
from tests.gallery.index import PAGES
from tests.gallery.sheets import sheets
from tests.gallery.shown import KEPT, shown_in
from tests.kit.cards.card_schema import schema_problems
from tests.kit.cards.cards_page import CardChecker
from tests.kit.cards.dialogs import OF_DIALOGS, OF_MESSAGES
from tests.kit.cards.gallery import LINK, Gallery, school_database, walked
from tests.kit.school import buttons, the_plan, walk, words
from tests.kit.school_plans import sentences

pytestmark = pytest.mark.slow

CHOICE = {"title", "value"}
SHOWN = re.compile(r'<img src="(.+?)\.webp" alt="[^"]+"')
PARTS = 8
"""So that several can look at the cards at once."""


@pytest.fixture(scope="module")
def gallery(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    with school_database(sqlite_template, tmp_path_factory.mktemp("gallery")) as (database, url):
        yield asyncio.run(walked(database, url))


def test_no_button_is_left_out(gallery: Gallery) -> None:
    assert set(Action.by_verb) - gallery.verbs == set()


def test_every_card_is_what_teams_takes(gallery: Gallery) -> None:
    assert {name: found for name, card in gallery.shown.items() if (found := schema_problems(card))} == {}


def test_every_card_is_what_a_dialog_takes(gallery: Gallery) -> None:
    shown = {name: within_dialog(card, "1700000000000") for name, card in gallery.shown.items()}
    assert {name: found for name, card in shown.items() if (found := schema_problems(card, OF_DIALOGS))} == {}


def test_every_message_can_open_a_dialog(gallery: Gallery) -> None:
    sent = {name: opening_dialogs(card) for name, card in gallery.shown.items() if " message: " in name}
    assert len(sent) > 20
    assert {name: found for name, card in sent.items() if (found := schema_problems(card, OF_MESSAGES))} == {}


def test_names_and_what_people_write_are_never_markdown(gallery: Gallery) -> None:
    """Each holds a link: it stands only where letters are letters. Some clients read markdown in choices too."""
    titles = [piece["title"] for card in gallery.shown.values() for piece in walk(card) if piece.keys() == CHOICE]
    assert any("(lenke)" in title for title in titles)
    assert [title for title in titles if LINK in title or "*" in title] == []
    ours = [
        piece["text"] for card in gallery.shown.values() for piece in walk(card) if piece.get("type") == "TextBlock"
    ]
    assert len(ours) > 500
    assert [text for text in ours if LINK in text or "Kanari" in text] == []
    assert any(LINK in line for card in gallery.shown.values() for line in words(card))


def test_what_the_plan_lets_people_choose_and_read_on_the_way_is_shown(gallery: Gallery) -> None:
    """The rest of its sentences are looked up (tests/cards/test_the_plan_is_met.py)."""
    seen = "\n".join(
        str(piece[name])
        for card in gallery.shown.values()
        for piece in walk(card)
        for name in ("text", "title", "label")
        if name in piece
    )
    plan = the_plan().model_dump(mode="json")
    parts = {name: plan[name] for name in ("alert", "evaluation_questions", "measure_examples")}
    labels = [choice["label"] for choices in plan["pick_lists"].values() for choice in choices]
    told = [text for path, text in sentences(parts) if not path.endswith(".id")]
    assert len(told) > 20
    assert len(labels) > 40
    assert [text for text in (*told, *labels) if text not in seen] == []


def test_buttons_of_one_name_say_of_what_when_they_are_read_aloud(gallery: Gallery) -> None:
    """One that stands in the line it belongs to, and again below it, is the same button."""
    alike = []
    for name, card in gallery.shown.items():
        ways: dict[str, set[str]] = {}
        for button in buttons(card):
            heard = str(button.get("tooltip", button["title"]))
            ways.setdefault(heard, set()).add(f"{button['verb']} {sorted(button['data'].items())}")
        alike += [(name, heard) for heard, several in ways.items() if len(several) > 1]
    assert alike == []


def test_what_was_sent_holds_no_content(gallery: Gallery) -> None:
    """Long names, markdown and HTML find no other way out than plain ones (law 1)."""
    sent = [str(request.body) for request in gallery.connector.requests]
    assert [body for body in sent if "Kanari" in body] == []


def test_every_card_and_page_is_in_the_gallery_and_nothing_else(gallery: Gallery) -> None:
    """`make gallery` draws it anew."""
    wanted = {one.name for one in shown_in(gallery)} | {f"{PAGES}/{name}-1" for name, _document in sheets()}
    pictures = {path.relative_to(KEPT).with_suffix("").as_posix() for path in KEPT.rglob("*.webp")}
    html = (KEPT / "index.html").read_text(encoding="utf-8")
    assert wanted - pictures == set(), "have no picture"
    further = {name for name in pictures - wanted if name.split("/")[0] != PAGES}
    assert further == set(), "are pictures of nothing"
    assert {*SHOWN.findall(html)} == pictures
    assert {path.suffix for path in KEPT.rglob("*") if path.is_file()} == {".html", ".webp"}


@pytest.mark.render
@pytest.mark.parametrize("part", range(PARTS))
def test_everyone_can_read_and_use_every_card(gallery: Gallery, checker: CardChecker, part: int) -> None:
    """At 320 px in light, at 375 px in dark."""
    cards = list(gallery.shown.items())[part::PARTS]
    assert [problem for name, card in cards for problem in checker.check(name, card)] == []
