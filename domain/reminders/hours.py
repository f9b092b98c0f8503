"""When channels are written to: in the day, on an open day. What calls someone to an alert never waits for that."""

from datetime import date, datetime, time, timedelta

from domain.oslo import at_oslo, oslo_date, oslo_time
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan

TRIED_UNTIL = time(12)
"""In Oslo, on the next open day: then a post is given up."""


def may_go_from(made: datetime, now: datetime, school_plan: SchoolPlan) -> datetime:
    """`now`, when a post that was made then may go out now, or the next moment that it may.

    One made on a school day waits for a school day, any other for a day AKS is open.
    """
    today, rules = oslo_date(now), school_plan.reminders
    open_today = _is_open(today, oslo_date(made), school_plan)
    if open_today and oslo_time(now).time() < rules.day_ends:
        return max(now, at_oslo(today, rules.day_begins))
    return at_oslo(_next_open(today, oslo_date(made), school_plan), rules.day_begins)


def tried_until(made: datetime, school_plan: SchoolPlan) -> datetime:
    """A post is tried for the rest of the day, and the next morning."""
    day = oslo_date(made)
    return at_oslo(_next_open(day, day, school_plan), TRIED_UNTIL)


def _next_open(after: date, made: date, school_plan: SchoolPlan) -> date:
    day = after + timedelta(days=1)
    while not _is_open(day, made, school_plan):
        day += timedelta(days=1)
    return day


def _is_open(day: date, made: date, school_plan: SchoolPlan) -> bool:
    calendar = SchoolCalendar(school_plan.calendar)
    return calendar.is_school_day(day) if calendar.is_school_day(made) else calendar.is_aks_day(day)
