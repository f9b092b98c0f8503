"""A case (sak): one pupil who may not have a safe and good environment, and what was done about it."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from domain.calendar import oslo_date
from domain.errors import Invalid, Refused
from domain.event import CaseId, Event
from domain.people import Frozen, Grade, Person, PersonId, Pupil, PupilId, Role, SchoolId

Reason = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]


class Status(StrEnum):
    """Where a case stands."""

    REPORTED = "varslet"
    RECEIVED = "tatt_imot"
    MERGED = "slått_sammen"
    CLOSED = "avsluttet"


STATUS_LABELS = {
    Status.REPORTED: "Varslet",
    Status.RECEIVED: "Tatt imot",
    Status.MERGED: "Slått sammen",
    Status.CLOSED: "Avsluttet",
}


class OwnerNotice(StrEnum):
    """What the principal decides of a serious case, or of a suspicion against staff (§ 12-4, § 12-5)."""

    NOTIFIED = "meldt_skoleeier"
    GROUNDLESS = "åpenbart_grunnløs"


OWNER_LABELS = {OwnerNotice.NOTIFIED: "Meldt skoleeier", OwnerNotice.GROUNDLESS: "Vurdert som åpenbart grunnløs"}


class OwnerDecision(Frozen):
    """The principal's decision; a groundless one is nothing without its reason. `on`: the day it was made (Oslo)."""

    notice: OwnerNotice
    at: AwareDatetime
    by: PersonId
    on: date | None = None
    reason: Reason = ""
    document: str = ""

    @property
    def day(self) -> date:
        return self.on or oslo_date(self.at)


class Case(Frozen):
    """Everything a member may know of a case. `members` decides who that is, `barred` who never is.

    `violator`: it is of the pupil who violates, for a plan of their own; `links` are the cases it belongs with.
    """

    id: CaseId
    school_id: SchoolId
    reference: str
    status: Status
    opened_at: AwareDatetime
    plan_version: str
    pupil_id: PupilId | None
    grade: Grade | None = None
    school_class: str | None = None
    enhanced: bool = False
    past_the_school: bool = False
    serious: bool = False
    violence: bool = False
    force: bool = False
    links: tuple[CaseId, ...] = ()
    violator: bool = False
    members: frozenset[PersonId]
    barred: frozenset[PersonId] = frozenset()
    removed: frozenset[PersonId] = frozenset()
    acknowledge_by: AwareDatetime
    start_meeting_by: date
    identify_by: date | None = None
    received_at: AwareDatetime | None = None
    received_by: PersonId | None = None
    closed_at: AwareDatetime | None = None
    owner_decision: OwnerDecision | None = None
    merged_into: CaseId | None = None
    merged_from: tuple[CaseId, ...] = ()
    version: int = 1

    @property
    def open(self) -> bool:
        return self.status not in {Status.MERGED, Status.CLOSED}

    @property
    def family(self) -> tuple[CaseId, ...]:
        """The case and those that have gone into it: their history is one."""
        return (self.id, *self.merged_from)

    @property
    def needs_owner_decision(self) -> bool:
        """The principal must tell the school owner, or say why not (§ 12-4 second paragraph, § 12-5).

        Of a case past the school the owner was told first.
        """
        undecided = self.open and self.owner_decision is None and not self.past_the_school
        return undecided and (self.serious or self.enhanced)

    def overdue(self, now: datetime, today: date) -> bool:
        """Waiting for someone longer than the plan allows."""
        late = self.status is Status.REPORTED and now > self.acknowledge_by
        unknown = self.pupil_id is None and self.identify_by is not None and today > self.identify_by
        return self.open and (late or unknown)


Step = tuple[Case, Event]


def _event(case: Case, kind: str, by: Person, now: datetime, text: str) -> Event:
    return Event(kind=kind, at=now, by=by.id, text=text, case_id=case.id)


def require_open(case: Case) -> None:
    """Raises `Refused` for a case that is closed or has gone into another: nothing more is done on it."""
    if case.status is Status.CLOSED:
        raise Refused("Sak {reference} er avsluttet. Den kan åpnes igjen fra saken.", reference=case.reference)
    if not case.open:
        raise Refused("Sak {reference} er slått sammen med en annen sak. Åpne den i stedet.", reference=case.reference)


