"""What a person hears of the årshjul in the morning: what the channels are not told that day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pydantic.dataclasses import dataclass

from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.reminders.newcomers import NOBODY_NEW, Newcomers
from domain.school_plan.calendar import MAY, CalendarPlan, SchoolCalendar, last_planned, year_without_plan
from domain.value import VALUE
from domain.year.parts import Parts, of_grades
from domain.year.tasks import TaskState, newest, owned


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Heard:
    """`soon`: the own tasks that are due in some days; `missed`: those whose day has passed since the last morning;
    `over`: to a leader once a week, how many are over their day; `no_plan`: and the school year whose plan is missing;
    `newcomers`: the pupils who are new.
    """

    soon: tuple[TaskState, ...] = ()
    missed: tuple[TaskState, ...] = ()
    over: int = 0
    no_plan: str = ""
    newcomers: Newcomers = NOBODY_NEW

    def __bool__(self) -> bool:
        return bool(self.soon or self.missed or self.over or self.no_plan or self.newcomers)


NOTHING = Heard()


def heard(
    states: Sequence[TaskState],
    unposted: Mapping[str, Parts],
    person: Person,
    *,
    since: date,
    today: date,
    calendar: SchoolCalendar,
) -> Heard:
    """`since`: the last morning before this one; `unposted`: by key, the parts of tasks that no channel is told of, and
    that their owners therefore hear of when they open and are due.
    """
    own = [state for state in owned(states, person) if state.left]
    return Heard(
        soon=tuple(one for one in own if _is_told(one, since, today, alone=unposted.get(one.one.key, frozenset()))),
        missed=tuple(filter(None, (_missed(one, since, today) for one in own))),
        over=_over(states, person, today) if _begins_week(today, calendar) else 0,
    )


def told_of_no_plan(plan: CalendarPlan, person: Person, today: date) -> str:
    """The school year whose plan is missing: to leaders the first school day of May, and when the year has begun, the
    first day of each week that the staff work.
    """
    calendar, year = SchoolCalendar(plan), year_without_plan(plan, today)
    if not year or not may(person, Permission.LEAD_YEAR):
        return ""
    if today > last_planned(plan).ends:
        return year if _begins_week(today, calendar) else ""
    return year if today == calendar.next_school_day(date(today.year, MAY - 1, 30)) else ""


def _is_told(state: TaskState, since: date, today: date, *, alone: Parts) -> bool:
    days = state.reminders | (state.of(alone).posts if state.parts & alone else frozenset())
    return not state.task.meeting and any(since < day <= today for day in days)


def _missed(state: TaskState, since: date, today: date) -> TaskState | None:
    """The parts whose day has passed since the last morning."""
    parts = frozenset(part for part in state.late_parts(today) if since <= state.due_of(part))
    return state.of(parts) if parts else None


def _over(states: Sequence[TaskState], person: Person, today: date) -> int:
    """Of the leader's own grades, or of all for who leads the school."""
    if not may(person, Permission.LEAD_YEAR):
        return 0
    grades = person.all_grades
    late = [state.of(state.late_parts(today)) for state in states if state.late(today)]
    return len(newest(state for state in late if not grades or of_grades(state.parts, grades)))


def _begins_week(today: date, calendar: SchoolCalendar) -> bool:
    """Whether it is the first day of its week that the staff work."""
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=number) for number in range(today.weekday()))
    return calendar.is_staff_day(today) and not any(map(calendar.is_staff_day, days))
