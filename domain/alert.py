"""The alert (varsel, § 12-4 second paragraph): what a draft holds, and when it is enough to send."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import AwareDatetime, Field, StringConstraints

from domain.errors import Invalid
from domain.event import AlertId, CaseId
from domain.people import Frozen, PersonId, Pupil, PupilId, Role, SchoolId
from domain.plan import Slug

DraftId = NewType("DraftId", str)
DRAFT_LIFE = timedelta(hours=24)
FACTS_MAX = 600

Facts = Annotated[str, StringConstraints(max_length=FACTS_MAX, strip_whitespace=True)]


class Suspicion(StrEnum):
    """May someone who works here have violated the pupil? (§ 12-5)"""

    NONE = "nei"
    EMPLOYEE = "ansatt"
    LEADERSHIP = "ledelsen"


class PupilRole(StrEnum):
    """A role per pupil, so that nobody becomes «the victim» by being named (domain.md §3.1)."""

    EXPOSED = "utsatt"
    VIOLATOR = "krenker"
    WITNESS = "vitne"
    UNSURE = "usikker"


class Page(StrEnum):
    """Where in the form the reporter was."""

    FACTS = "facts"
    CLASS = "class"
    SUSPECT = "suspect"
    MORE = "more"
    REVIEW = "review"


class AlertForm(Frozen):
    """All that an alert can say. Empty means not answered."""

    group: str | None = None
    pupils: tuple[PupilId, ...] = ()
    unknown_pupil: bool = False
    kinds: tuple[Slug, ...] = ()
    facts: Facts = ""
    suspicion: Suspicion | None = None
    suspect: PersonId | None = None
    roles: dict[PupilId, PupilRole] = Field(default_factory=dict)
    source: Slug | None = None
    place: Slug | None = None
    occurred_at: AwareDatetime | None = None
    immediate_actions: tuple[Slug, ...] = ()
    physical_intervention: bool = False
    serious: bool = False
    pupil_told: Slug | None = None
    guardians_told: Slug | None = None
    care_concern: bool = False
    on_behalf_of: str | None = None

    def role_of(self, pupil: PupilId) -> PupilRole:
        """The exposed one is the default (L563); a role is asked for when there is more to say."""
        return self.roles.get(pupil, PupilRole.EXPOSED)

    @property
    def exposed(self) -> tuple[PupilId, ...]:
        """The pupils who may not have a safe environment: one case for each (design §3)."""
        return tuple(p for p in self.pupils if self.role_of(p) in {PupilRole.EXPOSED, PupilRole.UNSURE})


class Draft(Frozen):
    """An unsent alert. Its id is the alert's business key: it is sent once (law 4)."""

    id: DraftId
    school_id: SchoolId
    owner: PersonId
    started_at: AwareDatetime
    page: Page = Page.FACTS
    form: AlertForm = AlertForm()
    version: int = 1

    def expired(self, now: AwareDatetime) -> bool:
        return now - self.started_at > DRAFT_LIFE


class Told(Frozen):
    """Who was told, in which role, and for whom they stand in."""

    person: PersonId
    role: Role
    instead_of: Role | None = None


class Alert(Frozen):
    """A sent alert. The reporter may always see it again and add to it (not the case)."""

    id: AlertId
    school_id: SchoolId
    draft_id: DraftId
    reporter: PersonId
    sent_at: AwareDatetime
    form: AlertForm
    cases: tuple[CaseId, ...]
    references: tuple[str, ...]
    told: tuple[Told, ...]
    ring: bool = False


def missing(form: AlertForm) -> Invalid | None:
    """The first thing page 1 lacks, or None when the alert is valid (L669–674; § 12-5)."""
    if not form.pupils and not form.unknown_pupil:
        return Invalid("pupils", "Velg minst én elev, eller «Jeg vet ikke hvem eleven er».")
    if not form.kinds:
        return Invalid("kinds", "Velg hva det gjelder.")
    if not form.facts:
        return Invalid("facts", "Skriv kort hva du så eller hørte.")
    if form.suspicion is None:
        return Invalid("suspicion", "Svar på dette spørsmålet. Det avgjør hvem som får varselet.")
    return None


def choose_pupils(form: AlertForm, shown: tuple[Pupil, ...], chosen: tuple[PupilId, ...]) -> AlertForm:
    """The choice among the pupils shown; those chosen earlier from another class stay chosen.

    Raises `Invalid` when something is chosen that was not on offer.
    """
    offered = {pupil.id for pupil in shown}
    if not offered.issuperset(chosen):
        raise Invalid("pupils", "Eleven står ikke i denne listen. Velg på nytt.")
    kept = tuple(p for p in form.pupils if p not in offered)
    pupils = (*kept, *chosen)
    roles = {p: role for p, role in form.roles.items() if p in pupils}
    unknown = form.unknown_pupil and not pupils
    return form.model_copy(update={"pupils": pupils, "roles": roles, "unknown_pupil": unknown})
