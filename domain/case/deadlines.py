"""The clocks of a new case (F01, F07; § 12-4, § 12-6). Numbers come from the plan; times are moments in UTC."""

from datetime import UTC, date, datetime, time, timedelta

from domain.days import Days
from domain.oslo import add_working_days, at_oslo, oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import Deadline, TimeUnit
from domain.school_plan.school_plan import SchoolPlan

END_OF_SCHOOL_DAY = time(15)
ENFORCEMENT_WINDOW = timedelta(days=7)
"""§ 12-6: when a week has gone since it was raised with the principal, the Statsforvalter may be turned to."""


def enforcement_from(raised_with_principal: date) -> date:
    """The day the week of § 12-6 is out."""
    return raised_with_principal + ENFORCEMENT_WINDOW


def due(received: date, deadline: Deadline, calendar: SchoolCalendar) -> date:
    """The day a number of days of some unit ends on."""
    match deadline.unit:
        case TimeUnit.WORKING_DAYS:
            return add_working_days(received, deadline.number)
        case TimeUnit.SCHOOL_DAYS:
            return calendar.add_school_days(received, deadline.number)
        case TimeUnit.CALENDAR_DAYS:
            return received + timedelta(days=deadline.number)
        case TimeUnit.WEEKS:  # pragma: no branch  (mypy knows these are all)
            return received + timedelta(weeks=deadline.number)


def due_when_open(day: date, deadline: Deadline, calendar: SchoolCalendar) -> date:
    """As `due`, but on a closed day it is the last school day before, and never before the day it is counted from."""
    last = due(day, deadline, calendar)
    if deadline.unit is TimeUnit.WORKING_DAYS:
        return last
    open_day = calendar.school_day_or_before(last)
    return open_day if open_day > day else calendar.next_school_day(day)


def due_again(day: date, every: Deadline, calendar: SchoolCalendar) -> date:
    """When what comes again is due next, counted from the day it was done or opened.

    On a closed day it is the last school day before, when more than half of the time has gone by then; else the first
    school day after: what was done on Wednesday is not done again on Friday because the school closes.
    """
    last = due(day, every, calendar)
    before = calendar.school_day_or_before(last)
    return before if (before - day) * 2 > last - day else calendar.next_school_day(last)


def require_school_day(school_plan: SchoolPlan, field: str, day: date | None) -> None:
    """Raises `Invalid` for a day that someone has chosen, and the school is closed."""
    Days(is_open=SchoolCalendar(school_plan.calendar).is_school_day).is_school_day(field, day)


def start_meeting_due(
    received: datetime, school_plan: SchoolPlan, *, raised_with_principal: date | None = None
) -> date:
    """When the start meeting must have been called (L787–789).

    On a closed day it is the last school day before, but never earlier than the day after the alert: in a long
    holiday the law's clock runs on. Never later than the week of § 12-6, when that was recorded; when
    that week has run out already, it is the day of the alert.
    """
    calendar = SchoolCalendar(school_plan.calendar)
    today = oslo_date(received)
    last = due(today, school_plan.deadlines.start_meeting, calendar)
    if raised_with_principal is not None:
        last = max(today, min(last, enforcement_from(raised_with_principal)))
    open_day = calendar.school_day_or_before(last)
    return open_day if open_day > today else last


def acknowledge_due(received: datetime, school_plan: SchoolPlan, *, serious: bool) -> datetime:
    """When a leader must have taken the alert: hours for a serious one, day and night; else a later school day."""
    if serious:
        return received + timedelta(hours=school_plan.deadlines.acknowledge_serious_hours)
    calendar = SchoolCalendar(school_plan.calendar)
    day = calendar.add_school_days(oslo_date(received), school_plan.deadlines.acknowledge_school_days)
    return at_oslo(day, END_OF_SCHOOL_DAY).astimezone(UTC)


def care_report_due(alerted: datetime, school_plan: SchoolPlan) -> date:
    """The same day, or the next school day when the school is closed: without undue delay (§ 24-3). Oslo."""
    day, calendar = oslo_date(alerted), SchoolCalendar(school_plan.calendar)
    return day if calendar.is_school_day(day) else calendar.next_school_day(day)


def identify_pupil_due(received: datetime, school_plan: SchoolPlan) -> date:
    """When someone must have found out who the pupil is (L562–563)."""
    calendar = SchoolCalendar(school_plan.calendar)
    return calendar.add_school_days(oslo_date(received), school_plan.deadlines.identify_pupil_school_days)
