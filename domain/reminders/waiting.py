"""An alert that nobody takes: who is told of it again, and how often (law 3; § 12-4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.case.case import Case, Status
from domain.ids import PersonId
from domain.oslo import oslo_date, oslo_time
from domain.people.permissions import RANKS, Permission, may, rank
from domain.people.person import Person, Role
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan

_ABOVE_THE_LINE = RANKS.index(Role.LINE_LEADER) + 2


def awake(case: Case, school_plan: SchoolPlan, now: datetime) -> bool:
    """Whether a reminder of an alert nobody has taken may go out now: in the day, on an open day.

    A serious or § 12-5 one goes out on every day the school or AKS is open, others on school days.
    """
    calendar, here = SchoolCalendar(school_plan.calendar), oslo_time(now)
    hours = school_plan.reminders.day_begins <= here.time() < school_plan.reminders.day_ends
    urgent = case.serious or case.enhanced
    open_today = calendar.is_school_day(here.date()) or (urgent and calendar.is_aks_day(here.date()))
    return hours and open_today


def waits_too_long(case: Case, now: datetime) -> bool:
    """Whether the time to take the alert has run out."""
    return case.open and case.status is Status.REPORTED and now > case.acknowledge_by


def is_left(case: Case, school_plan: SchoolPlan, today: date) -> bool:
    """Whether those who were told of the alert have let it lie so long that the next in line must hear of it."""
    return _over(case, school_plan, today) >= school_plan.reminders.line_leader_school_days


def _over(case: Case, school_plan: SchoolPlan, today: date) -> int:
    return SchoolCalendar(school_plan.calendar).school_days_between(oslo_date(case.acknowledge_by), today)


def can_take(case: Case, people: Iterable[Person]) -> list[Person]:
    """Those on the case who can take an alert."""
    on_it = (person for person in people if case.has_on(person.id))
    return [person for person in on_it if may(person, Permission.LEAD_CASE)]


@dataclass(frozen=True, slots=True)
class Again:
    """Who is told of a waiting alert today, and who once this week."""

    daily: Sequence[Person]
    weekly: Sequence[Person] = ()


def told_again(
    case: Case, people: Iterable[Person], away: Iterable[PersonId], school_plan: SchoolPlan, today: date
) -> Again:
    """Those on the case who can take the alert.

    A serious or § 12-5 one all of them hear of each day. Another moves up: first all of them hear of it each school
    day, then those above the line leaders, in the end only the topmost; those who were passed by hear of it once a
    week, from the week after. Someone who is there always hears of it; who is away does not, unless all are.
    """
    everyone, gone = can_take(case, people), {*away}
    if case.serious or case.enhanced:
        return Again(everyone)
    there = [person for person in everyone if person.id not in gone] or everyone
    daily = _daily(there, case, school_plan, today)
    last_week = _daily(there, case, school_plan, today - timedelta(days=today.weekday() + 1))
    return Again(daily, [person for person in there if person not in daily and person not in last_week])


def _daily(there: Sequence[Person], case: Case, school_plan: SchoolPlan, today: date) -> list[Person]:
    over, rules = _over(case, school_plan, today), school_plan.reminders
    top = max(map(rank, there), default=0)
    least = 0 if over < rules.line_leader_school_days else _ABOVE_THE_LINE
    least = top if over >= rules.principal_school_days else min(least, top)
    return [person for person in there if rank(person) >= least]
