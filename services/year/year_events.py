"""What tasks of the årshjul wait for, such as the results of a survey: told, put right, and taken back."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.case.case import require_reason
from domain.errors import Invalid, Refused
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.school_plan.year_task import AfterEvent
from domain.text.moments import day_of_school_year
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
    return Results(event=event, on=results_day(state, turn), may_take_back=event in told_by_now(turn))


def results_day(state: TaskState, turn: Turn) -> date | None:
    """The day that the results of the task came, if it is known: nothing of a case."""
    return known_day(state.task.results or "", turn)


def button_of(event: str, turn: Turn) -> str:
    """The button of an event that the person may tell of. Raises `Refused`."""
    known = _may_tell(turn)
    if event not in known:
        raise Refused("Det er ikke din oppgave å si fra om dette. En leder kan.")
    return known[event]


def _may_tell(turn: Turn) -> dict[str, str]:
    """The events that the person may tell of, by their buttons: as one of those whose task waits for it or asks it."""
    leads = may(turn.actor, Permission.LEAD_YEAR)
    people = taker(turn).people
    every = turn.tx.year.tasks(turn.school_plan)
    tasks = [task for task in every if leads or any(is_for(task, one) for one in people)]
    events = {*(task.rule.event for task in tasks if isinstance(task.rule, AfterEvent)), *(t.results for t in tasks)}
    return {rule.event: rule.says for rule in _rules(turn) if rule.event in events}


def _rules(turn: Turn) -> Iterator[AfterEvent]:
    return (task.rule for task in turn.school_plan.year if isinstance(task.rule, AfterEvent))


def _this_year(turn: Turn) -> dict[str, EventDay]:
    """What has happened this school year, as told last."""
    first = turn.school_plan.calendar.first_school_day
    return {event: told for event, told in turn.tx.year.told().items() if told.on and told.on >= first}


def known_day(event: str, turn: Turn) -> date | None:
    """The day that it happened this school year, as told last."""
    told = _this_year(turn).get(event)
    return told.on if told else None


def tell_happened(event: str, on: date, turn: Turn, instead_of: date | None = None) -> str:
    """Something that tasks wait for has happened: what its button said. `instead_of`: the day it was said to have
    happened, which this puts right; a day that somebody else has told meanwhile stands. Raises `Refused` and `Invalid`.
    """
    says, known = button_of(event, turn), known_day(event, turn)
    if not turn.school_plan.calendar.first_school_day <= on <= turn.today:
        raise Invalid("on", "Velg en dag i dette skoleåret, ikke i framtiden.")
    if known and known not in {on, instead_of}:
        raise Invalid(
            "on", "Det er sagt fra før: {day}. Åpne oppgaven på nytt for å rette dagen.", day=day_of_school_year(known)
        )
    if known != on:
        turn.tx.year.tell(event, on, turn.actor.id, turn.now)
    return says


Told = tuple[str, list[EventDay]]
"""The button of something that has happened, and all that was told of it and counts, the oldest first."""


def told_by_now(turn: Turn) -> dict[str, Told]:
    """What has happened this school year and the person may take back."""
    told, leads, this_year = turn.tx.year.tellings(), may(turn.actor, Permission.LEAD_YEAR), _this_year(turn)
    found = {rule.event: (rule.says, told[rule.event]) for rule in _rules(turn) if rule.event in this_year}
    return {event: one for event, one in found.items() if leads or not asks_why(one[1], turn)}


def asks_why(told: Iterable[EventDay], turn: Turn) -> bool:
    """One takes back what was one's own alone without a word the same day; later, and what others told too, a leader
    takes back and says why.
    """
    own = (one.by == turn.actor.id and one.told_at and oslo_date(one.told_at) == turn.today for one in told)
    return not all(own)


def told_of(event: str, turn: Turn) -> Told:
    """Raises `Refused`."""
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
