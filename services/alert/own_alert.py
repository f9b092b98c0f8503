"""The reporter's own alert: seen again, and completed when more is known. Never the case."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from domain.access.substitute import has_still
from domain.alert.alert import Alert, AlertForm, add_exposed
from domain.alert.put_right import as_put_right
from domain.alert.routing import Staff
from domain.errors import NotFound, Refused
from domain.event import Event, EventKind
from domain.ids import AlertId, CaseId, PersonId
from services.alert.name_late import alert_of, named_before
from services.alert_notices import misregistered_at, received_at
from services.case.identify_pupil import join_pupil
from services.case.name_suspect import bar_from_case, named_by, past_the_school, require_suspect
from services.case_file import CaseFile
from services.people.staff import pupil_in, staff_of
from services.turn import Turn
from storage.unit_of_work import Tx


def own_alert(alert_id: str, turn: Turn) -> Alert:
    """Who has it has read it (law 5). Raises `NotFound` alike for «does not exist» and «not yours»."""
    alert = turn.tx.alerts.get(AlertId(alert_id), turn.actor.id)
    if not has_still(turn.actor, alert.sent_at, turn.now):
        raise NotFound("Fant ikke varselet.")
    turn.tx.events.add(Event(kind=EventKind.ALERT_READ, at=turn.now, by=turn.actor.id, alert_id=alert.id))
    return alert


def unidentified_alert(alert_id: str, turn: Turn) -> Alert:
    """As `own_alert`; raises `Refused` when it is known who the pupil is."""
    alert = own_alert(alert_id, turn)
    if alert.form.exposed:
        raise Refused("Eleven i dette varselet er allerede kjent.")
    if not still_unknown(alert, turn):
        raise Refused("Skolen har funnet ut hvem eleven er. Er det en annen, trykk «Dette ble feil».")
    return alert


def still_unknown(alert: Alert, turn: Turn) -> bool:
    """Whether nobody has said who the pupil is: neither the reporter nor those on its case."""
    return not alert.form.exposed and any(file.case.pupil_id is None for file in _files(alert, turn))


def misregistered(alert: Alert, turn: Turn) -> list[tuple[str, datetime]]:
    """As `received`: which of its cases were closed as wrongly registered."""
    return _when(misregistered_at, alert, turn)


def received(alert: Alert, turn: Turn) -> list[tuple[str, datetime]]:
    """Which of its cases a leader has taken, and when: all that a reporter may know of them."""
    return _when(received_at, alert, turn)


def _when(at: Callable[[CaseId, Tx], datetime | None], alert: Alert, turn: Turn) -> list[tuple[str, datetime]]:
    """Of the cases that can be read."""
    found = []
    for case_id, reference in alert.every_case.items():
        with turn.tx.failures.alone("case", case=case_id):
            if moment := at(case_id, turn.tx):
                found.append((reference, moment))
    return found


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


def name_in_alert(alert_id: str, suspect: PersonId, naming_id: str, turn: Turn) -> Alert:
    """The reporter says whom the suspicion is about: barred from the cases nobody has taken. Of those that have been
    taken it is a new alert, which is returned; nothing changes in them (law 3). Raises `Invalid` and `Refused`.
    """
    alert, staff = own_alert(alert_id, turn), staff_of(turn)
    if sent := named_before(naming_id, suspect, turn):
        return sent
    files = [*_files(alert, turn)]
    for file in files:
        require_suspect(file.case, suspect, "suspect", turn)
    waiting = [file for file in files if file.case.received_at is None]
    moved = [bar_from_case(file, suspect, "suspect", staff, turn) for file in waiting]
    if waiting:
        alert = _named(alert, suspect, staff, turn, moved=any(moved), everywhere=waiting == files)
        turn.tx.alerts.save(alert)
    taken = [file for file in files if file not in waiting and not _is_barred(suspect, file, turn)]
    return alert_of(_without(alert, waiting), taken, suspect, naming_id, turn) if taken else alert


def _is_barred(suspect: PersonId, file: CaseFile, turn: Turn) -> bool:
    """By the reporter's own naming: a bar that was lifted may be asked for anew."""
    return suspect in named_by(file, turn.actor.id) and suspect in file.case.barred


def named_in_alert(alert: Alert, turn: Turn) -> list[PersonId]:
    """Whom the reporter has said that it is about, in the order it was said."""
    told = turn.tx.events.of_kind(EventKind.CASE_BARRED, [*alert.every_case])
    named = (event.details.person for event in told if event.by == alert.reporter)
    return list(dict.fromkeys(person for person in (alert.form.suspect, *named) if person))


def _named(alert: Alert, suspect: PersonId, staff: Staff, turn: Turn, *, moved: bool, everywhere: bool) -> Alert:
    """The first who is named stands in it, unless some case has been taken: there nothing is to be seen of it.

    When a case has left the school by it, the owner is told as well, or the reporter must ring.
    """
    if everywhere:
        alert = replace(alert, form=replace(alert.form, suspect=alert.form.suspect or suspect))
    if not moved:
        return alert
    routed = past_the_school(suspect, staff, turn)
    return replace(alert, told=tuple(dict.fromkeys((*alert.told, *routed.tell))), ring=routed.ring)


def _without(alert: Alert, waiting: Sequence[CaseFile]) -> AlertForm:
    """What it says, but for the pupils whose cases nobody has taken."""
    form, left_out = as_put_right(alert).form, {file.case.pupil_id for file in waiting}
    return replace(
        form,
        pupils=tuple(pupil for pupil in form.pupils if pupil not in left_out),
        roles={pupil: role for pupil, role in form.roles.items() if pupil not in left_out},
    )


def _files(alert: Alert, turn: Turn) -> Iterator[CaseFile]:
    """The cases of the alert, for the rules: the reporter may not be on them, and is shown nothing of them."""
    for case_id in alert.every_case:
        yield CaseFile(turn.tx.cases.unguarded(case_id), turn.tx, turn.school_plan)
