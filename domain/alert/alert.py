"""The alert (varsel, § 12-4 second paragraph): what a draft holds, and when it is enough to send."""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints
from pydantic.dataclasses import dataclass

from domain.errors import Invalid
from domain.ids import AlertId, CaseId, DraftId, EntryId, PersonId, PupilId, SchoolId
from domain.people.person import Pupil
from domain.school_plan.fields import Slug
from domain.text.messages import N_, Labels
from domain.value import VALUE

DRAFT_LIFE = timedelta(hours=24)
DRAFT_LEFT = timedelta(hours=1)
"""When whoever writes an alert is told that it is not sent."""
DRAFT_TOLD = timedelta(hours=20)
"""When they are told once more, that it will be deleted."""
OFFERED = 0
"""The version of a draft that nobody has begun."""
FACTS_MAX = 600
PUPILS_MAX = 10

Facts = Annotated[str, StringConstraints(max_length=FACTS_MAX, strip_whitespace=True)]


class Suspicion(StrEnum):
    """May someone who works here have violated the pupil? (§ 12-5)"""

    NONE = "nei"
    EMPLOYEE = "ansatt"
    LEADERSHIP = "ledelsen"


class PupilRole(StrEnum):
    """A role per pupil, so that nobody becomes «the victim» by being named."""

    EXPOSED = "utsatt"
    VIOLATOR = "krenker"
    WITNESS = "vitne"
    UNSURE = "usikker"


PUPIL_ROLE_LABELS = Labels(
    {
        PupilRole.EXPOSED: N_("eleven varselet gjelder"),
        PupilRole.VIOLATOR: N_("kan ha krenket"),
        PupilRole.WITNESS: N_("så eller hørte det"),
        PupilRole.UNSURE: N_("usikker rolle"),
    }
)


class Page(StrEnum):
    """Where in the form the reporter was."""

    FACTS = "facts"
    CLASS = "class"
    ROLES = "roles"
    SUSPECT = "suspect"
    MORE = "more"
    REVIEW = "review"


class Go(StrEnum):
    """Where a page's button leads once what stands on the page is kept."""

    REVIEW = "review"
    MORE = "more"
    FACTS = "facts"
    CLASS = "class"
    UNKNOWN = "unknown"
    PUT_AWAY = "put_away"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class AlertForm:
    """All that an alert can say. Empty means not answered.

    `named_late`: it came about because somebody was named when the case of an earlier alert had been taken (law 3);
    `named_from` are those cases, for the one who decides who is to be off them.
    `instead_of`: the log that it is to be in the place of. `force_against`: on which of the pupils the reporter used
    force; None when that was asked is another, or not known.
    """

    group: str | None = None
    pupils: tuple[PupilId, ...] = ()
    unknown_pupil: bool = False
    kinds: tuple[Slug, ...] = ()
    facts: Facts = ""
    suspicion: Suspicion | None = None
    suspect: PersonId | None = None
    suspect_asked: bool = False
    roles: dict[PupilId, PupilRole] = Field(default_factory=dict)
    source: Slug | None = None
    place: Slug | None = None
    occurred_at: AwareDatetime | None = None
    immediate_actions: tuple[Slug, ...] = ()
    physical_intervention: bool = False
    force_against: PupilId | None = None
    force_asked: bool = False
    serious: bool = False
    pupil_told: Slug | None = None
    guardians_told: Slug | None = None
    care_concern: bool = False
    on_behalf_of: str | None = None
    instead_of: EntryId | None = None
    named_late: bool = False
    named_from: tuple[CaseId, ...] = ()

    def role_of(self, pupil: PupilId) -> PupilRole:
        """A pupil alone is exposed (L563); of several each is asked for, before the alert is sent."""
        return self.roles.get(pupil, PupilRole.EXPOSED)

    @property
    def exposed(self) -> tuple[PupilId, ...]:
        """The pupils who may not have a safe environment: one case for each."""
        return tuple(p for p in self.pupils if self.role_of(p) in {PupilRole.EXPOSED, PupilRole.UNSURE})


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Draft:
    """An unsent alert. Its id is the alert's business key: it is sent once (law 4).

    Of `version` 0 it is only `OFFERED`: made of what someone typed, and begun by nobody.
    """

    id: DraftId
    school_id: SchoolId
    owner: PersonId
    started_at: AwareDatetime
    page: Page = Page.FACTS
    form: AlertForm = AlertForm()
    version: int = 1

    def expired(self, now: AwareDatetime) -> bool:
        return now - self.started_at > DRAFT_LIFE


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Told:
    """Who was told, in which role, and for whom they stand in."""

    person: PersonId
    role: str
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class PutRight:
    """What leaders have found to be wrong in an alert: who was meant by whom it names, what each had to do with it, and
    whom force was used on.

    `roles` are of those meant.
    """

    pupils: dict[PupilId, PupilId] = Field(default_factory=dict)
    roles: dict[PupilId, PupilRole] = Field(default_factory=dict)
    force_against: PupilId | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Alert:
    """A sent alert. The reporter may always see it again and add to it (not the case).

    `gathered_at`: when the notice of it goes out that is of others of the reporter's too; None: it has its own.
    `put_right` is for those on its cases: the reporter sees what was sent. `later` are the cases, with their numbers,
    of those who turned out not to have it safe: the notice of the alert does not tell of them.
    """

    id: AlertId
    school_id: SchoolId
    draft_id: DraftId
    reporter: PersonId
    sent_at: AwareDatetime
    form: AlertForm
    cases: tuple[CaseId, ...]
    references: tuple[str, ...]
    later: dict[CaseId, str] = Field(default_factory=dict)
    told: tuple[Told, ...]
    ring: bool = False
    gathered_at: AwareDatetime | None = None
    put_right: PutRight = PutRight()

    @property
    def every_case(self) -> dict[CaseId, str]:
        """The numbers of all the cases that its reporter may know of, oldest first."""
        return dict(zip(self.cases, self.references, strict=True)) | self.later


