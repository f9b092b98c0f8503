"""An alert nobody takes: when it may be told of again, to whom, and how often."""

from collections import Counter
from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.case import Case, Status
from domain.incident import Mark
from domain.oslo import at_oslo
from domain.reminders.waiting import awake, can_take, is_left, told_again, waits_too_long
from domain.school_plan.calendar import SchoolCalendar
from tests.kit.people.cast import case, everyone, ids, incident
from tests.kit.school import MONDAY as MOMENT
from tests.kit.steps.journey import MONDAY, THE_PLAN, later

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
CHRISTMAS = date(2026, 12, 22)
"""The school is closed, AKS is open."""
LEADERS = ids("principal", "deputy", "line")


@pytest.mark.parametrize(
    ("day", "at", "serious", "enhanced", "expected"),
    [
        (MONDAY, time(12), False, False, True),
        (MONDAY, time(6, 59), True, False, False),
        (MONDAY, time(17), True, False, False),
        (CHRISTMAS, time(12), False, False, False),
        (CHRISTMAS, time(12), True, False, True),
        (CHRISTMAS, time(12), False, True, True),
        (date(2026, 12, 24), time(12), True, True, False),
        (later(5), time(12), True, True, False),
    ],
)
def test_when_a_reminder_of_an_alert_may_go_out(
    day: date, at: time, serious: bool, enhanced: bool, expected: bool
) -> None:
    marks = [Mark.SERIOUS] if serious else []
    alerted = case(incidents=(incident(1, *marks),), enhanced=enhanced)
    assert awake(alerted, THE_PLAN, at_oslo(day, at).astimezone(UTC)) is expected


def test_an_alert_waits_until_someone_takes_it() -> None:
    late = MOMENT + timedelta(hours=3)
    assert not waits_too_long(case(), MOMENT)
    assert waits_too_long(case(), late)
    assert not waits_too_long(case(status=Status.RECEIVED), late)
    assert not waits_too_long(case(status=Status.MERGED), late)


def test_those_who_can_take_an_alert_are_reminded_of_it() -> None:
    waiting = case(members=ids("principal", "line", "social", "teacher"), barred=ids("line"))
    assert [p.id for p in can_take(waiting, everyone())] == ["principal"]


def over(number: int) -> date:
    return CALENDAR.add_school_days(MONDAY, number)


NONE: set[str] = set()


def told(waiting: Case, day: date, *away: str) -> tuple[set[str], set[str]]:
    again = told_again(waiting, everyone(), ids(*away), THE_PLAN, day)
    return {p.id for p in again.daily}, {p.id for p in again.weekly}


def test_it_is_left_when_nobody_has_taken_it_for_some_days() -> None:
    assert [is_left(case(), THE_PLAN, over(number)) for number in (1, 2)] == [False, True]


def test_it_moves_up_the_line_and_those_passed_by_hear_once_a_week() -> None:
    waiting = case(members=LEADERS)
    assert told(waiting, over(1)) == (set[str](LEADERS), NONE)
    assert told(waiting, over(2)) == ({"principal", "deputy"}, set())
    assert told(waiting, over(4)) == ({"principal"}, set())
    assert told(waiting, over(5)) == ({"principal"}, {"line", "deputy"})


def test_someone_who_is_there_always_hears_of_it() -> None:
    waiting = case(members=LEADERS)
    assert told(waiting, over(9), "principal") == ({"deputy"}, {"line"})
    assert told(waiting, over(9), "principal", "deputy") == ({"line"}, set())
    assert told(waiting, over(9), *LEADERS) == ({"principal"}, {"line", "deputy"})
    assert told(case(members=ids("line", "teacher")), over(9)) == ({"line"}, set())
    assert told(case(members=ids("teacher")), over(9)) == (set(), set())


@pytest.mark.parametrize(
    "waiting", [case(members=LEADERS, incidents=(incident(1, Mark.SERIOUS),)), case(members=LEADERS, enhanced=True)]
)
def test_a_serious_or_enhanced_one_all_hear_of_each_day(waiting: Case) -> None:
    assert all(told(waiting, over(number), "principal") == (set[str](LEADERS), NONE) for number in range(20))


@given(st.sets(st.sampled_from([*LEADERS, "teacher"]), min_size=1), st.integers(1, 60))
def test_one_hears_each_day_and_the_others_seldom(on_it: set[str], days: int) -> None:
    waiting, counted, weeks = case(members=ids(*on_it)), Counter[str](), set()
    for number in range(days):
        daily, weekly = told(waiting, over(number))
        assert bool(daily) is bool(on_it & LEADERS), "never nobody"
        assert not daily & weekly
        counted.update(daily)
        weeks |= {(who, over(number).isocalendar()[:2]) for who in weekly}
    counted.update(who for who, _week in weeks)
    every_week = len({over(number).isocalendar()[:2] for number in range(days)})
    for who in counted.keys() - daily:
        assert counted[who] <= THE_PLAN.reminders.principal_school_days + every_week
    assert days < 5 or len(daily) <= 1
