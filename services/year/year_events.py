"""What tasks of the årshjul wait for, such as the results of a survey: told, put right, and taken back."""

from collections.abc import Iterator
from datetime import date

from domain.case.case import require_reason
from domain.errors import Invalid, Refused
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.school_plan.year_task import AfterEvent
from domain.year.tasks import Results, TaskState, is_for
from services.people.guard_names import require_nobody
from services.turn import Turn
from services.year.taker import taker
from storage.year.year import EventDay


def waits_for(turn: Turn) -> dict[str, str]:
    """What has not happened yet this year and the person can say has: the event and its button. What is part of another
    task is asked there.
    """
    asked = {task.results for task in turn.school_plan.year} | _this_year(turn).keys()
    return {event: says for event, says in _may_tell(turn).items() if event not in asked}


def results_of(state: TaskState, turn: Turn) -> Results | None:
    """For whoever may say which day the results of the task came; nothing in a channel."""
    event = state.task.results
    if not event or turn.place or not taker(turn).takes(state):
        return None
    told = _this_year(turn).get(event)
    return Results(event=event, on=told.on if told else None, may_take_back=event in told_by_now(turn))


def button_of(event: str, turn: Turn) -> str:
    """The button of an event that the person may tell of. Raises `Refused`."""
    known = _may_tell(turn)
    if event not in known:
        raise Refused("Det er ikke din oppgave å si fra om dette. En leder kan.")
    return known[event]


def _may_tell(turn: Turn) -> dict[str, str]:
    """The events that the person may tell of, by their buttons: as one of those whose task waits for it or asks it."""
    leads = may(turn.actor, Permission.LEAD_YEAR)
    tasks = [task for task in turn.tx.year.tasks(turn.school_plan) if leads or is_for(task, turn.actor)]
    events = {*(task.rule.event for task in tasks if isinstance(task.rule, AfterEvent)), *(t.results for t in tasks)}
    return {rule.event: rule.says for rule in _rules(turn) if rule.event in events}


def _rules(turn: Turn) -> Iterator[AfterEvent]:
    return (task.rule for task in turn.school_plan.year if isinstance(task.rule, AfterEvent))


def _this_year(turn: Turn) -> dict[str, EventDay]:
    """What has happened this school year."""
    first = turn.school_plan.calendar.first_school_day
    return {event: told for event, told in turn.tx.year.told().items() if told.on and told.on >= first}


def tell_happened(event: str, on: date, turn: Turn) -> str:
    """Something that tasks wait for has happened, or happened another day: what its button said. Raises `Refused` and
    `Invalid`.
    """
    says, told = button_of(event, turn), _this_year(turn).get(event)
    if not turn.school_plan.calendar.first_school_day <= on <= turn.today:
        raise Invalid("on", "Velg en dag i dette skoleåret, ikke i fremtiden.")
    if told is None or told.on != on:
        turn.tx.year.tell(event, on, turn.actor.id, turn.now)
    return says


def told_by_now(turn: Turn) -> dict[str, tuple[str, EventDay]]:
    """What has happened this school year and the person may take back: the event, its button and what was told."""
    told, leads = _this_year(turn), may(turn.actor, Permission.LEAD_YEAR)
    found = {rule.event: (rule.says, told[rule.event]) for rule in _rules(turn) if rule.event in told}
    return {event: one for event, one in found.items() if leads or not asks_why(one[1], turn)}


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
    """It has not happened after all, on any day: what waits for it waits again. Raises `Refused` and `Invalid`."""
    says, told = told_of(event, turn)
    if asks_why(told, turn):
        require_reason(reason)
        require_nobody({"reason": reason}, turn)
    turn.tx.year.take_back(event, reason, turn.actor.id, turn.now)
    return says
