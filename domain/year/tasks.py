"""What has become of the tasks of the årshjul: told by records that are only ever added (law 5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.errors import Invalid, Refused
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Grade, Person, Role, in_a_sentence
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import YearTask
from domain.text.messages import _
from domain.text.prose import Prose, letters
from domain.value import VALUE
from domain.year.wheel import Occurrence

REASON_MIN = 3


class YearTaken(StrEnum):
    """What was done with a task."""

    DONE = "ferdig"
    UNDONE = "ikke_ferdig"
    POSTPONED = "utsatt"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class YearRecord:
    """One thing that was done with a task; `key` is the occurrence's. With no classes it is for all of them."""

    id: str
    key: str
    taken: YearTaken
    at: AwareDatetime
    by: PersonId
    classes: frozenset[str] = frozenset()
    note: Prose = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class TaskState:
    """A task of the year now. `classes` are those it is done for one by one; none when it is done once for all."""

    one: Occurrence
    due: date
    classes: frozenset[str] = frozenset()
    done_for: frozenset[str] = frozenset()
    done_on: date | None = None
    records: tuple[YearRecord, ...] = ()

    @property
    def task(self) -> YearTask:
        return self.one.task

    @property
    def posts(self) -> frozenset[date]:
        """The days it is posted: those of the rule, and the day it was put off to."""
        return frozenset({*self.one.posts, self.due})

    def late(self, today: date) -> bool:
        return self.done_on is None and today > self.due and not self.task.optional


def year_states(
    wheel: Sequence[Occurrence], records: Iterable[YearRecord], people: Sequence[Person]
) -> list[TaskState]:
    """Every task of the year as it stands, by due."""
    by_key: dict[str, list[YearRecord]] = {}
    for record in records:
        by_key.setdefault(record.key, []).append(record)
    classes = {task.id: classes_of(task, people) for task in {one.task.id: one.task for one in wheel}.values()}
    found = [_state(one, by_key.get(one.key, []), classes[one.task.id]) for one in wheel]
    return sorted(found, key=lambda state: state.due)


def _state(one: Occurrence, records: Sequence[YearRecord], classes: frozenset[str]) -> TaskState:
    due, done_for, done_on = one.due, frozenset[str](), None
    for record in records:
        match record.taken:
            case YearTaken.DONE:
                done_for |= record.classes or classes
                done_on = None if classes - done_for else oslo_date(record.at)
            case YearTaken.UNDONE:
                done_for, done_on = done_for - (record.classes or classes), None
            case YearTaken.POSTPONED:  # pragma: no branch  (mypy knows these are all)
                due = record.until or due
    told = {"due": due, "classes": classes, "done_for": done_for & classes, "done_on": done_on}
    return TaskState(one=one, records=tuple(records), **told)  # type: ignore[arg-type]  # the types cannot say it


def classes_of(task: YearTask, people: Iterable[Person]) -> frozenset[str]:
    """The classes whose contact teachers each do the task."""
    if not task.for_each_class:
        return frozenset()
    teachers = [person for person in people if person.active and person.has(Role.CONTACT_TEACHER)]
    classes = {school_class for person in teachers for school_class in person.classes}
    return frozenset(one for one in classes if not task.grades or _grade(one) in task.grades)


def _grade(school_class: str) -> Grade | None:
    found = re.match(r"\d+", school_class)
    return int(found[0]) if found else None


def is_for(task: YearTask, person: Person) -> bool:
    """Whether it is one of the person's own tasks: by role, and by grade when both name some."""
    grades = {*person.grades, *filter(None, map(_grade, person.classes))}
    return person.has(*task.owners) and (not task.grades or not grades or not grades.isdisjoint(task.grades))


def require_taker(state: TaskState, by: Person) -> None:
    """Raises `Refused` for someone whose task it is not, unless they lead the year."""
    if not (by.has(*state.task.owners) or may(by, Permission.LEAD_YEAR)):
        owners = _(" eller ").join(in_a_sentence(role) for role in state.task.owners)
        raise Refused("«{title}» gjøres av {owners}, eller en leder.", title=state.task.title, owners=owners)


