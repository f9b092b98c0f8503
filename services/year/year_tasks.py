"""The tasks of the årshjul: how they stand, whose they are, and what is done with them."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.errors import Invalid, NotFound, Refused
from domain.ids import new_id
from domain.message import MessageKind
from domain.people.permissions import Permission, may
from domain.reminders.channel import Channel, gets, grades_of
from domain.text.moments import day_of_school_year
from domain.year.posts import Covered, for_channel
from domain.year.taking import asks_which, finish, put_off, require_taker, undo
from domain.year.tasks import TaskState, YearRecord, owned
from services.people.guard_names import require_nobody
from services.turn import Turn
from services.year.taker import taker
from services.year.year_events import known_day, tell_happened


def states_of(turn: Turn) -> list[TaskState]:
    """Every task of the school year, by due."""
    return turn.tx.year.states(turn.school_plan)


def state_in(states: Iterable[TaskState], key: str) -> TaskState:
    """Raises `NotFound`."""
    found = next((state for state in states if state.one.key == key), None)
    if found is None:
        raise NotFound("Fant ikke oppgaven i årets årshjul. Skriv «årshjul» for å se det.")
    return found


def task(key: str, turn: Turn) -> TaskState:
    """Raises `NotFound`."""
    return state_in(states_of(turn), key)


def task_to_take(key: str, turn: Turn) -> TaskState:
    """A task the person may do something with. Raises `NotFound` and `Refused`."""
    state = task(key, turn)
    require_taker(state, taker(turn))
    return state


def task_left(key: str, turn: Turn) -> TaskState:
    """A task of which something that is the person's is left. Raises `NotFound` and `Refused`."""
    state = task_to_take(key, turn)
    if not state.left & taker(turn).takes(state):
        raise Refused("«{title}» er ferdig fra før.", title=state.task.title)
    return state


def sees_everything(turn: Turn) -> bool:
    """Whether all tasks are shown: to a leader, in their own chat."""
    return may(turn.actor, Permission.LEAD_YEAR) and turn.place is None


def tasks_here(turn: Turn, channels: Sequence[Channel]) -> list[TaskState]:
    """The person's tasks, and those of whom they stand in for, all of them for a leader; in a channel those it is told
    of.
    """
    states = states_of(turn)
    if turn.place:
        here = channel_here(turn)
        return for_channel(states, gets(channels, here), grades_of(turn.tx.people.active())) if here else []
    return states if sees_everything(turn) else owned(states, *taker(turn).people)


def channel_here(turn: Turn) -> Channel | None:
    """The channel it happens in, if it has been bound; None in a person's own chat."""
    return turn.tx.channels.at(turn.place.conversation_id) if turn.place else None


def asks_first(key: str, turn: Turn) -> TaskState | None:
    """The task, when the person must say for whom before it is done. Raises `NotFound`."""
    state = task(key, turn)
    return state if asks_which(state, taker(turn)) else None


def finish_task(
    key: str, note: str, turn: Turn, *, parts: Iterable[str] = (), results_on: date | None = None
) -> list[TaskState]:
    """How all tasks stand then. `results_on`: the day that the results of the task came. Raises `NotFound`, `Refused`
    and `Invalid`.
    """
    state = task(key, turn)
    _of_nobody("note", note, turn)
    record = finish(state, new_id(), taker(turn), turn.now, parts=frozenset(parts), note=note)
    if results_on and state.task.results:
        _results_came(state.task.results, results_on, turn)
    return _recorded(record, turn)


def _results_came(event: str, on: date, turn: Turn) -> None:
    """Asked of each who is done: the day that was said first stands until somebody who has seen it puts it right."""
    known = known_day(event, turn)
    if known and known != on:
        raise Invalid(
            "on",
            "Det er sagt fra før: {day}. La feltet stå tomt. "
            "Er dagen feil, retter du den på oppgaven i en egen chat med meg.",
            day=day_of_school_year(known),
        )
    tell_happened(event, on, turn)


def undo_task(key: str, undoes: str, reason: str, turn: Turn) -> list[TaskState]:
    """As `finish_task`."""
    _of_nobody("reason", reason, turn)
    return _recorded(undo(task(key, turn), new_id(), undoes, taker(turn), turn.now, reason=reason), turn)


def put_off_task(key: str, until: date, reason: str, turn: Turn, *, parts: Iterable[str] = ()) -> list[TaskState]:
    """As `finish_task`."""
    _of_nobody("reason", reason, turn)
    chosen, now = frozenset(parts), turn.now
    record = put_off(task(key, turn), new_id(), until, reason, taker(turn), now, turn.school_plan, parts=chosen)
    return _recorded(record, turn)


def _of_nobody(field: str, words: str, turn: Turn) -> None:
    """What everyone who opens the task reads. Raises `Invalid`."""
    if words:
        require_nobody({field: words}, turn)


def _recorded(record: YearRecord | None, turn: Turn) -> list[TaskState]:
    """Recorded once, and every post of the task says so to everyone."""
    if record is None:
        return states_of(turn)
    turn.tx.year.add(record)
    states = states_of(turn)
    tell_posts([state_in(states, record.key)], record.id, turn)
    return states


def tell_posts(touched: Sequence[TaskState], key: str, turn: Turn) -> None:
    """Every post of these tasks is changed, once for each `key`; so is the last one, which says what is late."""
    posted, school = turn.tx.outbox.posted(MessageKind.YEAR_POST, Covered), grades_of(turn.tx.people.active())
    last = max((covered.until for covered in posted), default=None)
    for covered in posted:
        told = for_channel(touched, covered.gets + covered.instead_of, school)
        if any(covered.holds(one) or (covered.until == last and one.due < covered.until) for one in told):
            turn.tx.outbox.repost(MessageKind.YEAR_POST, covered, turn.now, key=key)
