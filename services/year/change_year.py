"""What leaders change in the school year: a new task, another day, other owners or grades, or not this year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.errors import Invalid, NotFound
from domain.ids import new_id
from domain.people.person import Grade
from domain.school_plan.year_task import Per
from domain.year.changes import ChangeKind, NewTask, YearChange, change_of, new_task, standing, tasks_now
from domain.year.tasks import TaskState
from domain.year.wheel import wheel
from services.people.guard_names import require_nobody
from services.turn import Turn
from services.year.year_tasks import state_in, states_of, task, tell_posts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMade:
    """A change, what its task is called, the day the plan gives when it is of one, and what took it back."""

    change: YearChange
    title: str
    day: date | None
    undone: YearChange | None = None


def grades_offered(turn: Turn) -> list[Grade]:
    return sorted({pupil.grade for pupil in turn.tx.pupils.read_all() if pupil.active})


def tasks_to_change(turn: Turn) -> list[TaskState]:
    """Of each task the next time that is not done, and after these, of those that have none, the last that is over its
    day.
    """
    left = [state for state in states_of(turn) if state.left]
    late = {state.task.id: state for state in left if state.late(turn.today)}
    ahead = {state.task.id: state for state in reversed(left) if state.due >= turn.today}
    return sorted((late | ahead).values(), key=lambda state: (state.task.id not in ahead, state.due))


def add_task(record_id: str, told: NewTask, reason: str, turn: Turn) -> None:
    """Raises `Invalid`."""
    require_nobody({"title": told.title, "text": told.text, "reason": reason}, turn)
    said = replace(
        _said(record_id, ChangeKind.NEW, f"ny_{record_id}", reason, turn),
        title=told.title,
        text=told.text,
        day=told.day,
        owners=told.owners,
        per=told.per,
        grades=_grades(told.grades, turn),
    )
    _keep(new_task(said, turn.school_plan), turn)


def to_day(key: str, record_id: str, day: date, reason: str, turn: Turn) -> bool:
    """The task is due another day: whether it was not already. Raises `NotFound` and `Invalid`. So do the others."""
    return _change(key, replace(_said(record_id, ChangeKind.DAY, "", reason, turn), key=key, day=day), turn)


def to_owners(key: str, record_id: str, owners: Sequence[str], per: Per | None, reason: str, turn: Turn) -> bool:
    said = replace(_said(record_id, ChangeKind.OWNERS, "", reason, turn), owners=tuple(owners), per=per)
    return _change(key, said, turn)


def to_grades(key: str, record_id: str, grades: Iterable[str], reason: str, turn: Turn) -> bool:
    said = replace(_said(record_id, ChangeKind.GRADES, "", reason, turn), grades=_grades(grades, turn))
    return _change(key, said, turn)


def leave_out(key: str, record_id: str, reason: str, turn: Turn, *, every: bool) -> bool:
    """Not this time; or not this year, when it is for `every` time or there is no other."""
    said = _said(record_id, ChangeKind.SKIPPED, "", reason, turn)
    return _change(key, replace(said, key=key) if comes_again(key, turn) and not every else said, turn)


def rounds(key: str, turn: Turn) -> list[TaskState]:
    """The times that the task comes this year and is not done. Raises `NotFound`."""
    states = states_of(turn)
    of = state_in(states, key).task.id
    return [state for state in states if state.task.id == of and state.left]


def comes_again(key: str, turn: Turn) -> bool:
    """Whether the task comes more than once this year."""
    times = [state.one for state in states_of(turn)]
    tasks = {one.task.id for one in times if one.key == key}
    return sum(one.task.id in tasks for one in times) > 1


def take_back_change(change_id: str, turn: Turn) -> None:
    """As before it; once. Raises `NotFound`."""
    change = next((one for one in turn.tx.year.changes() if one.id == change_id), None)
    if change is None:
        raise NotFound("Fant ikke endringen. Skriv «årshjul» for å se hva som er endret.")
    if change in standing(turn.tx.year.changes(), turn.school_plan):
        said = _said(new_id(), ChangeKind.UNDONE, change.task, "", turn)
        _keep(replace(said, undoes=change.id), turn)


def changes_made(turn: Turn) -> list[ChangeMade]:
    """Those of the school year, the newest first: what stands, and then what was taken back."""
    told = [one for one in turn.tx.year.changes() if one.school_year == turn.school_plan.calendar.school_year]
    undone = {one.undoes: one for one in told if one.undoes}
    stand = standing(told, turn.school_plan)
    titles = {id_: one.title for id_, one in tasks_now(turn.school_plan, told).items()}
    titles |= {one.task: one.title for one in told if one.title}
    days = {one.key: one.due for one in wheel(turn.school_plan, turn.tx.year.happened())}
    gone = [one for one in told if one.id in undone]
    return [
        ChangeMade(change=one, title=titles.get(one.task, one.task), day=days.get(one.key), undone=undone.get(one.id))
        for one in (*reversed(stand), *reversed(gone))
    ]


def differs(turn: Turn) -> bool:
    """Whether the school year is another than that of the plan file."""
    return bool(standing(turn.tx.year.changes(), turn.school_plan))


def _said(record_id: str, kind: ChangeKind, task_id: str, reason: str, turn: Turn) -> YearChange:
    year = turn.school_plan.calendar.school_year
    return YearChange(
        id=record_id, kind=kind, school_year=year, task=task_id, at=turn.now, by=turn.actor.id, reason=reason
    )


def _grades(chosen: Iterable[str], turn: Turn) -> tuple[Grade, ...]:
    offered: Mapping[str, Grade] = {str(grade): grade for grade in grades_offered(turn)}
    if not offered.keys() >= set(chosen):
        raise Invalid("grades", "Velg fra listen.")
    return tuple(offered[one] for one in chosen)


def _change(key: str, said: YearChange, turn: Turn) -> bool:
    """Whether anything became another than it was."""
    if turn.tx.events.used(said.id):
        return True
    require_nobody({"reason": said.reason}, turn)
    state = task(key, turn)
    change = change_of(replace(said, task=state.task.id), state.one, turn.school_plan)
    if change:
        _keep(change, turn)
    return change is not None


def _keep(change: YearChange, turn: Turn) -> None:
    """Once; and every post that told of the task, or is to, says so to everyone."""
    if turn.tx.events.used(change.id):
        return
    before = states_of(turn)
    turn.tx.year.change(change)
    touched = [state for state in (*before, *states_of(turn)) if state.task.id == change.task]
    tell_posts(touched, change.id, turn)
