"""The tasks of the årshjul: how they stand, whose they are, and what is done with them."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.case.case import require_reason
from domain.errors import Invalid, NotFound, Refused
from domain.ids import new_id
from domain.message import MessageKind
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.reminders.channel import Channel, grades_of
from domain.school_plan.year_task import AfterEvent
from domain.year.posts import Covered, for_channel
from domain.year.tasks import TaskState, YearRecord, finish, is_for, put_off, require_taker, undo
from services.turn import Turn
from storage.year.year import EventDay


def states_of(turn: Turn) -> list[TaskState]:
    """Every task of the school year, by due."""
    return turn.tx.year.states(turn.school_plan, turn.tx.people.active())


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
    require_taker(state, turn.actor)
    return state


def sees_everything(turn: Turn) -> bool:
    """Whether all tasks are shown: to a leader, in their own chat."""
    return may(turn.actor, Permission.LEAD_YEAR) and turn.place is None


def tasks_here(turn: Turn, channels: Sequence[Channel]) -> list[TaskState]:
    """The person's tasks, all of them for a leader; in a channel those it is told of."""
    states = states_of(turn)
    if turn.place:
        return for_channel(states, channel_here(turn), channels, grades_of(turn.tx.people.active()))
    return states if sees_everything(turn) else [state for state in states if is_for(state.task, turn.actor)]


def channel_here(turn: Turn) -> Channel | None:
    """The channel it happens in, if it has been bound; None in a person's own chat."""
    return turn.tx.channels.at(turn.place.conversation_id) if turn.place else None


def waits_for(turn: Turn) -> dict[str, str]:
    """What has not happened yet this year and the person can say has: the event and its button."""
    told = turn.tx.year.happened()
    rules = [(task, task.rule) for task in turn.school_plan.year if isinstance(task.rule, AfterEvent)]
    first = turn.school_plan.calendar.first_school_day
    return {
        rule.event: rule.says
        for task, rule in rules
        if (told.get(rule.event) or date.min) < first
        and (is_for(task, turn.actor) or may(turn.actor, Permission.LEAD_YEAR))
    }


def button_of(event: str, turn: Turn) -> str:
    """The button of an event that the person may tell of. Raises `Refused`."""
    known = waits_for(turn)
    if event not in known:
        raise Refused("Dette er sagt fra om allerede, eller det er ikke din oppgave.")
    return known[event]


def tell_happened(event: str, on: date, turn: Turn) -> str:
    """Something that tasks wait for has happened: what its button said. Raises `Refused` and `Invalid`."""
    says = button_of(event, turn)
    if not turn.school_plan.calendar.first_school_day <= on <= turn.today:
        raise Invalid("on", "Velg en dag i dette skoleåret, ikke i fremtiden.")
    turn.tx.year.tell(event, on, turn.actor.id, turn.now)
    return says


def told_by_now(turn: Turn) -> dict[str, tuple[str, EventDay]]:
    """What has happened this school year and the person may take back: the event, its button and what was told."""
    rules = [task.rule for task in turn.school_plan.year if isinstance(task.rule, AfterEvent)]
    first, told = turn.school_plan.calendar.first_school_day, turn.tx.year.told()
    this_year = {rule.event: (rule.says, told[rule.event]) for rule in rules if rule.event in told}
    return {
        event: (says, one)
        for event, (says, one) in this_year.items()
        if one.on and one.on >= first and (may(turn.actor, Permission.LEAD_YEAR) or not asks_why(one, turn))
    }


def asks_why(told: EventDay, turn: Turn) -> bool:
    """One takes back one's own without a word the same day; later, and for others, a leader says why."""
    own = told.by == turn.actor.id and told.told_at is not None
    return not (own and told.told_at and oslo_date(told.told_at) == turn.today)


def told_of(event: str, turn: Turn) -> tuple[str, EventDay]:
    """Its button and what was told. Raises `Refused`."""
    known = told_by_now(turn)
    if event not in known:
        raise Refused("Den som sa fra, kan angre samme dag. Etter det gjør en leder det.")
    return known[event]


def take_back(event: str, reason: str, turn: Turn) -> str:
    """It has not happened after all: what waits for it waits again. Raises `Refused` and `Invalid`."""
    says, told = told_of(event, turn)
    why = require_reason(reason) if asks_why(told, turn) else reason
    turn.tx.year.take_back(event, why, turn.actor.id, turn.now)
    return says


def finish_task(key: str, note: str, turn: Turn) -> list[TaskState]:
    """How all tasks stand then. Raises `NotFound` and `Refused`."""
    record = finish(task(key, turn), new_id(), turn.actor, turn.now, note=note)
    return _recorded(record, turn)


def undo_task(key: str, reason: str, turn: Turn) -> list[TaskState]:
    """As `finish_task`; raises `Invalid` too."""
    return _recorded(undo(task(key, turn), new_id(), turn.actor, turn.now, reason=reason), turn)


def put_off_task(key: str, until: date, reason: str, turn: Turn) -> list[TaskState]:
    """As `finish_task`; raises `Invalid` too."""
    record = put_off(task(key, turn), new_id(), until, reason, turn.actor, turn.now, turn.school_plan)
    return _recorded(record, turn)


def _recorded(record: YearRecord | None, turn: Turn) -> list[TaskState]:
    """Recorded once, and every post of the task says so to everyone."""
    if record is None:
        return states_of(turn)
    turn.tx.year.add(record)
    states = states_of(turn)
    state = state_in(states, record.key)
    for covered in turn.tx.outbox.posted(MessageKind.YEAR_POST, Covered):
        if covered.holds(state):
            turn.tx.outbox.repost(MessageKind.YEAR_POST, covered, turn.now, key=record.id)
    return states
