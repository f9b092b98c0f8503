"""How many may leave a school before it is asked about, and who come back as strangers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import PupilId
from domain.people.person import Pupil
from domain.people.turnover import of_pupils
from tests.kit.school import PUPILS

WINTER, SUMMER = date(2026, 11, 23), date(2026, 8, 31)


def pupils(number: int, *, grade: int = 4, start: int = 0) -> dict[str, Pupil]:
    made = (
        replace(PUPILS[0], id=PupilId(f"p{one}"), external_id=f"E{one}", name=f"Kanari {one}", grade=grade)
        for one in range(start, start + number)
    )
    return {pupil.external_id: pupil for pupil in made}


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_than_a_tenth_and_more_than_two_are_many(number: int, staying: int) -> None:
    before = pupils(number)
    found = of_pupils(before, dict([*before.items()][:staying]), WINTER)
    gone = max(0, number - staying)
    assert len(found.leaving) == gone
    assert found.many == (gone > 2 and gone > number / 10)
    assert not found.renamed


@pytest.mark.parametrize(("today", "many"), [(WINTER, True), (date(2026, 6, 30), True), (SUMMER, False)])
def test_the_top_grade_is_not_counted_in_summer(today: date, *, many: bool) -> None:
    below = pupils(60)
    before = below | pupils(20, grade=7, start=60)
    assert of_pupils(before, below, today).many is many


def test_a_tenth_of_the_others_is_many_in_summer_too() -> None:
    before = pupils(60) | pupils(20, grade=7, start=60)
    assert of_pupils(before, pupils(50), SUMMER).many


def test_who_leaves_and_comes_under_the_same_name_is_told_by_both_numbers() -> None:
    before = pupils(3)
    other = {"1": replace(before["E1"], external_id="1")}
    found = of_pupils(before, {"E0": before["E0"], "E2": before["E2"]} | other, WINTER)
    assert (found.many, found.renamed) == (False, (("E1", "1"),))


def test_who_left_before_is_not_counted_again() -> None:
    before = {key: replace(one, active=False) for key, one in pupils(30).items()}
    assert of_pupils(before, {}, WINTER).leaving == ()
