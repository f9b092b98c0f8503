"""What a person hears of the årshjul in the morning: what the channels are not told that day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pydantic.dataclasses import dataclass

from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.reminders.newcomers import NOBODY_NEW, Newcomers
from domain.school_plan.calendar import MAY, CalendarPlan, SchoolCalendar, last_planned, year_without_plan
from domain.value import VALUE
from domain.year.parts import Parts, of_grades, parts_owned
from domain.year.tasks import TaskState, newest, owned


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Heard:
    """`soon`: the own tasks that are due in some days; `given`: those that had opened before they became one's own, or
    that have another day; `missed`: those whose day has passed since the last morning, or before they were one's own;
    `over`: to a leader once a week, how many are over their day; `no_plan`: and the school year whose plan is missing;
    `newcomers`: the pupils who are new.
    """

    soon: tuple[TaskState, ...] = ()
    given: tuple[TaskState, ...] = ()
    missed: tuple[TaskState, ...] = ()
    over: int = 0
    no_plan: str = ""
    newcomers: Newcomers = NOBODY_NEW

    def __bool__(self) -> bool:
        return bool(self.soon or self.given or self.missed or self.over or self.no_plan or self.newcomers)


NOTHING = Heard()


class YearMorning:
    """What is to be told on a morning, worked out once for all. `since`: the last morning before this one; `unposted`:
    by key, the parts of tasks that no channel is told of, and that their owners therefore hear of when they open and
    are due; `before`: how all tasks were on the last morning, when any has become another since.
    """

    def __init__(
        self,
        states: Iterable[TaskState],
        unposted: Mapping[str, Parts],
        *,
        since: date,
        today: date,
        calendar: SchoolCalendar,
        before: Iterable[TaskState] | None = None,
    ) -> None:
        self._since, self._today = since, today
        self._alone = unposted
        every = [*states]
        open_ones = [state for state in every if state.left and not state.task.meeting]
        self._before = {state.one.key: state for state in (every if before is None else before)}
        self._opened = [one for one in open_ones if one.one.opens <= today and not self._covers(one.posts)]
        self._soon = [state for state in open_ones if self._is_told(state)]
        self._missed = [passed for state in open_ones if (passed := self._passed(state))]
        late = (state.of(parts) for state in open_ones if (parts := state.late_parts(today)))
        self._late = newest(late) if _begins_week(today, calendar) else ()

    def of(self, person: Person, stands_in_for: Sequence[Person] = (), had: Sequence[Person] | None = None) -> Heard:
        """`had`: whose tasks the person had on the last morning, when these are others."""
        whose = (person, *stands_in_for)
        soon = tuple(state for state in owned(self._soon, *whose) if state.left and self._is_told(state))
        new, told = self._new(whose, whose if had is None else had), {state.one.key for state in soon}
        due = [state.of(parts) for state in new if (parts := self._ahead(state))]
        late = newest(state.of(parts) for state in new if (parts := state.late_parts(self._today)))
        return Heard(
            soon=soon,
            given=tuple(state for state in due if state.one.key not in told),
            missed=_together(owned(self._missed, *whose), late),
            over=sum(not person.all_grades or bool(of_grades(state.parts, person.all_grades)) for state in self._late)
            if may(person, Permission.LEAD_YEAR)
            else 0,
        )

    def _new(self, whose: Sequence[Person], had: Sequence[Person]) -> list[TaskState]:
        """What has become theirs since the last morning, or got another day: of what was opened already, so that no
        other word of it may come in time.
        """
        found = ((state, state.left - self._known(state, had)) for state in owned(self._opened, *whose))
        return [state.of(parts) for state, parts in found if parts]

    def _known(self, state: TaskState, had: Sequence[Person]) -> Parts:
        """The parts that were theirs on the last morning, by the same day."""
        before = self._before.get(state.one.key)
        same = before is not None and before.one.due == state.one.due
        return parts_owned(before.task, before.parts, *had) if before and same else frozenset()

    def _ahead(self, state: TaskState) -> Parts:
        return frozenset(part for part in state.left if state.due_of(part) >= self._today)

    def _is_told(self, state: TaskState) -> bool:
        """Unless a channel is told of it at the same time; on the day it was put off to, all the same."""
        alone = state.parts & self._alone.get(state.one.key, frozenset())
        if alone and self._covers(state.of(alone).posts):
            return True
        new_day = self._covers(state.moved[part] for part in state.left & state.moved.keys())
        return new_day or (self._covers(state.reminders) and (bool(alone) or not self._covers(state.posts)))

    def _covers(self, days: Iterable[date]) -> bool:
        return any(self._since < day <= self._today for day in days)

    def _passed(self, state: TaskState) -> TaskState | None:
        """The parts whose day has passed since the last morning, and those that were late when they opened."""
        late, opened = state.late_parts(self._today), self._since < state.one.opens <= self._today
        parts = frozenset(part for part in late if opened or self._since <= state.due_of(part))
        return state.of(parts) if parts else None


def _together(passed: Iterable[TaskState], late: Iterable[TaskState]) -> tuple[TaskState, ...]:
    """What passed and what was late when it was given, each task once with all its parts of both."""
    found = {state.one.key: state for state in late}
    for state in passed:
        same = found.get(state.one.key)
        found[state.one.key] = replace(state, parts=state.parts | same.parts) if same else state
    return tuple(sorted(found.values(), key=lambda state: state.due))


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


def _begins_week(today: date, calendar: SchoolCalendar) -> bool:
    """Whether it is the first day of its week that the staff work."""
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=number) for number in range(today.weekday()))
    return calendar.is_staff_day(today) and not any(map(calendar.is_staff_day, days))
