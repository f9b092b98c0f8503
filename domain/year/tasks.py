"""How the tasks of the årshjul stand: told by records that are only ever added (law 5)."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.year_task import YearTask
from domain.text.prose import Prose
from domain.value import VALUE
from domain.year.parts import WHOLE, Parts, parts_of, parts_owned
from domain.year.wheel import Occurrence


class YearTaken(StrEnum):
    """What was done with a task."""

    DONE = "ferdig"
    UNDONE = "angret"
    POSTPONED = "utsatt"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class YearRecord:
    """Something done with parts of a task; `key` is the occurrence's. `undoes`: the record it takes back."""

    id: str
    key: str
    taken: YearTaken
    at: AwareDatetime
    by: PersonId
    parts: Parts = frozenset({WHOLE})
    note: Prose = ""
    until: date | None = None
    undoes: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What `event` the results of a task are, and the Oslo day they came, if they have."""

    event: str
    on: date | None = None
    may_take_back: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class TaskState:
    """A task of the year now, for all its parts or, in a channel or for a person, for some of them.

    `done`: the parts that are done, each with its day; `moved`: those that have been put off, each to when.
    `records` are all that was said of the task, also of other parts; `start` is when the school began with the årshjul.
    """

    one: Occurrence
    parts: Parts = frozenset({WHOLE})
    done: Mapping[str, date] = field(default_factory=dict)
    moved: Mapping[str, date] = field(default_factory=dict)
    records: tuple[YearRecord, ...] = ()
    start: date = date.min

    @property
    def task(self) -> YearTask:
        return self.one.task

    @property
    def left(self) -> Parts:
        """The parts that are not done."""
        return self.parts - self.done.keys()

    @property
    def once(self) -> bool:
        """Whether it is done once, for all."""
        return self.parts == {WHOLE}

    @property
    def done_on(self) -> date | None:
        """When the last of the parts was done; None when some are left."""
        return None if self.left else max(self.done.values())

    @property
    def due(self) -> date:
        """The first day that something of it is due."""
        return min(self.due_of(part) for part in self.left or self.parts)

    def due_of(self, part: str) -> date:
        return self.moved.get(part, self.one.due)

    def of(self, parts: Parts) -> "TaskState":
        """The same, for those of its parts that are among these; for all when none is."""
        kept = self.parts & parts or self.parts
        done, moved = ({part: told[part] for part in kept & told.keys()} for told in (self.done, self.moved))
        return replace(self, parts=kept, done=done, moved=moved)

    @property
    def posts(self) -> frozenset[date]:
        """The days channels are told of it."""
        return self._told(self.one.posts)

    @property
    def reminders(self) -> frozenset[date]:
        """The days its owners are told of it, before its deadline."""
        return self._told(self.one.reminders) - self.posts

    def _told(self, days: Sequence[date]) -> frozenset[date]:
        """What is done is not told of any more, nor what is put off until its new day."""
        return frozenset(day for part in self.parts for day in (*days, *self._new_days(part)) if self._waits(part, day))

    def _new_days(self, part: str) -> Iterable[date]:
        return (self.moved[part],) if part in self.moved else ()

    def _waits(self, part: str, day: date) -> bool:
        put_off = (record for record in self.effective if record.until and part in record.parts)
        quiet = any(oslo_date(record.at) < day < (record.until or day) for record in put_off)
        return not quiet and day <= self.done.get(part, day)

    @cached_property
    def effective(self) -> tuple[YearRecord, ...]:
        """What was said, for the parts it was not taken back of; and not put off before a leader gave it its day."""
        undone: dict[str, Parts] = {}
        for record in self.records:
            undone[record.undoes] = undone.get(record.undoes, frozenset()) | record.parts
        said = (one for one in self.records if not (one.undoes or self.overtaken(one)))
        left = ((one, one.parts - undone.get(one.id, frozenset())) for one in said)
        return tuple(replace(one, parts=parts) for one, parts in left if parts)

    def overtaken(self, record: YearRecord) -> bool:
        """Whether it was put off before a leader gave it another day."""
        since = self.one.moved_at
        return bool(record.until and since and record.at < since)

    def late_parts(self, today: date) -> Parts:
        """What is over its day and not done. What may be left out, a meeting, and what was due before the school
        began, is never late.
        """
        if self.task.optional or self.task.meeting:
            return frozenset()
        return frozenset(part for part in self.left if self.start <= self.due_of(part) < today)

    @property
    def before_start(self) -> bool:
        """Whether all that is left of it was due before the school began with the årshjul."""
        return bool(self.left) and all(self.due_of(part) < self.start for part in self.left)

    def late(self, today: date) -> bool:
        return bool(self.late_parts(today))


def year_states(
    wheel: Sequence[Occurrence],
    records: Iterable[YearRecord],
    people: Sequence[Person],
    classes: Iterable[str] = (),
    start: date = date.min,
) -> list[TaskState]:
    """Every task of the year as it stands, by due. `classes`: those that have pupils; `start`: the day the school began
    with the årshjul.
    """
    by_key: dict[str, list[YearRecord]] = {}
    for record in records:
        by_key.setdefault(record.key, []).append(record)
    parts = {task.id: parts_of(task, people, classes) for task in {one.task.id: one.task for one in wheel}.values()}
    found = [_state(one, by_key.get(one.key, []), parts[one.task.id], start) for one in wheel]
    return sorted(found, key=lambda state: state.due)


def _state(one: Occurrence, records: Sequence[YearRecord], parts: Parts, start: date) -> TaskState:
    """What was said of all when it was done once is said of every part; what was taken back of some part, of all when
    it is done once.
    """
    if not records:
        return TaskState(one=one, parts=parts, start=start)
    every = [record.parts == {WHOLE} or (bool(record.undoes) and parts == {WHOLE}) for record in records]
    told = tuple(replace(one, parts=parts) if whole else one for one, whole in zip(records, every, strict=True))
    state = TaskState(one=one, parts=parts, records=told, start=start)
    done, moved = dict[str, date](), dict[str, date]()
    for record in state.effective:
        for part in record.parts & parts:
            if record.until:
                moved[part] = record.until
            else:
                done.setdefault(part, oslo_date(record.at))
    return replace(state, done=done, moved=moved)


def is_for(task: YearTask, person: Person, parts: Parts = frozenset({WHOLE})) -> bool:
    """Whether it, or any of its parts, is the person's own: by role, and by class, grade or base."""
    return bool(parts_owned(task, parts, person))