def receive(case: Case, by: Person, now: datetime) -> Step | None:
    """«Ta imot»: a leader has the case. None when someone already has; that is no error."""
    require_open(case)
    if case.received_at is not None:
        return None
    taken = case.model_copy(update={"status": Status.RECEIVED, "received_at": now, "received_by": by.id})
    return taken, _event(case, "case:received", by, now, "Saken er tatt imot.")


def add_member(case: Case, person: Person, reason: str, by: Person, now: datetime) -> Step:
    """A leader lets one more in, and says why.

    Raises `Invalid` for someone who must not be let in (law 3).
    """
    require_open(case)
    if person.id in case.barred or not person.active:
        raise Invalid("person", "Denne personen kan ikke legges til i saken.")
    if person.id in case.members:
        raise Invalid("person", "{name} er allerede med i saken.", name=person.name)
    _reason(reason)
    joined = {"members": case.members | {person.id}, "removed": case.removed - {person.id}}
    grown = case.model_copy(update=joined)
    return grown, _event(case, "case:member_added", by, now, f"{person.name} er lagt til. Grunn: {reason}")


def remove_member(case: Case, person: Person, reason: str, by: Person, now: datetime) -> Step:
    """A leader takes someone off the case. Nobody takes themselves off: a case is someone's."""
    require_open(case)
    if person.id not in case.members:
        raise Invalid("person", "{name} er ikke med i saken.", name=person.name)
    if person.id == by.id:
        raise Invalid("person", "Du kan ikke ta deg selv ut av saken. Be en annen leder om det.")
    _not_answerable(case, person, by)
    _reason(reason)
    left = {"members": case.members - {person.id}, "removed": case.removed | {person.id}}
    shrunk = case.model_copy(update=left)
    return shrunk, _event(case, "case:member_removed", by, now, f"{person.name} er tatt ut. Grunn: {reason}")


def _not_answerable(case: Case, person: Person, by: Person) -> None:
    """Those who answer for a case stay on it: the principal (§ 12-4), past the school the owner."""
    owner = case.past_the_school and person.has(Role.SCHOOL_OWNER)
    deputy = person.has(Role.DEPUTY) and not by.has(Role.PRINCIPAL)
    if person.has(Role.PRINCIPAL) or owner or deputy:
        raise Invalid("person", "{name} har ansvar for saken og kan ikke tas ut av den.", name=person.name)


def take_over(case: Case, responsible: frozenset[PersonId], now: datetime) -> Step | None:
    """People have come and gone: those whose the case is by rule now, join it. None when nobody is missing.

    Whoever a leader has taken off stays off; nobody is put off the case by this.
    """
    joining = responsible - case.members - case.barred - case.removed
    if not joining:
        return None
    text = "Nye ansvarlige er lagt til etter planens regler."
    event = Event(kind="case:taken_over", at=now, by=None, text=text, case_id=case.id)
    return case.model_copy(update={"members": case.members | joining}), event


MARKS = {"serious": "alvorlig", "violence": "vold", "force": "fysisk inngrep"}


def mark(case: Case, found: Iterable[str], reason: str, by: Person, now: datetime) -> Step:
    """It turns out that the case is serious, or that there was violence or force: never taken back, and with a reason.

    `found` are names of `MARKS`. Raises `Refused` when there is nothing new.
    """
    require_open(case)
    new = [name for name in MARKS if name in set(found) and not getattr(case, name)]
    if not new:
        raise Refused("Velg det som er nytt i saken.")
    _reason(reason)
    marked = case.model_copy(update=dict.fromkeys(new, True))
    told = ", ".join(MARKS[name] for name in new)
    return marked, _event(case, "case:marked", by, now, f"Nytt i saken: {told}. Grunn: {reason}")


