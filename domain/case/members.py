"""Who is on a case: let in, taken off, taking over, and barred (law 3)."""

from dataclasses import replace
from datetime import datetime

from domain.case.case import Case, Changed, happened, require_open, require_reason
from domain.errors import Invalid
from domain.event import Details, Event, EventKind, Joined
from domain.ids import PersonId
from domain.incident import Incident, Mark
from domain.people.person import Person, Role


def add_member(case: Case, person: Person, reason: str, by: Person, now: datetime) -> Changed:
    """A leader lets one more in, and says why.

    Raises `Invalid` for someone who must not be let in (law 3).
    """
    require_open(case)
    if person.id in case.barred or not person.active:
        raise Invalid("person", "Denne personen kan ikke legges til i saken.")
    if person.id in case.members:
        raise Invalid("person", "{name} er allerede med i saken.", name=person.name)
    details = Details(person=person.id, how=Joined.BY_A_LEADER, reason=require_reason(reason))
    grown = replace(case, members=case.members | {person.id}, removed=case.removed - {person.id})
    return grown, happened(case, EventKind.CASE_MEMBER_ADDED, by, now, details)


def remove_member(case: Case, person: Person, reason: str, by: Person, now: datetime) -> Changed:
    """A leader takes someone off the case. Nobody takes themselves off: a case is someone's."""
    require_open(case)
    if person.id not in case.members:
        raise Invalid("person", "{name} er ikke med i saken.", name=person.name)
    if person.id == by.id:
        raise Invalid("person", "Du kan ikke ta deg selv ut av saken. Be en annen leder om det.")
    _not_answerable(case, person, by)
    details = Details(person=person.id, reason=require_reason(reason))
    shrunk = replace(case, members=case.members - {person.id}, removed=case.removed | {person.id})
    return shrunk, happened(case, EventKind.CASE_MEMBER_REMOVED, by, now, details)


def _not_answerable(case: Case, person: Person, by: Person) -> None:
    """Those who answer for a case stay on it: the principal (§ 12-4), past the school the owner."""
    owner = case.past_the_school and person.has(Role.SCHOOL_OWNER)
    deputy = person.has(Role.DEPUTY) and not by.has(Role.PRINCIPAL)
    if person.has(Role.PRINCIPAL) or owner or deputy:
        raise Invalid("person", "{name} har ansvar for saken og kan ikke tas ut av den.", name=person.name)


def take_over(case: Case, responsible: frozenset[PersonId], now: datetime) -> Changed | None:
    """People have come and gone: those whose the case is by rule now, join it. None when nobody is missing.

    Whoever a leader has taken off stays off; nobody is put off the case by this.
    """
    joining = responsible - case.members - case.barred - case.removed
    if not joining:
        return None
    event = Event(kind=EventKind.CASE_TAKEN_OVER, at=now, by=None, case_id=case.id)
    return replace(case, members=case.members | joining), event


def bar(
    case: Case, suspect: PersonId, barred: frozenset[PersonId], joining: frozenset[PersonId], by: Person, now: datetime
) -> Changed:
    """Someone is named later: they are barred from the case everywhere, from now on (law 3)."""
    require_open(case)
    members = (case.members | joining) - case.barred - barred
    incidents = _suspected(case.incidents)
    named = replace(case, barred=case.barred | barred, members=members, enhanced=True, incidents=incidents)
    return named, happened(case, EventKind.CASE_BARRED, by, now, Details(person=suspect))


def _suspected(incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
    """What was found groundless while nobody was named is to be judged anew."""
    if not any(Mark.STAFF in one.marks for one in incidents):
        return tuple(replace(one, marks=one.marks | {Mark.STAFF}) for one in incidents[:1]) + incidents[1:]
    return tuple(replace(one, owner_decision=None) if one.found_groundless else one for one in incidents)
