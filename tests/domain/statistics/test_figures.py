"""What is counted, held against the plainest way to count."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.statistics.figures import SPANS, CountedCase, figures
from domain.statistics.period import Period, half_year, halves_over, school_year, year_of_halves

KINDS, PLACES = ("mobbing", "vold", "utfrysing"), ("gang", "skolegård")
DAYS = st.dates(date(2025, 8, 1), date(2027, 7, 31))
YEAR = school_year(date(2026, 11, 23))
CASES = st.builds(
    CountedCase,
    on=DAYS,
    grade=st.none() | st.integers(1, 7),
    kinds=st.frozensets(st.sampled_from(KINDS)),
    places=st.frozensets(st.sampled_from(PLACES)),
    taken_after=st.none() | st.integers(0, 30),
    met_after=st.none() | st.integers(0, 60),
    planned_after=st.none() | st.integers(0, 90),
    evaluated=st.lists(st.booleans(), max_size=4).map(tuple),
    safe=st.none() | st.booleans(),
)


def in_year(case: CountedCase) -> bool:
    return date(2026, 8, 1) <= case.on <= date(2027, 7, 31)


@given(st.lists(CASES, max_size=40), st.lists(DAYS, max_size=40), st.lists(st.booleans(), max_size=20))
def test_it_is_what_one_counts_by_hand(cases: list[CountedCase], alerts: list[date], tasks: list[bool]) -> None:
    found = figures(YEAR, cases, alerts, tasks)
    mine = [case for case in cases if in_year(case)]
    assert (found.cases, found.alerts) == (
        len(mine),
        sum(date(2026, 8, 1) <= one <= date(2027, 7, 31) for one in alerts),
    )
    for month in range(1, 13):
        assert found.by["month"][str(month)] == len([case for case in mine if case.on.month == month])
    for weekday in range(7):
        assert found.by["weekday"][str(weekday)] == len([case for case in mine if case.on.weekday() == weekday])
    for grade in range(1, 8):
        assert found.by["grade"].get(str(grade), 0) == len([case for case in mine if case.grade == grade])
    for kind in KINDS:
        assert found.by["kind"].get(kind, 0) == len([case for case in mine if kind in case.kinds])
    for place in PLACES:
        assert found.by["place"].get(place, 0) == len([case for case in mine if place in case.places])
    _spans(found.spans, mine)
    said = [in_time for case in mine for in_time in case.evaluated]
    assert {one: found.evaluations.get(one, 0) for one in (True, False)} == {
        one: said.count(one) for one in (True, False)
    }
    answers = [case.safe for case in mine]
    for safe in (True, False, None):
        assert found.safe.get(safe, 0) == answers.count(safe)
    assert found.tasks.get(True, 0) == tasks.count(True)


def _spans(found: object, mine: Sequence[CountedCase]) -> None:
    assert isinstance(found, dict)
    for name in SPANS:
        took = sorted(days for case in mine if (days := getattr(case, name)) is not None)
        if took:
            assert (found[name].cases, found[name].middle, found[name].longest) == (len(took), median(took), took[-1])
        else:
            assert name not in found


def test_a_school_year_is_in_its_own_order() -> None:
    found = figures(YEAR, [], [], [])
    assert [*found.by["month"]] == ["8", "9", "10", "11", "12", "1", "2", "3", "4", "5", "6", "7"]
    assert [*found.by["weekday"]] == ["0", "1", "2", "3", "4", "5", "6"]


def test_grades_stand_in_their_order_and_unknown_first() -> None:
    cases = [CountedCase(on=date(2026, 9, 1), grade=grade) for grade in (10, 2, None)]
    assert [*figures(YEAR, cases, [], []).by["grade"]] == ["", "2", "10"]


@pytest.mark.parametrize(
    ("day", "label", "half"),
    [
        (date(2026, 8, 1), "2026/27", "høsten 2026"),
        (date(2026, 12, 31), "2026/27", "høsten 2026"),
        (date(2027, 1, 1), "2026/27", "våren 2027"),
        (date(2027, 6, 30), "2026/27", "våren 2027"),
        (date(2027, 7, 31), "2026/27", "høsten 2027"),
    ],
)
def test_years_and_halves(day: date, label: str, half: str) -> None:
    assert school_year(day).label == label
    assert half_year(day).label == half
    assert day in half_year(day)
    assert not school_year(day).is_half
    assert half_year(day).is_half


@given(DAYS)
def test_the_halves_follow_one_another_and_are_all_of_their_year(day: date) -> None:
    half = half_year(day)
    year = year_of_halves(half)
    first, second = half_year(year.first), half_year(year.last)
    assert (first.first, second.last) == (year.first, year.last)
    assert first.last + timedelta(days=1) == second.first
    assert (*first.months, *second.months) == year.months
    assert half in {first, second}
    assert len(half.months) == 6
    assert Period(*map(date.fromisoformat, half.name.split("/"))) == half


@given(DAYS)
def test_the_year_before_is_the_one_that_ended_as_it_began(day: date) -> None:
    year = school_year(day)
    assert year.before == school_year(year.first - timedelta(days=1))


def test_only_what_is_over_is_told_of() -> None:
    assert halves_over(date(2026, 9, 1), date(2026, 12, 31)) == []
    labels = [half.label for half in halves_over(date(2025, 9, 1), date(2026, 8, 1))]
    assert labels == ["våren 2026", "høsten 2025"]
    assert [half.label for half in halves_over(date(2026, 9, 1), date(2027, 1, 1))] == ["høsten 2026"]