def identify(case: Case, pupil: Pupil, members: frozenset[PersonId], by: Person, now: datetime) -> Step:
    """An unknown pupil becomes known; those the plan puts on the pupil's case join it (L562–563)."""
    require_open(case)
    if case.pupil_id is not None:
        raise Refused("Eleven i sak {reference} er allerede kjent.", reference=case.reference)
    known = case.model_copy(
        update={
            "pupil_id": pupil.id,
            "grade": pupil.grade,
            "school_class": pupil.school_class,
            "identify_by": None,
            "members": (case.members | members) - case.barred,
        }
    )
    return known, _event(case, "case:identified", by, now, "Eleven er kjent.")


def merge(case: Case, other: Case, reason: str, by: Person, now: datetime) -> tuple[Step, Step]:
    """`other` goes into `case`. Both are of one pupil; the bars of both hold, and members are joined.

    Raises `Refused` when they are not of the same pupil, or when a suspicion would reach someone it must not.
    """
    require_open(case)
    require_open(other)
    if case.id == other.id or case.pupil_id is None or case.pupil_id != other.pupil_id:
        raise Refused("Bare to saker om samme elev kan slås sammen.")
    if case.enhanced or other.enhanced:
        raise Refused("En sak om en ansatt slås ikke sammen med en annen sak (§ 12-5).")
    _reason(reason)
    barred = case.barred | other.barred
    kept = _with_all_of(other, case, barred)
    closed = {"status": Status.MERGED, "merged_into": case.id, "barred": barred, "members": other.members - barred}
    gone = other.model_copy(update=closed)
    here = f"Sak {other.reference} er slått sammen med denne. Grunn: {reason}"
    there = f"Slått sammen med sak {case.reference}. Grunn: {reason}"
    return (
        (kept, _event(case, "case:merged", by, now, here)),
        (gone, _event(other, "case:merged_away", by, now, there)),
    )


def _with_all_of(other: Case, case: Case, barred: frozenset[PersonId]) -> Case:
    both = {
        "members": (case.members | other.members) - barred,
        "barred": barred,
        "serious": case.serious or other.serious,
        "start_meeting_by": min(case.start_meeting_by, other.start_meeting_by),
        "merged_from": (*case.merged_from, other.id, *other.merged_from),
        "links": tuple(dict.fromkeys((*case.links, *other.links))),
    }
    return case.model_copy(update=both)


def decide_owner_notice(case: Case, decision: OwnerDecision, by: Person) -> Step:
    """§ 12-5: the principal tells the school owner unless it is openly groundless, and then says why."""
    require_open(case)
    if case.owner_decision is not None:
        raise Refused("Det er allerede tatt stilling til dette i sak {reference}.", reference=case.reference)
    if not (case.enhanced or case.serious):
        raise Refused("Sak {reference} krever ikke melding til skoleeier.", reference=case.reference)
    if decision.notice is OwnerNotice.GROUNDLESS:
        if not case.enhanced:
            raise Invalid("notice", "Bare en mistanke mot en ansatt kan være åpenbart grunnløs (§ 12-5).")
        if len(decision.reason) < 10:
            raise Invalid("reason", "Skriv hvorfor mistanken er åpenbart grunnløs.")
    if not oslo_date(case.opened_at) <= decision.day <= oslo_date(decision.at):
        raise Invalid("on", "Velg en dag fra saken ble åpnet til i dag.")
    label = f"{OWNER_LABELS[decision.notice]} {decision.day:%d.%m.%Y}."
    text = " ".join(filter(None, (label, decision.reason, decision.document and f"Dokument {decision.document}.")))
    decided = case.model_copy(update={"owner_decision": decision})
    return decided, _event(case, "case:owner_decision", by, decision.at, text)


def bar(case: Case, barred: frozenset[PersonId], joining: frozenset[PersonId], by: Person, now: datetime) -> Step:
    """Someone is named later: they are barred from the case everywhere, from now on (law 3)."""
    require_open(case)
    update: dict[str, object] = {
        "barred": case.barred | barred,
        "members": (case.members | joining) - case.barred - barred,
        "enhanced": True,
    }
    return case.model_copy(update=update), _event(case, "case:barred", by, now, "En ansatt er navngitt.")


def _reason(reason: str) -> None:
    if len(reason.strip()) < 3:
        raise Invalid("reason", "Skriv en kort grunn.")
