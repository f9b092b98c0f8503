"""The alert's form as a phone shows it and a screen reader says it, with a class of 28."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cards.alert.pages import facts_page, more_page
from cards.kit.elements import Card
from domain.alert.alert import AlertForm, Draft
from domain.ids import DraftId, PersonId, PupilId
from tests.kit.cards.cards_page import CardChecker
from tests.kit.people.cast import pupil
from tests.kit.school import MONDAY, SCHOOL, the_plan

KEPT = Path(__file__).parent / "alert_form.txt"
SCREEN = 667
LETTERS = "abcdefghijklmnopqrstuvwxyzæø"
CLASS = [
    replace(pupil(), id=PupilId(f"p{n}"), external_id=f"{1000 + n}", name=f"Kanari{letter} Fuglevik")
    for n, letter in enumerate(LETTERS)
]
DRAFT = Draft(
    id=DraftId("0" * 32),
    school_id=SCHOOL,
    owner=PersonId("teacher"),
    started_at=MONDAY,
    form=AlertForm(group="4B"),
)


@pytest.fixture
def pages() -> dict[str, Card]:
    plan = the_plan()
    return {
        "Side 1": facts_page(DRAFT, plan, CLASS, [], ["4A", "4B"]),
        "Side 2": more_page(DRAFT, plan, CLASS[:1], MONDAY),
    }


@pytest.mark.parametrize("width", [320, 375])
def test_a_page_is_two_screens_at_most(
    checker: CardChecker, pages: dict[str, Card], tmp_path: Path, width: int
) -> None:
    for name, page in pages.items():
        checker.screenshot(page, tmp_path / "page.png", width=width)
        with Image.open(tmp_path / "page.png") as picture:
            assert picture.size[1] / 2 <= 2 * SCREEN, name


def test_a_screen_reader_says_it_in_order(checker: CardChecker, pages: dict[str, Card]) -> None:
    """Kept as text, so that a change of what is said is seen. KEEP_READING=1 writes it anew."""
    said = "\n\n".join(f"{name}\n{checker.reading(page)}" for name, page in pages.items()) + "\n"
    if os.environ.get("KEEP_READING"):
        KEPT.write_text(said, "utf-8")
    assert said.splitlines() == KEPT.read_text("utf-8").splitlines()
    assert said.count("checkbox") == len(CLASS) + 6 + len(the_plan().pick_lists.immediate_actions) + 3
