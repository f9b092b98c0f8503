"""The module on privacy is done before access is used, again each year, and put off once."""

from datetime import timedelta

import pytest

from domain.errors import Refused
from domain.ids import PersonId
from domain.protection.learning import AGAIN, PUT_OFF, Learned, Offer, how_many_know, put_off, standing
from tests.kit.school import MONDAY

TODAY = MONDAY.date()
LINE, SOCIAL = PersonId("line"), PersonId("social")


def told(*, days: int, done: bool, who: PersonId = LINE) -> Learned:
    """So many days ago."""
    return Learned(person=who, on=TODAY - timedelta(days=days), done=done)


@pytest.mark.parametrize(
    ("before", "offered", "may_be_put_off"),
    [
        ([], True, True),
        ([told(days=0, done=True, who=SOCIAL)], True, True),
        ([told(days=0, done=False)], False, False),
        ([told(days=PUT_OFF.days, done=False)], True, False),
        ([told(days=AGAIN.days - 1, done=True)], False, False),
        ([told(days=AGAIN.days, done=True)], True, True),
        ([told(days=AGAIN.days + 20, done=False), told(days=AGAIN.days, done=True)], True, True),
        ([told(days=AGAIN.days, done=True), told(days=1, done=False)], False, False),
    ],
)
def test_it_is_offered_each_year_and_put_off_once(
    before: list[Learned], *, offered: bool, may_be_put_off: bool
) -> None:
    stands = standing(before, LINE, TODAY)
    assert (stands.offered, stands.may_be_put_off) == (offered, may_be_put_off)


def test_when_it_was_done_last() -> None:
    assert standing([told(days=30, done=True)], LINE, TODAY).done_on == TODAY - timedelta(days=30)


def test_it_is_put_off_on_a_day_and_not_again() -> None:
    assert put_off(Offer(offered=True, may_be_put_off=True), LINE, TODAY) == told(days=0, done=False)
    with pytest.raises(Refused, match="én gang"):
        put_off(Offer(offered=True, may_be_put_off=False), LINE, TODAY)


def test_how_many_know_of_those_who_are_here() -> None:
    before = [
        told(days=3, done=True),
        told(days=2, done=True),
        told(days=AGAIN.days, done=True, who=SOCIAL),
        told(days=1, done=True, who=PersonId("left")),
    ]
    assert how_many_know(before, [LINE, SOCIAL], TODAY) == 1
