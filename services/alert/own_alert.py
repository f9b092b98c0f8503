"""The reporter's own alert: seen again, added to, and completed when more is known. Never the case."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain.alert.alert import Alert, add_exposed
from domain.alert.routing import About, Staff, route
from domain.errors import Refused
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, PersonId
from services.case.identify_pupil import join_pupil
from services.case.name_suspect import bar_from_case
from services.case_file import CaseFile
from services.people.staff import pupil_in, staff_of
from services.turn import Turn


def own_alert(alert_id: str, turn: Turn) -> Alert:
    """Who has it has read it (law 5). Raises `NotFound` alike for «does not exist» and «not yours»."""
    alert = turn.tx.alerts.get(AlertId(alert_id), turn.actor.id)
    turn.tx.events.add(Event(kind=EventKind.ALERT_READ, at=turn.now, by=turn.actor.id, alert_id=alert.id))
    return alert


def unidentified_alert(alert_id: str, turn: Turn) -> Alert:
    """As `own_alert`; raises `Refused` when it is known who the pupil is."""
    alert = own_alert(alert_id, turn)
    if alert.form.exposed:
        raise Refused("Eleven i dette varselet er allerede kjent.")
    return alert


def additions(alert: Alert, turn: Turn) -> list[Event]:
    """What the reporter has added to it, oldest first."""
    return [event for event in turn.tx.events.of_alert(alert.id) if event.kind is EventKind.ALERT_ADDED]


def received(alert: Alert, turn: Turn) -> list[tuple[str, datetime]]:
    """Which of its cases a leader has taken, and when: all that a reporter may know of them."""
    taken = []
    for case_id, reference in zip(alert.cases, alert.references, strict=True):
        with turn.tx.failures.alone("case", case=case_id):
            if at := turn.tx.cases.received_at(case_id):
                taken.append((reference, at))
    return taken


def add_to_alert(alert_id: str, words: str, addition_id: str, turn: Turn) -> Alert:
    """The same words sent twice are added once. They stand on every case of the alert."""
    alert = own_alert(alert_id, turn)
    addition = hashlib.sha256(f"{addition_id}:{words}".encode()).hexdigest()[:24]
    event = Event(kind=EventKind.ALERT_ADDED, at=turn.now, by=turn.actor.id, details=Details(words=words))
    for number, case_id in enumerate(alert.cases):
        where = replace(event, case_id=case_id, alert_id=None if number else alert.id)
        turn.tx.events.add_once(f"{addition}{number or ''}", where)
    return alert


def identify_in_alert(alert_id: str, group: str, pupil_id: str, turn: Turn) -> Alert:
    """The reporter found out who the pupil is; so do those on its cases. Raises `Invalid` and `Refused`."""
    alert = unidentified_alert(alert_id, turn)
    pupil = pupil_in(turn, group, pupil_id)
    known = replace(alert, form=add_exposed(alert.form, pupil.id))
    for file in _files(alert, turn):
        if file.case.pupil_id is None:
            join_pupil(file, pupil, turn)
    turn.tx.alerts.save(known)
    return known


def name_in_alert(alert_id: str, suspect: PersonId, turn: Turn) -> Alert:
    """The reporter says whom the suspicion is about; from now on that person is barred. Raises `Invalid`."""
    alert, staff = own_alert(alert_id, turn), staff_of(turn)
    for file in _files(alert, turn):
        bar_from_case(file, suspect, "suspect", staff, turn)
    named = _named(alert, suspect, staff, turn)
    turn.tx.alerts.save(named)
    return named


def _named(alert: Alert, suspect: PersonId, staff: Staff, turn: Turn) -> Alert:
    """When the one named leads the school, the owner is told as well, or the reporter must ring (law 3)."""
    form = replace(alert.form, suspect=suspect)
    routed = route(form, About(), turn.actor.id, staff, turn.school_plan.routing)
    if not routed.past_the_school:
        return replace(alert, form=form)
    told = tuple(dict.fromkeys((*alert.told, *routed.tell)))
    return replace(alert, form=form, told=told, ring=routed.ring)


def _files(alert: Alert, turn: Turn) -> Iterator[CaseFile]:
    """The cases of the alert, for the rules: the reporter may not be on them, and is shown nothing of them."""
    for case_id in alert.cases:
        yield CaseFile(turn.tx.cases.unguarded(case_id), turn.tx, turn.school_plan)
