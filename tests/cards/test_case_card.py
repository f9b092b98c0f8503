"""The case card on a phone: what is first is seen first, and a long history takes no room until it is asked for."""

from pathlib import Path

import pytest
from PIL import Image

from tests.kit.cards.card_schema import schema_problems
from tests.kit.cards.cards_page import CardChecker
from tests.kit.school import Chat, Json, walk

pytestmark = pytest.mark.slow

PHONE, SCREEN, SCREENS = 375, 667, 3
"""CSS pixels of a small phone, and how many of its screens the card may take."""
ENTRIES = 50
SHARPNESS = 2
LOG = {"type": "observasjon", "text": "Kanarilogg fra friminuttet. " * 8, "quote": "Jeg var redd."}


async def _long_case(chat: Chat) -> Json:
    await chat.sends("aks")
    await chat.says("line", "sak 2026-001")
    await chat.presses("line", "Vis")
    await chat.presses("line", "Ta imot")
    for number in range(ENTRIES):
        await chat.presses("line", "Skriv i loggen")
        await chat.presses("line", "Lagre", **LOG, present=f"Voksen {number}")
    return chat.cards["line"]


def _folds(card: Json) -> list[str]:
    return [piece["id"] for piece in walk(card) if piece.get("isVisible") is False]


@pytest.mark.easy_teams("counts reads")
async def test_fifty_entries_fit_on_three_screens(chat: Chat, checker: CardChecker, tmp_path: Path) -> None:
    card = await _long_case(chat)
    assert schema_problems(card) == []
    checker.screenshot(card, picture := tmp_path / "case.png", width=PHONE)
    with Image.open(picture) as seen:
        assert seen.height / SHARPNESS <= SCREENS * SCREEN
    assert checker.check("the case", card) == []


@pytest.mark.easy_teams("counts reads")
async def test_each_fold_opens_one_thing_and_the_alert_is_in_reach(chat: Chat) -> None:
    card = await _long_case(chat)
    opened = [target for piece in walk(card) for target in piece.get("targetElements", ())]
    assert opened == _folds(card)
    assert len(set(opened)) == len(opened)
    assert "Varsel" not in chat.sees("line").splitlines()
    await chat.presses("line", "Varselet")
    assert "Varsel" in chat.sees("line").splitlines()
