"""«Dette ble feil»: the reporter says so, and those who can put it right hear of it."""

import hashlib
from dataclasses import replace

from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.members import decides
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.ids import PersonId
from domain.message import MessageKind
from domain.people.permissions import Permission, may
from domain.text.prose import WORDS, letters
from services.alert.own_alert import own_alert
from services.alert_notices import tell_of_addition
from services.turn import Turn


def say_wrong(alert_id: str, words: str, addition_id: str, turn: Turn) -> Alert:
    """The words stand in the history of every case of the alert, once. Raises `Invalid`, and `Refused` when all are
    closed.
    """
    alert = own_alert(alert_id, turn)
    if letters(words) < WORDS:
        raise Invalid("wrong", "Skriv hva som ble feil.")
    cases = {case_id: turn.tx.cases.kept(case_id) for case_id in alert.every_case}
    if not any(case.open for case in cases.values()):
        raise Refused("Saken er avsluttet. Skriv et nytt varsel hvis det er noe skolen må gjøre.")
    key = hashlib.sha256(f"{addition_id}:{words}".encode()).hexdigest()[:24]
    event = Event(kind=EventKind.ALERT_WRONG, at=turn.now, by=turn.actor.id, details=Details(words=words))
    for number, case_id in enumerate(cases):
        where = replace(event, case_id=case_id, alert_id=None if number else alert.id)
        turn.tx.events.add_once(f"{key}{number or ''}", where)
    tell_of_addition(MessageKind.ALERT_WRONG, [(case, _who_may(case, turn)) for case in cases.values()], key, turn)
    return alert


def _who_may(case: Case, turn: Turn) -> set[PersonId]:
    """Those on the case who can put it right; of a case about staff whoever decides on it."""
    on_it = (person for person in turn.tx.people.active() if case.admits(person.id, turn.today))
    return {one.id for one in on_it if (decides(case, one) if case.enhanced else may(one, Permission.LEAD_CASE))}
