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


FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "on", "at"),
    [
        ("fredag 20.11", FRIDAY, None),
        ("han gråt 20.11 kl 12", FRIDAY, time(12)),
        ("den 20. november klokka 2", FRIDAY, time(14)),
        ("på fredag 10.15", FRIDAY, time(10, 15)),
        ("i går 09.10", date(2026, 11, 24), time(9, 10)),
        ("i dag 11.30", WEDNESDAY, time(11, 30)),
        ("i dag kl 08.05", WEDNESDAY, time(8, 5)),
        ("on Monday at 1 pm", date(2026, 11, 23), time(13)),
        ("mandag sa hun at 4 gutter slo", date(2026, 11, 23), None),
        ("torsdag 12.11", date(2026, 11, 12), None),
        ("12.11.2025", date(2025, 11, 12), None),
        ("4. desember", date(2025, 12, 4), None),
        ("31.2", None, None),
        ("kl 10.15", None, None),
    ],
)
def test_when_it_was_is_a_day_that_has_been_and_a_clock_only_where_one_is_said(
    text: str, on: date | None, at: time | None
) -> None:
    read = suggested(text, the_plan().pick_lists, ["4B"], WEDNESDAY)
    assert (read.on, read.at) == (on, at)
