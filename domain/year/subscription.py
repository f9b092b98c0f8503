"""The årshjul in a person's own calendar: whose tasks stand in it, and what is said of each.

Only what the plan file says of a task is told, never what someone has written in chat.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import SchoolId
from domain.people.permissions import Permission, may
from domain.people.person import Person, in_a_sentence
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import YearTask
from domain.text.messages import N_, Labels, _
from domain.text.moments import full_day, listing
from domain.value import VALUE
from domain.year.changes import YearChange
from domain.year.tasks import TaskState, owned


class Subscribed(StrEnum):
    """Whose tasks a calendar shows."""

    OWN = "mine"
    SCHOOL = "skolen"


SUBSCRIBED_LABELS = Labels({Subscribed.OWN: N_("Mine oppgaver"), Subscribed.SCHOOL: N_("Hele skolen")})
_NEEDS = {Subscribed.OWN: Permission.ASK, Subscribed.SCHOOL: Permission.FOLLOW_YEAR}


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class YearEntry:
    """A task on its day. `uid` stays when the day moves; `changes` counts what was done with the task, `changed_at`
    is when that was last, or the beginning of the school year.
    """

    uid: str
    title: str
    text: str
    day: date
    changed_at: AwareDatetime
    changes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class YearCalendar:
    """What a subscription gives. `uid` is the same each time."""

    uid: str
    name: str
    entries: tuple[YearEntry, ...] = ()


def may_subscribe(person: Person, to: Subscribed) -> bool:
    """Everyone to their own tasks, those who work at the school to all of them; nobody who has left."""
    return may(person, _NEEDS[to])


def year_calendar(
    states: Iterable[TaskState],
    changes: Iterable[YearChange],
    school_plan: SchoolPlan,
    person: Person,
    to: Subscribed,
) -> YearCalendar:
    """The tasks of the plan file as they stand, by day. `changes`: all that leaders have changed and taken back."""
    school_id, planned = school_plan.school_id, {task.id: task for task in school_plan.year}
    whole, moments = to is Subscribed.SCHOOL, _changed_at(changes)
    shown = [
        _entry(state, planned[state.one.task.id], moments[state.one.task.id], school_plan)
        for state in (states if whole else owned(states, person))
        if state.one.task.id in planned and not state.one.task.meeting
    ]
    school = school_plan.school
    return YearCalendar(
        uid=uid_of(school_id, to if whole else f"{to}:{person.id}"),
        name=_("Årshjulet, {school}", school=school) if whole else _("Mine oppgaver, {school}", school=school),
        entries=tuple(sorted(shown, key=lambda one: (one.day, one.uid))),
    )


def uid_of(school_id: SchoolId | str, what: str) -> str:
    """Known by everyone's calendar, and the same for ever."""
    return f"{school_id}:{what}@skolemiljo"


def _changed_at(changes: Iterable[YearChange]) -> Mapping[str, list[datetime]]:
    """By task. Each entry of it is looked at anew, also where another day of it was changed."""
    found = defaultdict[str, list[datetime]](list)
    for one in changes:
        found[one.task].append(one.at)
    return found


def _entry(state: TaskState, task: YearTask, changed_at: Sequence[datetime], school_plan: SchoolPlan) -> YearEntry:
    """Of the plan file's task, for what is said; of the state, for when and by whom."""
    begins = datetime.combine(school_plan.calendar.first_school_day, time.min, UTC)
    return YearEntry(
        uid=uid_of(school_plan.school_id, state.one.key),
        title=_("Ferdig: {task}", task=task.title) if state.done_on else task.title,
        text="\n".join(_lines(state, task)),
        day=state.due,
        changed_at=max((*changed_at, *(record.at for record in state.records)), default=begins),
        changes=len(state.records) + len(changed_at),
    )


def _lines(state: TaskState, task: YearTask) -> list[str]:
    who = listing(in_a_sentence(role) for role in state.one.task.owners)
    grades = listing(map(str, state.one.task.grades))
    lines = [
        task.text,
        _("Hvem: {owners}", owners=who),
        _("Trinn: {grades}", grades=grades) if grades else "",
        _("Valgfri") if task.optional else "",
        _("Ferdig {day}", day=full_day(state.done_on)) if state.done_on else "",
    ]
    return [line for line in lines if line]