def lacking(form: AlertForm) -> list[Invalid]:
    """What page 1 still needs, in the order of the page; empty when the alert is valid (L669–674; § 12-5)."""
    someone = form.pupils or form.unknown_pupil
    checks = (
        (someone, Invalid("pupils", "Velg minst én elev, eller trykk «Jeg vet ikke hvem».")),
        (form.kinds, Invalid("kinds", "Velg hva det gjelder.")),
        (form.facts, Invalid("facts", "Skriv kort hva du så eller hørte.")),
        (form.suspicion, Invalid("suspicion", "Svar på dette spørsmålet. Det avgjør hvem som får varselet.")),
    )
    return [lack for answered, lack in checks if not answered]


def add_exposed(form: AlertForm, pupil: PupilId) -> AlertForm:
    """The exposed pupil has become known. Raises `Invalid` for one who is in the alert with another role."""
    if pupil in form.pupils:
        raise Invalid("pupil", "Denne eleven står i varselet med en annen rolle.")
    return replace(form, pupils=(*form.pupils, pupil), unknown_pupil=False)


def choose_pupils(form: AlertForm, shown: tuple[Pupil, ...], chosen: tuple[PupilId, ...]) -> AlertForm:
    """The choice among the pupils shown; those chosen earlier from another class stay chosen.

    Raises `Invalid` when something is chosen that was not on offer, or when too many are.
    """
    offered = {pupil.id for pupil in shown}
    if not offered.issuperset(chosen):
        raise Invalid("pupils", "Eleven står ikke i denne listen. Velg på nytt.")
    kept = tuple(p for p in form.pupils if p not in offered)
    pupils = (*kept, *chosen)
    if len(pupils) > PUPILS_MAX:
        raise Invalid(
            "pupils", "Velg høyst {most} elever i ett varsel. Gjelder det flere, send ett til.", most=PUPILS_MAX
        )
    form = replace(form, unknown_pupil=form.unknown_pupil and not pupils)
    return replace(form, pupils=pupils) if set(pupils) == set(form.pupils) else _others(form, pupils)


def _others(form: AlertForm, pupils: tuple[PupilId, ...]) -> AlertForm:
    """Of other pupils than before: those left keep their roles while there are several, and force is asked of anew."""
    roles = {p: role for p, role in form.roles.items() if p in pupils and len(pupils) > 1}
    return replace(form, pupils=pupils, roles=roles, force_against=None, force_asked=False)
