"""«Nødtilgang» to a case by its number: once for each press, and told to those on it and to the principal."""

from domain.access.break_glass import NONE, break_glass, in_need_until
from domain.case.case import Case
from domain.errors import NotFound, Refused
from domain.event import EventKind
from domain.message import CaseSubject, MessageKind
from domain.people.person import Role
from services.turn import Turn


def read_in_need(reference: str, reason: str, record_id: str, turn: Turn) -> Case:
    """Raises `NotFound` alike for what does not exist and what may never be read so, `Refused` for a case the person is
    on, and for a press that was taken before, and `Invalid`.
    """
    case = _numbered(reference, turn)
    if case.admits(turn.actor.id, turn.today):
        raise Refused("Du er med i sak {reference} fra før. Skriv «sak {reference}».", reference=case.reference)
    event = break_glass(case, turn.actor, reason, turn.now)
    told = turn.tx.events.of_kind(EventKind.CASE_IN_NEED, [case.id])
    if in_need_until(case, turn.actor, told, turn.now):
        return case
    if not turn.tx.events.add_once(record_id, event):
        raise Refused("Dette skjemaet er brukt før. Skriv «nødtilgang» for å få et nytt.")
    _tell(case, record_id, turn)
    return case


def _numbered(reference: str, turn: Turn) -> Case:
    """The case it is now, of one that has gone into another."""
    found = turn.tx.cases.some(turn.tx.cases.numbered([reference]))
    if not found:
        raise NotFound(NONE)
    return turn.tx.cases.kept(found[0].id)


def _tell(case: Case, key: str, turn: Turn) -> None:
    """Those on the case, and the principal, on it or not; never someone who is barred from it."""
    principals = {person.id for person in turn.tx.people.active() if person.has(Role.PRINCIPAL)}
    told = sorted((case.members | principals) - case.barred - {turn.actor.id})
    turn.tx.outbox.put_all(MessageKind.CASE_IN_NEED, CaseSubject(case_id=case.id), told, turn.now, key=key)
