"""What can be read of an alert from a typed sentence: the plan file's own kinds and places, a class, a time."""

from datetime import date, time

import pytest

from domain.alert.suggested import Suggestion, suggested
from tests.kit.school import the_plan

WEDNESDAY = date(2026, 11, 25)
CASES = {
    "en gutt i 4b ble slått i friminuttet": Suggestion(group="4B", kinds=("vold",), place="skolegård"),
    "ei jente i 6 A vart utestengd i garderoben i går kl 10.15": Suggestion(
        group="6A", kinds=("utfrysing",), place="garderobe", on=date(2026, 11, 24), at=time(10, 15)
    ),
    "a boy in 4B was kicked in the hallway on Monday": Suggestion(
        group="4B", kinds=("vold",), place="gang", on=date(2026, 11, 23)
    ),
    "hun blir mobba på nettet": Suggestion(kinds=("mobbing", "digital"), place="digitalt"),
    "noen ropte i Rosenhallen i dag": Suggestion(place="rosenhallen", on=WEDNESDAY),
    "en i 9c gråt": Suggestion(),
    "gang på gang": Suggestion(),
    "": Suggestion(),
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_read(text: str) -> None:
    assert suggested(text, the_plan().pick_lists, ["4B", "6A"], WEDNESDAY) == CASES[text]
