"""A case (sak): one pupil who may not have a safe and good environment, and what was done about it."""

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import AwareDatetime, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass

from domain.errors import Invalid, Refused, UsedUp
from domain.event import Details, Event, EventKind
from domain.ids import CaseId, IncidentId, PersonId, PupilId, SchoolId
from domain.incident import Incident, Mark
from domain.people.person import Grade, Person, Pupil
from domain.text.messages import N_, Labels
from domain.value import VALUE, Sorted

REASON_MIN = 3


class Status(StrEnum):
    """Where a case stands."""

    REPORTED = "varslet"
    RECEIVED = "tatt_imot"
    MERGED = "slått_sammen"
    CLOSED = "avsluttet"


STATUS_LABELS = Labels(
    {
        Status.REPORTED: N_("Varslet"),
        Status.RECEIVED: N_("Tatt imot"),
        Status.MERGED: N_("Slått sammen"),
        Status.CLOSED: N_("Avsluttet"),
    }
)


class Ending(StrEnum):
    """How a case ended when it was not on the pupil's own words (law 8)."""

    MISREGISTERED = "feilregistrert"
    LEFT = "sluttet"


ENDING_LABELS = Labels(
    {Ending.MISREGISTERED: N_("Feilregistrert"), Ending.LEFT: N_("Avsluttet, eleven har sluttet på skolen")}
)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Case:
    """Everything a member may know of a case. `members` decides who that is, `barred` who never is.

    `incidents` are all that was alerted of, and what came out later, oldest first: the case's duties are theirs.
    `ends`: the last day of those who are let in for a while; an end is gone with the membership it is of.
    `violator`: it is of the pupil who violates, for a plan of their own; `links` are the cases it belongs with.
    `wrong_pupils`: whom it was first said to be about, whose names are never to be shown.
    `nobody_exposed`: of the pupils its alert named, none was said not to have it safe.
    """

    id: CaseId
    school_id: SchoolId
    reference: str
    status: Status
    opened_at: AwareDatetime
    plan_version: str
    pupil_id: PupilId | None
    wrong_pupils: tuple[PupilId, ...] = ()
    grade: Grade | None = None
    school_class: str | None = None
    enhanced: bool = False
    past_the_school: bool = False
    incidents: tuple[Incident, ...] = ()
    links: tuple[CaseId, ...] = ()
    violator: bool = False
    nobody_exposed: bool = False
    members: Sorted[PersonId]
    barred: Sorted[PersonId] = frozenset()
    removed: Sorted[PersonId] = frozenset()
    ends: dict[PersonId, date] = field(default_factory=dict)
    acknowledge_by: AwareDatetime
    start_meeting_by: date
    identify_by: date | None = None
    received_at: AwareDatetime | None = None
    received_by: PersonId | None = None
    closed_at: AwareDatetime | None = None
    ended: Ending | None = None
    merged_into: CaseId | None = None
    merged_at: AwareDatetime | None = None
    merged_from: tuple[CaseId, ...] = ()
    version: int = 1

    @property
    def open(self) -> bool:
        return self.status not in {Status.MERGED, Status.CLOSED}

    @property
    def status_label(self) -> str:
        return ENDING_LABELS[self.ended] if self.ended else STATUS_LABELS[self.status]

    @field_validator("ends")
    @classmethod
    def _of_members(cls, ends: dict[PersonId, date], info: ValidationInfo) -> dict[PersonId, date]:
        return {person: day for person, day in sorted(ends.items()) if person in info.data.get("members", ())}

    def has_on(self, person: PersonId) -> bool:
        """Whether the person is on it, whose time may be over."""
        return person in self.members and person not in self.barred

    def admits(self, person: PersonId, today: date) -> bool:
        """Whether the person may look at it today (law 2)."""
        return self.has_on(person) and today <= self.ends.get(person, today)

    def over(self, today: date) -> frozenset[PersonId]:
        """Those whose last day is over."""
        return frozenset(person for person, day in self.ends.items() if day < today)

    @property
    def family(self) -> tuple[CaseId, ...]:
        """The case and those that have gone into it: their history is one."""
        return (self.id, *self.merged_from)

    @property
    def serious(self) -> bool:
        return self.has(Mark.SERIOUS)

    def has(self, mark: Mark) -> bool:
        """Whether any of its incidents was said to be so."""
        return any(mark in incident.marks for incident in self.incidents)

    def marked(self, mark: Mark) -> tuple[Incident, ...]:
        return tuple(incident for incident in self.incidents if mark in incident.marks)

    @property
    def undecided(self) -> tuple[Incident, ...]:
        """The incidents of which the principal must tell the school owner, or say why not (§ 12-4, § 12-5).

        Of a case past the school the owner was told first.
        """
        if not self.open or self.past_the_school:
            return ()
        return tuple(incident for incident in self.incidents if incident.needs_owner_decision)

    @property
    def told_apart(self) -> dict[IncidentId, datetime]:
        """When each of its incidents was told of; empty where there is one, and nothing to tell apart."""
        return {one.id: one.told_at for one in self.incidents} if len(self.incidents) > 1 else {}

    def force_is_on_own(self, incident: IncidentId | None) -> bool:
        """Whether the force of that incident was used on its pupil (§ 13-5): not until that is said."""
        own = (one.force_on == self.pupil_id for one in self.incidents if one.id == incident and one.force_on)
        return any(own)

    @property
    def may_be_spoken_of(self) -> bool:
        """Whether its number may stand in a channel: not when it is about an employee (law 3)."""
        return not (self.enhanced or self.past_the_school)

    @property
    def answers_for_logs(self) -> bool:
        """Whether those who read what is logged on the pupil are on it, and it was one at all (L463)."""
        return self.may_be_spoken_of and self.ended is not Ending.MISREGISTERED

    def overdue(self, now: datetime, today: date) -> bool:
        """Waiting for someone longer than the plan allows."""
        late = self.status is Status.REPORTED and now > self.acknowledge_by
        unknown = self.pupil_id is None and self.identify_by is not None and today > self.identify_by
        return self.open and (late or unknown)


