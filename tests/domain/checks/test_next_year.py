"""Next year's calendar as this year's suggests it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checks.next_year import next_calendar, next_version
from domain.school_plan.calendar import CalendarPlan, FreeDay
from tests.kit.school import the_plan
from tests.kit.school_plans import altered

PLAN = the_plan().calendar


def moved(first: str, last: str = "") -> tuple[str, str]:
    """When a free day of 2026/27 is the year after."""
    free = FreeDay(first=date.fromisoformat(first), last=date.fromisoformat(last or first), label="Fri")
    (new,) = next_calendar(altered(PLAN, school_free=(free,))).school_free
    assert new.assumed
    return new.first.isoformat(), new.last.isoformat()


def test_the_first_and_last_school_day_are_of_the_same_week_and_weekday() -> None:
    new = next_calendar(PLAN)
    assert new.school_year == "2027/28"
    assert (new.first_school_day, new.last_school_day) == (date(2027, 8, 23), date(2028, 6, 16))


@pytest.mark.parametrize(
    ("this", "following"),
    [
        (("2026-09-28", "2026-10-02"), ("2027-10-04", "2027-10-08")),  # week 40
        (("2027-02-22", "2027-02-26"), ("2028-02-21", "2028-02-25")),  # week 8
        (("2026-12-21", "2027-01-01"), ("2027-12-20", "2027-12-31")),  # Christmas, from a Monday to a Friday
        (("2026-12-21", "2027-01-04"), ("2027-12-20", "2028-01-03")),
        (("2027-03-22", "2027-03-29"), ("2028-04-10", "2028-04-17")),  # Easter
        (("2027-05-07", ""), ("2028-05-26", "2028-05-26")),  # the day after Kristi himmelfart
        (("2026-12-24", ""), ("2027-12-24", "2027-12-24")),
        (("2027-07-01", "2027-07-31"), ("2028-07-01", "2028-07-31")),
        (("2027-02-01", "2027-02-28"), ("2028-02-01", "2028-02-29")),
        (("2026-11-20", ""), ("2027-11-26", "2027-11-26")),
    ],
)
def test_free_days_move_by_their_kind(this: tuple[str, str], following: tuple[str, str]) -> None:
    assert moved(*this) == following


def test_a_week_that_the_next_year_does_not_have_is_its_last() -> None:
    """2026 has 53 weeks, 2027 has 52."""
    assert moved("2026-12-30", "2026-12-30")[0] == "2027-12-29"


@given(st.integers(0, 30))
def test_years_follow_each_other(number: int) -> None:
    plan: CalendarPlan = PLAN
    for _ in range(number):
        plan = next_calendar(plan)
    assert plan.begins.year == 2026 + number
    assert 33 <= plan.first_school_day.isocalendar().week <= 34
    assert [free.label for free in plan.school_free] == [free.label for free in PLAN.school_free]


@pytest.mark.parametrize(
    ("version", "following"),
    [
        ("2026-27.14", "2027-28.1"),
        ("2026-27", "2027-28.1"),
        ("plan-3", "2027-28.plan-3"),
        ("x" * 40, "2027-28." + "x" * 32),
    ],
)
def test_the_version_begins_again_with_the_year(version: str, following: str) -> None:
    assert next_version(version, "2027/28") == following
