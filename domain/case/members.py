"""Who is on a case: let in, taken off, taking over, barred, and let be again (law 3)."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.case.case import Case, Changed, happened, require_open, require_reason
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind, Joined, Need, Off
from domain.ids import PersonId
from domain.incident import Incident, Mark
from domain.oslo import LONG_AGO, oslo_date
from domain.people.permissions import Permission, above, may
from domain.people.person import Person, Role


@dataclass(frozen=True, slots=True)
class Access:
    """Why someone is let in: what for, in the leader's words, or both; and the last day, when there is one."""

    reason: str = ""
    need: Need | None = None
    until: date | None = None


def add_member(case: Case, person: Person, access: Access, by: Person, now: datetime) -> Changed:
    """A leader lets one more in, and says why.

    Raises `Invalid` for someone who must not be let in (law 3), and for a last day that is over.
    """
    require_open(case)
    if person.id in case.barred or not person.active:
        raise Invalid("person", "Denne personen kan ikke legges til i saken.")
    if person.id in case.members - case.over(today := oslo_date(now)):
        raise Invalid("person", "{name} er allerede med i saken.", name=person.name)
    reason = access.reason.strip() if _says_why(access.need) else require_reason(access.reason)
    how = Joined.BY_A_LEADER
    details = Details(person=person.id, how=how, need=access.need, reason=reason, day=access.until)
    grown = replace(case, members=case.members | {person.id}, removed=case.removed - {person.id})
    grown = _until(grown, person, access.until, by, today)
    return grown, happened(case, EventKind.CASE_MEMBER_ADDED, by, now, details)


def _says_why(need: Need | None) -> bool:
    return need not in {None, Need.OTHER}


def _until(case: Case, person: Person, day: date | None, by: Person, today: date) -> Case:
    """Those who answer for a case are on it without an end."""
    if day is None:
        return without_end(case, {person.id})
    if not today <= day <= today + LONG_AGO:
        raise Invalid("until", "Velg en dag fra i dag og inntil ett år fram.")
    _not_answerable(case, person, by)
    return replace(case, ends={**case.ends, person.id: day})


def change_end(
    case: Case, person: Person, day: date | None, reason: str, by: Person, now: datetime, let_in: AbstractSet[PersonId]
) -> Changed:
    """A leader prolongs or shortens what another was given, or takes the end away. `let_in`: those whom a leader has
    put on the case.

    Raises `Invalid`.
    """
    require_open(case)
    if person.id not in let_in & case.members:
        raise Invalid("person", "{name} er ikke lagt til av en leder.", name=person.name)
    if person.id == by.id:
        raise Refused("Du kan ikke endre din egen tilgang. Be en annen leder om det.")
    if case.ends.get(person.id) == day:
        raise Invalid("until", "Tilgangen er slik fra før.")
    details = Details(person=person.id, day=day, reason=require_reason(reason))
    changed = _until(case, person, day, by, oslo_date(now))
    return changed, happened(case, EventKind.CASE_MEMBER_UNTIL, by, now, details)


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
    """Those who answer for a case stay on it: the principal (§ 12-4), past the school the owner. Who came on it for the
    principal who is inhabil is not taken off by those below.
    """
    owner = person.has(Role.SCHOOL_OWNER) and (case.past_the_school or not by.has(Role.PRINCIPAL))
    deputy = person.has(Role.DEPUTY) and not by.has(Role.PRINCIPAL)
    if person.has(Role.PRINCIPAL) or owner or deputy:
        raise Invalid("person", "{name} har ansvar for saken og kan ikke tas ut av den.", name=person.name)


def take_over(case: Case, responsible: frozenset[PersonId], now: datetime) -> Changed | None:
    """People have come and gone: those whose the case is by rule now, join it. None when nobody is missing.

    Whoever a leader has taken off stays off; nobody is put off the case by this. Who was let in for a while is on it
    without an end.
    """
    joining = responsible - (case.members - case.ends.keys()) - case.barred - case.removed
    if not joining:
        return None
    event = Event(kind=EventKind.CASE_TAKEN_OVER, at=now, by=None, case_id=case.id)
    return replace(without_end(case, joining), members=case.members | joining), event


def without_end(case: Case, people: AbstractSet[PersonId]) -> Case:
    """Those of them who are on it for a while, are on it for good."""
    return replace(case, ends={person: day for person, day in case.ends.items() if person not in people})


def off_by_rule(case: Case, people: AbstractSet[PersonId], off: Off, now: datetime) -> tuple[Case, tuple[Event, ...]]:
    """The case is no longer theirs; by rule or by a leader it may be again."""
    gone, kind = sorted(case.members & people), EventKind.CASE_MEMBER_OFF
    told = (Details(person=one, off=off) for one in gone)
    events = tuple(Event(kind=kind, at=now, by=None, details=details, case_id=case.id) for details in told)
    return replace(case, members=case.members - people), events


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


