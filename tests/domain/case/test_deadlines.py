from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.deadlines import acknowledge_due, due, identify_pupil_due, require_school_day, start_meeting_due
from domain.errors import Invalid
from domain.oslo import add_working_days, at_oslo, oslo_date, oslo_time
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import Deadline, TimeUnit
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.school import the_plan
from tests.kit.school_plans import altered

PLAN = the_plan()
CALENDAR = SchoolCalendar(PLAN.calendar)
moments = st.datetimes(datetime(2026, 6, 1), datetime(2028, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001  (on purpose)


def _plan(number: int, unit: TimeUnit = TimeUnit.WORKING_DAYS) -> SchoolPlan:
    meeting = Deadline(number=number, unit=unit)
    return altered(PLAN, deadlines=altered(PLAN.deadlines, start_meeting=meeting))


def _noon(day: date) -> datetime:
    return at_oslo(day, time(12))


@pytest.mark.parametrize(
    ("received", "meeting"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 20), date(2026, 11, 27)),  # Friday to Friday
        (date(2026, 11, 21), date(2026, 11, 27)),  # a Saturday: counted from Monday
        (date(2026, 9, 24), date(2026, 9, 25)),  # høstferie: the last school day before
        (date(2026, 9, 25), date(2026, 10, 2)),  # all five in the holiday: the law's clock runs on
        (date(2026, 12, 18), date(2026, 12, 28)),
        (date(2026, 12, 17), date(2026, 12, 18)),
        (date(2027, 3, 17), date(2027, 3, 19)),  # påske: the fifth is a Wednesday within it
        (date(2027, 3, 18), date(2027, 3, 30)),  # the first day after it
        (date(2027, 3, 19), date(2027, 3, 31)),  # three of the five are public holidays
        (date(2027, 4, 30), date(2027, 5, 10)),  # Kristi himmelfart
        (date(2027, 5, 11), date(2027, 5, 19)),  # 17 May
    ],
)
def test_the_start_meeting_is_called_within_five_working_days(received: date, meeting: date) -> None:
    assert start_meeting_due(_noon(received), PLAN) == meeting


@pytest.mark.parametrize(
    ("raised", "meeting"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 19), date(2026, 11, 26)),
        (date(2026, 11, 21), date(2026, 11, 27)),  # the week ends on a Saturday
        (date(2026, 11, 2), date(2026, 11, 23)),  # the week was out before the alert
    ],
)
def test_the_meeting_is_never_later_than_the_week_of_section_12_6(raised: date, meeting: date) -> None:
    assert start_meeting_due(_noon(date(2026, 11, 23)), PLAN, raised_with_principal=raised) == meeting


def test_an_alert_just_after_midnight_counts_from_the_new_day() -> None:
    late, early = datetime(2026, 11, 23, 22, 59, tzinfo=UTC), datetime(2026, 11, 23, 23, 1, tzinfo=UTC)
    assert start_meeting_due(late, PLAN) == date(2026, 11, 30)
    assert start_meeting_due(early, PLAN) == date(2026, 12, 1)


def test_the_unit_is_the_plans() -> None:
    friday = date(2026, 9, 25)
    assert due(friday, Deadline(number=5, unit=TimeUnit.WORKING_DAYS), CALENDAR) == date(2026, 10, 2)
    assert due(friday, Deadline(number=5, unit=TimeUnit.SCHOOL_DAYS), CALENDAR) == date(2026, 10, 9)
    assert due(friday, Deadline(number=5, unit=TimeUnit.CALENDAR_DAYS), CALENDAR) == date(2026, 9, 30)
    assert due(friday, Deadline(number=1, unit=TimeUnit.WEEKS), CALENDAR) == date(2026, 10, 2)


def test_a_serious_alert_waits_two_hours_also_when_the_clocks_change() -> None:
    for received in (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)):
        assert acknowledge_due(received, PLAN, serious=True) - received == timedelta(hours=2)


@pytest.mark.parametrize(
    ("received", "by"),
    [
        (date(2026, 11, 23), datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
        (date(2026, 12, 18), datetime(2027, 1, 4, 14, 0, tzinfo=UTC)),
        (date(2027, 3, 19), datetime(2027, 3, 30, 13, 0, tzinfo=UTC)),  # across the change to summer time
        (date(2027, 5, 16), datetime(2027, 5, 18, 13, 0, tzinfo=UTC)),
    ],
)
def test_an_alert_is_taken_by_the_end_of_the_next_school_day(received: date, by: datetime) -> None:
    assert acknowledge_due(_noon(received), PLAN, serious=False) == by
    assert identify_pupil_due(_noon(received), PLAN) == by.date()


@given(moments, st.integers(1, 30), st.sampled_from(TimeUnit))
def test_the_meeting_is_on_a_school_day_after_the_alert_or_when_the_laws_clock_runs_out(
    received: datetime, number: int, unit: TimeUnit
) -> None:
    plan, today = _plan(number, unit), oslo_date(received)
    meeting, last = start_meeting_due(received, plan), due(today, plan.deadlines.start_meeting, CALENDAR)
    open_days = [
        day for n in range(1, (last - today).days + 1) if CALENDAR.is_school_day(day := today + timedelta(days=n))
    ]
    assert meeting == (open_days[-1] if open_days else last)


@given(moments, st.integers(1, 29))
def test_more_days_never_give_an_earlier_last_day(received: datetime, number: int) -> None:
    """Only inside a holiday may the last school day before come ahead of the law's own day."""
    today = oslo_date(received)
    fewer, more = start_meeting_due(received, _plan(number)), start_meeting_due(received, _plan(number + 1))
    assert fewer <= more or not CALENDAR.is_school_day(fewer)
    assert today < fewer <= add_working_days(today, number)


@given(moments, st.integers(-40, 10))
def test_the_week_of_section_12_6_only_shortens_and_never_reaches_into_the_past(
    received: datetime, offset: int
) -> None:
    today = oslo_date(received)
    raised = today + timedelta(days=offset)
    meeting = start_meeting_due(received, PLAN, raised_with_principal=raised)
    assert today <= meeting <= max(today, raised + timedelta(days=7))


@given(moments)
def test_an_alert_is_taken_on_an_open_day_at_three(received: datetime) -> None:
    by = acknowledge_due(received, PLAN, serious=False)
    assert by > received
    assert by.tzinfo is UTC
    assert oslo_time(by).time() == time(15)
    assert CALENDAR.is_school_day(oslo_date(by))
    assert identify_pupil_due(received, PLAN) == oslo_date(by)


def test_a_day_someone_chooses_is_a_school_day_or_none() -> None:
    require_school_day(PLAN, "until", None)
    require_school_day(PLAN, "until", date(2026, 11, 24))
    with pytest.raises(Invalid, match="Velg en skoledag") as wrong:
        require_school_day(PLAN, "until", date(2026, 11, 28))
    assert wrong.value.field == "until"
