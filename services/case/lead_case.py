"""What a leader does with a case: takes it, says who is on it, what more is known, and what the owner was told."""

from collections.abc import Iterable
from datetime import date

from domain.case.case import mark_incident, receive
from domain.case.members import Access, add_member, change_end, lift_bar, liftable_by, remove_member
from domain.case.owner_notice import decide_owner_notice
from domain.event import EventKind, Joined
from domain.ids import IncidentId, PersonId
from domain.incident import Mark, OwnerDecision
from domain.people.person import Person
from services.alert_notices import tell_reporters
from services.case.name_suspect import suspects
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.changed import disqualified
from services.people.staff import colleague
from services.turn import Turn


def take_on(file: CaseFile, turn: Turn) -> None:
    """«Ta imot»: those who alerted hear of it. When someone has taken it already, nothing happens."""
    if taken := receive(file.case, turn.actor, turn.now):
        file.save(*taken)
        tell_reporters(file.case.family, turn)


def let_in(file: CaseFile, person_id: str, access: Access, turn: Turn) -> Person:
    """Raises `Invalid` for someone who must not be let in (law 3)."""
    person = colleague(turn, person_id)
    before = file.case
    tell_joined(before, file.save(*add_member(before, person, access, turn.actor, turn.now)), turn)
    return person


def with_an_end(file: CaseFile, turn: Turn) -> frozenset[PersonId]:
    """Whose last day the reader may change: of others whom a leader has let in."""
    return by_a_leader(file) & file.case.members - {turn.actor.id}


def by_a_leader(file: CaseFile) -> frozenset[PersonId]:
    return frozenset(person for person, how in file.history.joined.items() if how is Joined.BY_A_LEADER)


def end_on(file: CaseFile, person_id: str, day: date | None, reason: str, turn: Turn) -> Person:
    """Raises `Invalid`."""
    person = colleague(turn, person_id)
    file.save(*change_end(file.case, person, day, reason, turn.actor, turn.now, by_a_leader(file)))
    return person


def take_off(file: CaseFile, person_id: str, reason: str, turn: Turn) -> Person:
    person = colleague(turn, person_id)
    file.save(*remove_member(file.case, person, reason, turn.actor, turn.now))
    return person


def liftable(file: CaseFile, turn: Turn) -> frozenset[PersonId]:
    """Whose bar the reader may lift."""
    return liftable_by(turn.actor, file.case, suspects(file), disqualified(file, turn))


def let_be(file: CaseFile, person_id: str, record_id: str, reason: str, turn: Turn) -> Person:
    """A bar is lifted; pressed twice is once. Raises `Refused`, and `Invalid` for someone who is not barred."""
    person = colleague(turn, person_id)
    if not file.history.has(record_id, EventKind.CASE_BAR_LIFTED):
        others = suspects(file), disqualified(file, turn)
        lifted, event = lift_bar(file.case, person, reason, turn.actor, turn.now, *others)
        file.add_once(record_id, event)
        file.save(lifted)
    return person


def tell_of_incident(file: CaseFile, incident_id: str, marks: Iterable[Mark], reason: str, turn: Turn) -> None:
    """More is known of an incident of the case, or there was another: its duties open."""
    changed = mark_incident(file.case, IncidentId(incident_id), marks, reason, turn.actor, turn.now)
    file.save(*changed)


def decide(file: CaseFile, incident_id: str, decision: OwnerDecision, turn: Turn) -> None:
    file.save(*decide_owner_notice(file.case, IncidentId(incident_id), decision, turn.actor))
