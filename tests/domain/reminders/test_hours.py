"""Posts keep to the school's hours, and are tried until noon of the next open day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.oslo import at_oslo, oslo_time
from domain.reminders.hours import may_go_from, tried_until
from domain.school_plan.calendar import SchoolCalendar
from tests.kit.year.days import THE_PLAN

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)
MOMENTS = st.integers(0, 317 * 24 * 60).map(
    lambda minutes: datetime(2026, 8, 17, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (at_oslo(MONDAY, time(7, 30)), at_oslo(MONDAY, time(7, 30))),
        (at_oslo(MONDAY, time(16, 59)), at_oslo(MONDAY, time(16, 59))),
        (at_oslo(MONDAY, time(5)), at_oslo(MONDAY, time(7))),
        (at_oslo(MONDAY, time(21, 40)), at_oslo(date(2026, 12, 1), time(7))),
        (at_oslo(FRIDAY, time(17)), at_oslo(date(2026, 12, 7), time(7))),
        (at_oslo(date(2026, 12, 5), time(10)), at_oslo(date(2026, 12, 7), time(7))),
    ],
)
def test_in_the_day_on_an_open_day(now: datetime, goes: datetime) -> None:
    assert may_go_from(at_oslo(MONDAY, time(7, 30)), now, THE_PLAN) == goes


def test_a_day_only_aks_is_open_is_for_what_was_made_on_such_a_day() -> None:
    (aks_only,) = [day for n in range(5) if _only_aks(day := date(2026, 9, 28) + timedelta(days=n))][:1]
    now = at_oslo(aks_only, time(9))
    assert may_go_from(now, now, THE_PLAN) == now
    before = at_oslo(CALENDAR.school_day_or_before(aks_only), time(16))
    assert may_go_from(before, now, THE_PLAN) == at_oslo(CALENDAR.next_school_day(aks_only), time(7))


def _only_aks(day: date) -> bool:
    return CALENDAR.is_aks_day(day) and not CALENDAR.is_school_day(day)


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=20)))
def test_it_goes_in_the_hours_never_before_it_is_asked_and_as_soon_as_it_may(made: datetime, after: timedelta) -> None:
    goes = may_go_from(made, made + after, THE_PLAN)
    here = oslo_time(goes)
    assert goes >= made + after
    assert THE_PLAN.reminders.day_begins <= here.time() < THE_PLAN.reminders.day_ends
    assert CALENDAR.is_school_day(here.date()) or CALENDAR.is_aks_day(here.date())
    assert may_go_from(made, goes, THE_PLAN) == goes


@given(MOMENTS)
def test_it_may_still_go_before_it_is_given_up(made: datetime) -> None:
    until = tried_until(made, THE_PLAN)
    assert may_go_from(made, until - timedelta(hours=1), THE_PLAN) == until - timedelta(hours=1)
    assert until > may_go_from(made, made, THE_PLAN)
