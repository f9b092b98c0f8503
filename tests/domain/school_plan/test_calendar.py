from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.oslo import add_working_days, at_oslo, is_working_day, oslo_date, oslo_time, public_holidays
from domain.school_plan.calendar import CalendarPlan, SchoolCalendar, in_years
from tests.kit.school import the_plan
from tests.kit.school_plans import altered

CALENDAR = SchoolCalendar(the_plan().calendar)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  (on purpose)


@pytest.mark.parametrize(
    ("utc", "oslo"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2027, 6, 1, 21, 59, tzinfo=UTC), date(2027, 6, 1)),
        (datetime(2027, 6, 1, 22, 0, tzinfo=UTC), date(2027, 6, 2)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_oslo(utc: datetime, oslo: date) -> None:
    assert oslo_date(utc) == oslo


def test_clocks_that_change_keep_the_wall_time() -> None:
    assert at_oslo(date(2027, 3, 27), time(15)).astimezone(UTC).hour == 14
    assert at_oslo(date(2027, 3, 28), time(15)).astimezone(UTC).hour == 13
    assert at_oslo(date(2026, 10, 25), time(2, 30)).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(moments)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
def test_oslo_time_is_the_same_moment(now: datetime) -> None:
    """Also in the hour that October has twice, where Python calls no two zones' times equal."""
    assert oslo_time(now).astimezone(UTC) == now
    assert timedelta(hours=1) <= (oslo_time(now).utcoffset() or timedelta()) <= timedelta(hours=2)


def test_holidays_of_easter_and_may_2027() -> None:
    closed = {date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)}
    assert closed <= public_holidays(2027)
    assert not any(map(is_working_day, closed))


def test_ordinary_sundays_and_the_eves_are_not_holidays() -> None:
    assert date(2026, 11, 22) not in public_holidays(2026)
    assert is_working_day(date(2026, 12, 24))
    assert is_working_day(date(2026, 12, 31))
    assert not CALENDAR.is_school_day(date(2026, 12, 24))
    assert not CALENDAR.is_aks_day(date(2026, 12, 24))


@pytest.mark.parametrize(
    ("day", "school", "aks"),
    [
        (date(2026, 8, 14), False, True),  # the Friday before the school year
        (date(2026, 8, 17), True, True),
        (date(2026, 9, 30), False, True),  # høstferie
        (date(2026, 11, 21), False, False),  # a Saturday
        (date(2026, 11, 23), True, True),
        (date(2026, 12, 22), False, True),  # juleferie
        (date(2027, 1, 4), True, True),
        (date(2027, 3, 23), False, True),  # påskeferie
        (date(2027, 3, 26), False, False),  # langfredag
        (date(2027, 3, 30), True, True),
        (date(2027, 5, 7), False, True),  # the day after Kristi himmelfart
        (date(2027, 5, 17), False, False),
        (date(2027, 6, 18), True, True),
        (date(2027, 6, 21), False, True),
        (date(2027, 7, 7), False, False),  # AKS closes in July
        (date(2028, 2, 22), True, True),  # outside the planned year: a weekday
    ],
)
def test_school_and_aks_are_closed_on_different_days(day: date, school: bool, aks: bool) -> None:
    assert (CALENDAR.is_school_day(day), CALENDAR.is_aks_day(day)) == (school, aks)


def test_the_next_school_day_is_after_the_holiday() -> None:
    assert CALENDAR.next_school_day(date(2026, 11, 20)) == date(2026, 11, 23)
    assert CALENDAR.next_school_day(date(2026, 12, 18)) == date(2027, 1, 4)
    assert CALENDAR.next_school_day(date(2027, 3, 19)) == date(2027, 3, 30)
    assert CALENDAR.next_school_day(date(2027, 6, 18)) >= date(2027, 8, 1)


def test_working_days_run_on_through_the_schools_own_holidays() -> None:
    assert add_working_days(date(2026, 12, 18), 5) == date(2026, 12, 28)
    assert add_working_days(date(2027, 5, 14), 1) == date(2027, 5, 18)