Changed = tuple[Case, Event]
"""A case as it becomes, and what its history is to say of it."""


def require_open(case: Case) -> None:
    """Raises `Refused` for a case that is closed or has gone into another: nothing more is done on it."""
    if case.status is Status.CLOSED:
        raise Refused("Sak {reference} er avsluttet. Den kan åpnes igjen fra saken.", reference=case.reference)
    if not case.open:
        raise Refused("Sak {reference} er slått sammen med en annen sak. Åpne den i stedet.", reference=case.reference)


def require_reason(reason: str) -> str:
    if len(reason.strip()) < REASON_MIN:
        raise Invalid("reason", "Skriv en kort grunn.")
    return reason.strip()


def happened(case: Case, kind: EventKind, by: Person, now: datetime, details: Details = Details()) -> Event:  # noqa: B008  (on purpose)
    return Event(kind=kind, at=now, by=by.id, details=details, case_id=case.id)


def receive(case: Case, by: Person, now: datetime) -> Changed | None:
    """«Ta imot»: a leader has the case. None when someone already has; that is no error."""
    require_open(case)
    if case.received_at is not None:
        return None
    taken = replace(case, status=Status.RECEIVED, received_at=now, received_by=by.id)
    return taken, happened(case, EventKind.CASE_RECEIVED, by, now)


def identify(
    case: Case,
    pupil: Pupil,
    members: frozenset[PersonId],
    by: Person,
    now: datetime,
    kin: frozenset[PersonId] = frozenset(),
) -> Changed:
    """An unknown pupil becomes known; those the plan puts on the pupil's case join it (L562–563), and the pupil's next
    of `kin` go off it.
    """
    require_open(case)
    if case.pupil_id is not None:
        raise UsedUp("Eleven i sak {reference} er allerede kjent.", reference=case.reference)
    known = replace(
        case,
        pupil_id=pupil.id,
        grade=pupil.grade,
        school_class=pupil.school_class,
        identify_by=None,
        members=(case.members | members) - case.barred - kin,
        barred=case.barred | kin,
    )
    return known, happened(case, EventKind.CASE_IDENTIFIED, by, now)


def say_force_on(case: Case, incident_id: IncidentId, pupil: PupilId, by: Person, now: datetime) -> Changed:
    """On whom force was used, when the alert did not say, or said it wrong (§ 13-5). Raises `Refused`."""
    require_open(case)
    if incident_id not in {one.id for one in case.marked(Mark.FORCE)}:
        raise Refused("Saken har ikke noe slikt inngrep. Åpne den på nytt.")
    incidents = tuple(replace(one, force_on=pupil) if one.id == incident_id else one for one in case.incidents)
    details = Details(incident=incident_id, pupil=pupil)
    return replace(case, incidents=incidents), happened(case, EventKind.CASE_FORCE_ON, by, now, details)


def mark_incident(
    case: Case, incident_id: IncidentId, marks: Iterable[Mark], reason: str, by: Person, now: datetime
) -> Changed:
    """An incident turns out to be serious, or to have been violent or met with force; or it is a new one.

    Never taken back, and with a reason. Raises `Refused` when nothing is new of it.
    """
    require_open(case)
    known = next((one for one in case.incidents if one.id == incident_id), Incident(id=incident_id, told_at=now))
    new = [mark for mark in Mark if mark in set(marks) - known.marks]
    if not new:
        raise Refused("Velg det som er nytt i saken.")
    later = {mark: now for mark in new if now > known.told_at}
    told = replace(known, marks=known.marks | set(new), marked=known.marked | later)
    others = {incident.id: incident for incident in case.incidents} | {told.id: told}
    details = Details(incident=told.id, marks=tuple(new), reason=require_reason(reason))
    return replace(case, incidents=tuple(others.values())), happened(case, EventKind.CASE_MARKED, by, now, details)
