"""What a school says in its own words: what its plan tells staff, its roles, what it calls things, and its examples of
measures.
"""

from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator, model_validator

from domain.people.person import Role
from domain.school_plan.fields import Duty, Line, Slug, Text, called, unless_said
from domain.text.messages import NAMED, _
from domain.value import Frozen

Examples = Annotated[tuple[Line, ...], Field(max_length=10)]
Questions = Annotated[tuple[Line, ...], Field(min_length=1, max_length=3)]
"""What a pupil is asked before the measures and at each evaluation (L1294–1297)."""
ASKED = ("first", "second", "third")
"""What answers are kept by."""


class Guidance(Frozen):
    """What the plan tells staff about one duty."""

    duty: Duty
    title: Line
    points: tuple[Text, ...] = Field(min_length=1)


class Topic(Frozen):
    """What the plan says of one thing. `words`: what people ask for it by, beside the title."""

    id: Slug
    title: Line
    words: tuple[Line, ...] = Field(default=(), max_length=20)
    points: tuple[Text, ...] = Field(min_length=1, max_length=20)


class Chapter(Frozen):
    """What belongs together of the plan, a card: of a duty, or of what is done when nothing has happened."""

    id: Slug
    title: Line
    duty: Duty | None = None
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=12)


def check_handbook(handbook: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """Raises `ValueError` for what is twice."""
    ids = [chapter.id for chapter in handbook] + [topic.id for chapter in handbook for topic in chapter.topics]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise ValueError(_("handbook: samme id står to ganger: {ids}", ids=", ".join(twice)))
    return handbook


Handbook = Annotated[tuple[Chapter, ...], Field(max_length=15), AfterValidator(check_handbook)]


class SchoolRole(Frozen):
    """A role by the school's own name; `is_a`: the one whose rights it has."""

    id: Slug
    label: Line
    is_a: Role

    @model_validator(mode="before")
    @classmethod
    def _is_what_it_is_called(cls, data: object) -> object:
        """One that only has another label."""
        return unless_said(data, is_a=called(data))


class DocumentTitles(Frozen):
    """What the documents are called; as we call them, where nothing is said."""

    plan: Line | None = None
    kort_plan: Line | None = None
    kronologi: Line | None = None
    vis_at_vi_handlet: Line | None = None
    samtale_om_planen: Line | None = None


class Words(Frozen):
    """What a municipality calls what every school has. `after_school`: empty where there is none."""

    archive: Line = NAMED["archive"]
    violence_register: Line = NAMED["violence_register"]
    after_school: Line | None = NAMED["after_school"]
    documents: DocumentTitles = DocumentTitles()

    @field_validator("after_school", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        return value or None


class MeasureExamples(Frozen):
    """Examples of measures, for each level where one works (L640, L1260–1282): the file's own words, and those of
    `Level`.
    """

    individ: Examples = ()
    klasse: Examples = ()
    skole: Examples = ()
    aks: Examples = ()

    @property
    def by_id(self) -> dict[str, tuple[str, str]]:
        """Each with its level, by what a form calls it."""
        return {
            f"{level}_{number}": (level, words)
            for level in type(self).model_fields
            for number, words in enumerate(getattr(self, level), start=1)
        }


@lru_cache(maxsize=512)
def kinds_of(roles: tuple[SchoolRole, ...]) -> dict[str, Role]:
    """All roles a file may name, the school's own first, with what each is."""
    own = {role.id: role.is_a for role in roles}
    return own | {role.value: role for role in Role if role not in own}


def check_roles(roles: tuple[SchoolRole, ...]) -> tuple[SchoolRole, ...]:
    """Raises `ValueError` for one that is twice, or is called as another."""
    own = {role.id: role.is_a for role in roles}
    if len(own) < len(roles):
        raise ValueError(_("roles: samme id står to ganger"))
    if wrong := next((role for role in roles if role.id in set(Role) and role.id != role.is_a), None):
        raise ValueError(_("roles: {id} kan ikke ha rettene til en annen rolle", id=wrong.id))
    return roles


Roles = Annotated[tuple[SchoolRole, ...], Field(max_length=30), AfterValidator(check_roles)]
