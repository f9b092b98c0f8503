"""What the reporter adds to the own alert, which those who answer for its cases hear of."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from domain.alert.alert import Alert
from domain.case.case import Case
from domain.errors import Refused
from domain.event import Details, Event, EventKind
from domain.ids import CaseId
from domain.message import MessageKind
from domain.reminders.news import answering
from services.alert.own_alert import own_alert
from services.alert_notices import tell_of_addition
from services.turn import Turn

_SAID = (EventKind.ALERT_ADDED, EventKind.ALERT_WRONG)


def additions(alert: Alert, turn: Turn) -> list[Event]:
    """What the reporter has added to it, oldest first."""
    return [event for event in turn.tx.events.of_alert(alert.id) if event.kind in _SAID]


def may_be_added_to(alert: Alert, turn: Turn) -> bool:
    """Whether some case of it is open, or cannot be read."""
    with turn.tx.failures.alone("alert", alert=alert.id):
        return any(case.open for _alerted, case in _cases(alert, turn))
    return True


def add_to_alert(alert_id: str, words: str, addition_id: str, turn: Turn) -> Alert:
    """The same words sent twice are added once. They stand on every case of the alert that is open.

    Raises `Refused` when none is.
    """
    alert = own_alert(alert_id, turn)
    taking = [(alerted, case) for alerted, case in _cases(alert, turn) if case.open]
    if not taking:
        raise Refused("Saken er avsluttet. Skriv et nytt varsel.")
    addition = hashlib.sha256(f"{addition_id}:{words}".encode()).hexdigest()[:24]
    event = Event(kind=EventKind.ALERT_ADDED, at=turn.now, by=turn.actor.id, details=Details(words=words))
    added = [
        case
        for number, (alerted, case) in enumerate(taking)
        if turn.tx.events.add_once(
            f"{addition}{number or ''}", replace(event, case_id=alerted, alert_id=None if number else alert.id)
        )
    ]
    people = turn.tx.people.active()
    answer = [(case, {person.id for person in answering(case, people)}) for case in added]
    tell_of_addition(MessageKind.ALERT_ADDED, answer, addition, turn)
    return alert


def _cases(alert: Alert, turn: Turn) -> Iterator[tuple[CaseId, Case]]:
    """The cases it opened, each with the one it has gone into: for the rules, shown to nobody."""
    for case_id in alert.every_case:
        yield case_id, turn.tx.cases.kept(case_id)