def owned(states: Iterable[TaskState], *people: Person) -> list[TaskState]:
    """The own tasks of a person, and of those they stand in for, for the parts that are theirs."""
    found = ((state, parts_owned(state.task, state.parts, *people)) for state in states)
    return [state.of(parts) for state, parts in found if parts]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The tasks of a month and a look ahead, each in one group."""

    late: tuple[TaskState, ...]
    now: tuple[TaskState, ...]
    done: tuple[TaskState, ...]
    following: tuple[TaskState, ...]
    before: tuple[TaskState, ...] = ()


def agenda(states: Iterable[TaskState], today: date) -> Agenda:
    """What is late, what is due this month, what of it is done, and what is due next month; `before`: what of this
    month was due before the school began with the årshjul. Meetings aside.
    """
    asked = [state for state in states if not state.task.meeting]
    this, following = _month(today), _month(today.replace(day=28) + timedelta(days=4))
    left = [state for state in asked if state.done_on is None]
    open_ones = [state for state in left if not state.before_start]
    return Agenda(
        late=newest(state for state in open_ones if state.late(today)),
        now=tuple(state for state in open_ones if _month(state.due) == this and not state.late(today)),
        done=tuple(state for state in asked if state.done_on and this in {_month(state.due), _month(state.done_on)}),
        following=tuple(state for state in open_ones if _month(state.due) == following),
        before=tuple(state for state in left if state.before_start and _month(state.due) == this),
    )


def newest(late: Iterable[TaskState]) -> tuple[TaskState, ...]:
    """Of a task that comes again and again, the round missed last: nobody holds August's meeting in November."""
    return tuple({state.task.id: state for state in late}.values())


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
