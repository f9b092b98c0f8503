"""Which of the days that people type can be true."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.days import ANY_DAY, Days, Doubtful, sureness
from domain.errors import Invalid
from domain.school_plan.calendar import SchoolCalendar
from domain.text.moments import day, day_of_school_year, this_year
from tests.kit.steps.journey import THE_PLAN

TODAY = date(2026, 11, 23)
SATURDAY, IN_JANUARY = date(2026, 11, 28), date(2027, 1, 5)
SCHOOL = Days(is_open=SchoolCalendar(THE_PLAN.calendar).is_school_day)
Check = Callable[[str, date, date], date]


@pytest.mark.parametrize("check", [ANY_DAY.has_been, ANY_DAY.happened])
def test_what_must_have_been_is_not_still_to_come(check: Check) -> None:
    assert check("on", TODAY, TODAY) == TODAY
    with pytest.raises(Invalid, match="ikke være i framtiden"):
        check("on", TODAY + timedelta(days=1), TODAY)


def test_nothing_follows_from_what_has_not_happened() -> None:
    days = Days(since=TODAY)
    for check in (days.has_been, days.is_agreed):
        assert check("on", TODAY, TODAY) == TODAY
        with pytest.raises(Invalid, match=r"tidligst 23\.11\.2026"):
            check("on", TODAY - timedelta(days=1), TODAY)


def test_more_than_a_year_is_a_slip_of_the_year() -> None:
    with pytest.raises(Invalid, match="mer enn ett år siden"):
        ANY_DAY.has_been("on", date(2025, 11, 22), TODAY)
    for far in (date(2025, 11, 22), date(2027, 11, 24)):
        with pytest.raises(Invalid, match="mer enn ett år unna"):
            ANY_DAY.is_agreed("on", far, TODAY)


@pytest.mark.parametrize(
    ("day", "why"), [(SATURDAY, "Skolen er stengt lørdag 28.11.2026."), (IN_JANUARY, "tirsdag 5.1.2027 er neste år.")]
)
def test_a_meeting_on_a_closed_day_or_next_year_is_asked_about(day: date, why: str) -> None:
    with pytest.raises(Doubtful, match=f"{why} Er det riktig") as asked:
        SCHOOL.is_agreed("on", day, TODAY)
    sure = Days(is_open=SCHOOL.is_open, sure=frozenset({asked.value.sure}))
    assert sure.is_agreed("on", day, TODAY) == day
    with pytest.raises(Doubtful):
        sure.is_agreed("on", SATURDAY + timedelta(days=7), TODAY)
    with pytest.raises(Doubtful):
        sure.is_agreed("another", day, TODAY)


def test_what_was_seen_long_ago_is_asked_about() -> None:
    long_ago = date(2025, 5, 2)
    with pytest.raises(Doubtful, match=r"fredag 2\.5\.2025 er mer enn ett år siden"):
        ANY_DAY.happened("on", long_ago, TODAY)
    assert Days(sure=frozenset({sureness("on", long_ago)})).happened("on", long_ago, TODAY) == long_ago


def test_the_year_is_told_but_of_the_school_year_only_when_it_is_another() -> None:
    assert day(TODAY) == "mandag 23.11.2026"
    assert day_of_school_year(IN_JANUARY) == "tirsdag 5.1."
    before = this_year.set(2026)
    assert day_of_school_year(TODAY) == "mandag 23.11."
    assert day_of_school_year(IN_JANUARY) == "tirsdag 5.1.2027"
    this_year.reset(before)