def finish(state: TaskState, record_id: str, by: Person, now: datetime, *, note: str = "") -> YearRecord | None:
    """The task is done: by a contact teacher for the own classes, else for all of them. None when it was already.

    Raises `Refused` for someone whose task it is not.
    """
    require_taker(state, by)
    own = by.classes & state.classes if by.has(Role.CONTACT_TEACHER) else frozenset[str]()
    if state.done_on or (own and own <= state.done_for):
        return None
    if state.classes and not own and not may(by, Permission.LEAD_YEAR):
        raise Refused("Kontaktlærerne gjør dette, hver for sin klasse. En leder kan sette det som ferdig for alle.")
    return replace(_record(state, record_id, YearTaken.DONE, by, now), classes=own, note=note)


def undo(state: TaskState, record_id: str, by: Person, now: datetime, *, reason: str = "") -> YearRecord | None:
    """It was not done after all, as far as this person said today (Oslo) that it was; later, and for others, a leader
    says why. None when it is not done. Raises `Refused` and `Invalid`.
    """
    require_taker(state, by)
    if not (state.done_on or state.done_for):
        return None
    if not may_undo(state, by, oslo_date(now)):
        raise Refused("Den som satte oppgaven som ferdig, kan angre samme dag. Etter det gjør en leder det.")
    own = _said_today(state, by, oslo_date(now))
    if not own and letters(reason) < REASON_MIN:
        raise Invalid("reason", "Skriv en kort grunn.")
    said = own or [record for record in state.records if record.taken is YearTaken.DONE]
    undone = _record(state, record_id, YearTaken.UNDONE, by, now)
    return replace(undone, classes=said[-1].classes, note="" if own else reason.strip())


def may_undo(state: TaskState, by: Person, today: date) -> bool:
    done = bool(state.done_on or state.done_for)
    return done and (may(by, Permission.LEAD_YEAR) or bool(_said_today(state, by, today)))


def undone_with_reason(state: TaskState, by: Person, today: date) -> bool:
    """Whether this person must say why."""
    return not _said_today(state, by, today)


def _said_today(state: TaskState, by: Person, today: date) -> list[YearRecord]:
    done = (record for record in state.records if record.taken is YearTaken.DONE)
    return [record for record in done if record.by == by.id and oslo_date(record.at) == today]


def put_off(
    state: TaskState, record_id: str, until: date, reason: str, by: Person, now: datetime, school_plan: SchoolPlan
) -> YearRecord | None:
    """Later, with a reason; an open day of the same school year. None when it has that day already.

    Raises `Invalid` and `Refused`.
    """
    require_taker(state, by)
    if until == state.due != state.one.due:
        return None
    if state.done_on:
        raise Refused("«{title}» er ferdig fra før.", title=state.task.title)
    if until <= max(state.due, oslo_date(now)):
        raise Invalid("until", "Velg en dag etter fristen som er nå.")
    if until > school_plan.calendar.last_school_day or not SchoolCalendar(school_plan.calendar).is_school_day(until):
        raise Invalid("until", "Velg en skoledag i dette skoleåret.")
    return replace(_record(state, record_id, YearTaken.POSTPONED, by, now), until=until, note=reason)


def _record(state: TaskState, record_id: str, taken: YearTaken, by: Person, now: datetime) -> YearRecord:
    return YearRecord(id=record_id, key=state.one.key, taken=taken, at=now, by=by.id)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Agenda:
    """The tasks of a month and a look ahead, each in one group."""

    late: tuple[TaskState, ...]
    now: tuple[TaskState, ...]
    done: tuple[TaskState, ...]
    following: tuple[TaskState, ...]


def agenda(states: Iterable[TaskState], today: date) -> Agenda:
    """What is late, what is due this month, what of it is done, and what is due next month."""
    asked = [state for state in states if not state.task.routine]
    this, following = _month(today), _month(today.replace(day=28) + timedelta(days=4))
    open_ones = [state for state in asked if state.done_on is None]
    return Agenda(
        late=_newest(state for state in open_ones if state.late(today)),
        now=tuple(state for state in open_ones if _month(state.due) == this and not state.late(today)),
        done=tuple(state for state in asked if state.done_on and this in {_month(state.due), _month(state.done_on)}),
        following=tuple(state for state in open_ones if _month(state.due) == following),
    )


def _newest(late: Iterable[TaskState]) -> tuple[TaskState, ...]:
    """Of a task that comes again and again, the round missed last: nobody holds August's meeting in November."""
    return tuple({state.task.id: state for state in late}.values())


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
