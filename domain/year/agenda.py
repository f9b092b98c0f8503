"""The årshjul month by month."""

from collections.abc import Iterable
from datetime import date, timedelta

from pydantic.dataclasses import dataclass

from domain.value import VALUE
from domain.year.tasks import TaskState


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
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
