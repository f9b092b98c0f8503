"""Staff and pupils as the school's own lists have them (CSV import)."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field
from pydantic.dataclasses import dataclass

from domain.ids import PersonId, PupilId, SchoolId
from domain.text.messages import N_, SchoolLabels, _
from domain.value import VALUE

Grade = Annotated[int, Field(ge=1, le=10)]
AKS_GRADES: frozenset[Grade] = frozenset(range(1, 5))
"""AKS is for grades 1 to 4 (L82)."""


class Role(StrEnum):
    """The roles that rights are tied to (domain glossary); the value is what the CSV and the plan file say.

    A school's own role is one of these by another name: who has it has both.
    """

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


COMMON_ROLES = {role.value: role for role in Role}
"""For a school with no roles of its own."""
ROLE_LABELS: SchoolLabels[str] = SchoolLabels(
    "roles",
    {
        Role.PRINCIPAL: N_("Rektor"),
        Role.DEPUTY: N_("Assisterende rektor"),
        Role.LINE_LEADER: N_("Trinnleder"),
        Role.SOCIAL_TEACHER: N_("Sosiallærer"),
        Role.CONTACT_TEACHER: N_("Kontaktlærer"),
        Role.TEACHER: N_("Lærer"),
        Role.AKS_BASE_LEADER: N_("Baseleder"),
        Role.AKS_STAFF: N_("{after_school}-ansatt"),
        Role.ASSISTANT: N_("Assistent"),
        Role.HEALTH_NURSE: N_("Helsesykepleier"),
        Role.OTHER: N_("Ansatt"),
        Role.SCHOOL_OWNER: N_("Skoleeier"),
    },
)


def in_a_sentence(role: str) -> str:
    """«rektor», but «AKS-ansatt»."""
    label = ROLE_LABELS[role]
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Person:
    """Someone who works at the school, or the school owner's contact. Guardians and pupils never are.

    `roles`: the school's own, and the `Role` that each of them is. `kin`: the school's own numbers of the pupils whose
    next of kin the person is; `left_on`: the day (Oslo) of the import that had the person no longer. Of whom nothing is
    kept any more the name is empty. `until`: when the access of a substitute ends, or ended; a substitute is not
    `active`, so that no rule counts one among the staff (domain/access/substitute.py). `language`: what the person has
    chosen to be spoken to in; empty for what their Teams is in.
    """

    id: PersonId
    school_id: SchoolId
    entra_object_id: str
    upn: str
    name: str
    roles: frozenset[str]
    grades: frozenset[Grade] = frozenset()
    classes: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    active: bool = True
    left_on: date | None = None
    until: AwareDatetime | None = None
    language: str = ""

    @property
    def called(self) -> str:
        """The name for others to read, «Kari Vik (vikar)»; who left has it for as long as something needs it."""
        if not self.name:
            return _("Tidligere ansatt")
        return _("{name} (vikar)", name=self.name) if self.until else self.name

    @property
    def role_label(self) -> str:
        """The role a person is best known by: the first of theirs in the order of the school's plan."""
        if self.until:
            return _("vikar")
        return next((in_a_sentence(role) for role in ROLE_LABELS if role in self.roles), _("ansatt"))

    @property
    def all_grades(self) -> frozenset[Grade]:
        """The grades the person works with, those of the classes («4B») too."""
        of_classes = (re.match(r"\d+", one) for one in self.classes)
        return self.grades.union(int(found[0]) for found in of_classes if found)

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Been:
    """The grade, class and AKS base a pupil had until a day (Oslo)."""

    grade: Grade
    school_class: str
    base: str | None = None
    until: date


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Pupil:
    """A pupil of the school. `external_id` is the school's own number, never a national identity number.

    `been`: where the pupil went before, oldest first, as the imports have told; `earlier_names`: what it was called;
    `left_on`: the day (Oslo) of the import that had the pupil no longer.
    """

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
    been: tuple[Been, ...] = ()
    earlier_names: tuple[str, ...] = ()
    left_on: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All that the pupil may be called in what was written: the earlier names, oldest first, and the name."""
        return *self.earlier_names, self.name

    @property
    def at_aks(self) -> bool:
        return self.aks and self.grade in AKS_GRADES


UNNAMED_REPORTER = PersonId("reporter")
"""In the place of who reported, for those who are not to know: nobody's id."""


def name_among(names: Mapping[PersonId, str], person: PersonId | None) -> str:
    """Who did something: a colleague, one whose row in the database cannot be read, or nobody but the bot."""
    if person is None:
        return _("Skolemiljø (automatisk)")
    if person == UNNAMED_REPORTER:
        return _("den som varslet (bare rektor ser navnet)")
    return names.get(person) or _("Ansatt som ikke kan leses")