@given(days)
def test_a_school_day_is_a_working_day(day: date) -> None:
    assert is_working_day(day) or not (CALENDAR.is_school_day(day) or CALENDAR.is_aks_day(day))


@given(days, st.integers(1, 60))
def test_adding_working_days_counts_them(day: date, number: int) -> None:
    end = add_working_days(day, number)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == number


@given(days, st.integers(1, 30))
def test_adding_school_days_counts_them(day: date, number: int) -> None:
    end = CALENDAR.add_school_days(day, number)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(CALENDAR.is_school_day, between)) == number
    assert CALENDAR.is_school_day(end)


@given(days)
def test_more_days_never_end_earlier(day: date) -> None:
    assert all(a < b for a, b in pairwise(add_working_days(day, n) for n in range(6)))
    assert all(a < b for a, b in pairwise(CALENDAR.add_school_days(day, n) for n in range(6)))


@given(days)
def test_a_closed_day_moves_back_over_closed_days_only(day: date) -> None:
    moved = CALENDAR.school_day_or_before(day)
    assert moved <= day
    assert CALENDAR.is_school_day(moved)
    assert not any(CALENDAR.is_school_day(moved + timedelta(days=n)) for n in range(1, (day - moved).days + 1))


NEXT = CalendarPlan.model_validate(
    {
        "school_year": "2027/28",
        "first_school_day": "2027-08-16",
        "last_school_day": "2028-06-16",
        "school_free": [
            {"first": "2027-08-12", "last": "2027-08-13", "label": "Planleggingsdager", "planning": "true"},
            {"first": "2027-10-04", "last": "2027-10-08", "label": "Høstferie"},
        ],
        "aks_free": [{"first": "2027-12-24", "last": "2027-12-24", "label": "Julaften"}],
    }
)
ACROSS = SchoolCalendar(in_years(the_plan().calendar, [NEXT]))


@pytest.mark.parametrize(
    ("day", "school", "staff"),
    [
        (date(2026, 9, 30), False, False),  # høstferie of the one year
        (date(2027, 2, 24), False, False),  # vinterferie
        (date(2027, 6, 18), True, True),
        (date(2027, 6, 21), False, False),  # the summer between them
        (date(2027, 8, 12), False, True),  # the other year's days of planning
        (date(2027, 8, 16), True, True),
        (date(2027, 10, 5), False, False),  # and its høstferie
        (date(2027, 9, 29), True, True),
        (date(2028, 6, 19), False, False),
        (date(2029, 2, 21), True, True),  # in no known year: a weekday
    ],
)
def test_each_day_is_counted_by_the_plan_of_its_own_year(day: date, school: bool, staff: bool) -> None:
    assert (ACROSS.is_school_day(day), ACROSS.is_staff_day(day)) == (school, staff)


def test_the_calendar_of_either_year_gives_the_same_days() -> None:
    other_way = SchoolCalendar(in_years(NEXT, [the_plan().calendar]))
    every_day = [date(2026, 1, 1) + timedelta(days=n) for n in range(1100)]
    assert [*map(ACROSS.is_school_day, every_day)] == [*map(other_way.is_school_day, every_day)]
    assert [*map(ACROSS.is_aks_day, every_day)] == [*map(other_way.is_aks_day, every_day)]


def test_school_days_are_counted_across_the_summer() -> None:
    assert ACROSS.next_school_day(date(2027, 6, 18)) == date(2027, 8, 16)
    assert ACROSS.school_days_between(date(2027, 6, 16), date(2027, 8, 17)) == 4
    assert ACROSS.school_day_or_before(date(2027, 10, 8)) == date(2027, 10, 1)


def test_of_two_calendars_of_one_year_the_first_counts() -> None:
    corrected = altered(NEXT, school_free=())
    known = SchoolCalendar(in_years(the_plan().calendar, [corrected, NEXT]))
    assert known.is_school_day(date(2027, 10, 5))
    assert in_years(NEXT, [corrected]) is NEXT