def decides(case: Case, person: Person) -> bool:
    """Whether a case about staff is this person's to decide on: the principal's or the stand-in's (§ 12-5), past the
    school the owner's contact's.
    """
    return person.has(Role.SCHOOL_OWNER) if case.past_the_school else may(person, Permission.DECIDE_ENHANCED)


def someone_acts(case: Case, people: Iterable[Person]) -> bool:
    """Whether anyone is left on the case who may act on it."""
    on_it = [person for person in people if person.active and case.has_on(person.id)]
    if case.enhanced:
        return any(decides(case, person) for person in on_it)
    return any(may(person, Permission.LEAD_CASE) for person in on_it)


def to_the_owner(case: Case, contacts: frozenset[PersonId]) -> Case:
    """A case about staff leaves the school; any other gets the owner's contacts as members."""
    joining = contacts - case.barred
    if not case.enhanced:
        return replace(case, members=case.members | joining, removed=case.removed - joining)
    return replace(case, past_the_school=True, members=joining, removed=case.removed - joining)


def liftable_by(
    person: Person, case: Case, named: frozenset[PersonId], disqualified: Iterable[Person] = ()
) -> frozenset[PersonId]:
    """Whose bar the person may lift: none of those `named` lifts any. At the school they are the ones the case itself
    names: why someone was put off it without a word stands elsewhere. Of those who are `disqualified` for another
    reason it is for whoever is above them.
    """
    if person.id in named:
        return frozenset()
    below = frozenset(one.id for one in disqualified if above(person, one)) & (case.barred - named)
    if not case.enhanced or not decides(case, person):
        return below
    return case.barred if case.past_the_school else (case.barred & named) | below


def lift_bar(
    case: Case,
    person: Person,
    reason: str,
    by: Person,
    now: datetime,
    named: frozenset[PersonId],
    disqualified: Iterable[Person] = (),
) -> Changed:
    """The bar is taken away, and nothing else: a member is what a leader makes of them.

    `named`: all whom the suspicion has been said to be about. Raises `Refused` for those who do not decide on the case,
    and `Invalid` for someone who is not barred from it.
    """
    require_open(case)
    liftable = liftable_by(by, case, named, disqualified)
    if person.id not in liftable and (not decides(case, by) or by.id in named):
        raise Refused("Bare den som har ansvaret for saken, kan oppheve en utestenging.")
    if person.id not in liftable:
        raise Invalid("person", "{name} er ikke utestengt fra saken.", name=person.name)
    details = Details(person=person.id, reason=require_reason(reason))
    return without_bars(case, {person.id}), happened(case, EventKind.CASE_BAR_LIFTED, by, now, details)


def put_off(case: Case, person: PersonId, by: Person, now: datetime) -> Changed:
    """As barred, without a word to those on the case: why stands in another case, which they do not know of. Also of a
    closed one.
    """
    gone = replace(case, barred=case.barred | {person}, members=case.members - {person})
    return gone, happened(case, EventKind.CASE_PUT_OFF, by, now, Details(person=person))


def disqualify(case: Case, person: Person, reason: str, by: Person, now: datetime) -> Changed:
    """Someone is inhabil (forvaltningsloven §§ 6–8), and barred from the case from now on. They say so themselves, or
    someone above them does; also of one who answers for the case.

    Raises `Refused` for someone who is not above them, and `Invalid`.
    """
    require_open(case)
    if person.id not in case.members:
        raise Invalid("person", "{name} er ikke med i saken.", name=person.name)
    if person.id != by.id and not above(by, person):
        raise Refused("Det er en overordnet som avgjør om {name} er inhabil.", name=person.name)
    details = Details(person=person.id, reason=require_reason(reason))
    return without(case, {person.id}), happened(case, EventKind.CASE_DISQUALIFIED, by, now, details)


def without(case: Case, people: AbstractSet[PersonId]) -> Case:
    """They are barred from the case."""
    return replace(case, barred=case.barred | people, members=case.members - people)


def without_bars(case: Case, people: AbstractSet[PersonId]) -> Case:
    """They are barred no longer, and are not on it by that alone."""
    return replace(case, barred=case.barred - people)


def of_kin(case: Case, kin: Iterable[PersonId], now: datetime) -> tuple[Event, ...]:
    """What the case says of the pupil's next of kin, who are kept off it by rule."""
    kind, told = EventKind.CASE_DISQUALIFIED, (Details(person=one, pupil=case.pupil_id) for one in sorted(kin))
    return tuple(Event(kind=kind, at=now, by=None, details=details, case_id=case.id) for details in told)
