"""Staff and pupils as the school's own lists have them (CSV import; design §6)."""

from enum import StrEnum
from typing import Annotated, NewType

from pydantic import BaseModel, ConfigDict, Field

SchoolId = NewType("SchoolId", str)
PersonId = NewType("PersonId", str)
PupilId = NewType("PupilId", str)
Grade = Annotated[int, Field(ge=1, le=10)]


class Frozen(BaseModel):
    """What all values of the domain have in common: strict about names, never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """A role in the school's plan (domain glossary); the value is what the CSV and the plan file say."""

    PRINCIPAL = "rektor"
    DEPUTY = "assisterende_rektor"
    LINE_LEADER = "trinnleder"
    SOCIAL_TEACHER = "sosiallærer"
    CONTACT_TEACHER = "kontaktlærer"
    TEACHER = "lærer"
    AKS_BASE_LEADER = "baseleder"
    AKS_STAFF = "aks_ansatt"
    ASSISTANT = "assistent"
    HEALTH_NURSE = "helsesykepleier"
    OTHER = "annen_ansatt"
    SCHOOL_OWNER = "skoleeier"


ROLE_LABELS: dict[Role, str] = {
    Role.PRINCIPAL: "Rektor",
    Role.DEPUTY: "Assisterende rektor",
    Role.LINE_LEADER: "Trinnleder",
    Role.SOCIAL_TEACHER: "Sosiallærer",
    Role.CONTACT_TEACHER: "Kontaktlærer",
    Role.TEACHER: "Lærer",
    Role.AKS_BASE_LEADER: "Baseleder",
    Role.AKS_STAFF: "AKS-ansatt",
    Role.ASSISTANT: "Assistent",
    Role.HEALTH_NURSE: "Helsesykepleier",
    Role.OTHER: "Ansatt",
    Role.SCHOOL_OWNER: "Skoleeier",
}


class Person(Frozen):
    """Someone who works at the school, or the school owner's contact. Guardians and pupils never are."""

    id: PersonId
    school_id: SchoolId
    entra_object_id: str
    upn: str
    name: str
    roles: frozenset[Role]
    grades: frozenset[Grade] = frozenset()
    classes: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    active: bool = True

    @property
    def role_label(self) -> str:
        """The role a person is best known by: the first of theirs in the order of the school's plan."""
        return next((ROLE_LABELS[role].lower() for role in Role if role in self.roles), "ansatt")

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


class Pupil(Frozen):
    """A pupil of the school. `external_id` is the school's own number, never a national identity number."""

    id: PupilId
    school_id: SchoolId
    external_id: str
    name: str
    grade: Grade
    school_class: str
    aks: bool = False
    base: str | None = None
    protected_address: bool = False
    active: bool = True

    @property
    def at_aks(self) -> bool:
        """AKS is for grades 1 to 4 (L82)."""
        return self.aks and self.grade <= 4
