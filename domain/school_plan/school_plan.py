"""A school's handlingsplan as validated data: the school edits the file, not the code."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from domain.people.person import Person, Role
from domain.school_plan.alert_form import AlertTexts, PickLists, Platforms
from domain.school_plan.calendar import CalendarPlan
from domain.school_plan.fields import Days, Deadline, Duty, Hours, Line, Reminders, Retention, Slug, Text
from domain.school_plan.own_words import (
    ASKED,
    Chapter,
    Guidance,
    Handbook,
    MeasureExamples,
    Questions,
    Roles,
    Topic,
    Words,
    kinds_of,
)
from domain.school_plan.procedure import Procedure
from domain.school_plan.year_task import CHANNELS, YearTask
from domain.text.messages import SchoolWords, _
from domain.value import Frozen


class Contact(Frozen):
    """Someone outside the school to ring. A blank phone is a visible «fyll inn», never invented."""

    id: Slug
    title: Line
    name: Line | None = None
    address: Line | None = None
    phone: Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ]{5,20}$")] | None = None

    @field_validator("name", "address", "phone", mode="before")
    @classmethod
    def _blank_is_unknown(cls, value: object) -> object:
        return value or None


class Contacts(Frozen):
    """§ 12-4, § 12-5: whom the principal tells, and whom staff ring past the leadership (L1169–1174).

    § 12-6: where pupils and guardians take the matter, and who can help them.
    """

    school_owner: Contact
    school_owner_director: Contact
    state_administrator: Contact | None = None
    bullying_ombud: Contact | None = None
    others: tuple[Contact, ...] = ()

    @property
    def everyone(self) -> tuple[Contact, ...]:
        """The nearest first."""
        outside = (self.state_administrator, self.bullying_ombud)
        return (self.school_owner, self.school_owner_director, *filter(None, outside), *self.others)


def shared_contacts(plans: Iterable["SchoolPlan"]) -> list[Contact]:
    """Those that every one of the plans names alike: for someone of whom no school is known."""
    each = [plan.contacts.everyone for plan in plans]
    return [one for one in each[0] if all(one in others for others in each)] if each else []


class ForGuardians(Frozen):
    """What guardians can be given: what they can do (L744–747, § 12-6). `answered_within`: blank is to be filled in."""

    title: Line
    points: tuple[Text, ...] = Field(min_length=1)
    answered_within: Line | None = None

    @field_validator("answered_within", mode="before")
    @classmethod
    def _blank_is_unknown(cls, value: object) -> object:
        return value or None


class Scope(StrEnum):
    """How a role is narrowed to the pupil an alert is about."""

    SCHOOL = "skole"
    GRADE = "trinn"
    CLASS = "klasse"
    BASE = "base"

    def covers(self, person: Person, grade: int | None, school_class: str | None, base: str | None) -> bool:
        """Whether `person` is the one for a pupil of this grade, class and AKS base.

        Of an unknown grade every line leader is: someone must find out who the pupil is (L562–563).
        """
        match self:
            case Scope.SCHOOL:
                return True
            case Scope.GRADE:
                return grade is None or grade in person.grades
            case Scope.CLASS:
                return school_class in person.classes
            case Scope.BASE:  # pragma: no branch  (mypy knows these are all)
                return base in person.bases


class Recipient(Frozen):
    """A role that is told of an alert and becomes a member of the case."""

    role: Slug
    scope: Scope
    next_in_line: tuple[Slug, ...] = ()


class Routing(Frozen):
    """Who is told of what (L492–504, L558–563, L1154–1174).

    `hide_reporter`: of a case about staff (§ 12-5) only the principal, or who is in the principal's stead, sees who
    reported.
    """

    leadership: tuple[Slug, ...] = Field(min_length=1)
    recipients: tuple[Recipient, ...] = Field(min_length=1)
    employee_suspected: Recipient
    leadership_suspected: Slug = Role.SCHOOL_OWNER
    hide_reporter: bool = False


class LogReader(Frozen):
    """A role that may read what is logged on a pupil without a case, of the pupils it has (L463, L1091)."""

    role: Slug
    scope: Scope


LOG_READERS = (
    LogReader(role=Role.CONTACT_TEACHER, scope=Scope.CLASS),
    LogReader(role=Role.LINE_LEADER, scope=Scope.GRADE),
    LogReader(role=Role.PRINCIPAL, scope=Scope.SCHOOL),
)
"""When the plan says nothing else."""


class Patterns(Frozen):
    """How many entries on one pupil, within how many days, someone is asked about (L463).

    `alike_days`: within how many when they share a place or a time of day; as many as `days` for no such rule.
    `ask`: the roles in the order they are asked; the next after so many school days without an answer.
    """

    entries: Annotated[int, Field(ge=2, le=20)] = 3
    days: Days = 14
    alike_days: Days = 60
    ask: tuple[Slug, ...] = Field(default=(Role.CONTACT_TEACHER, Role.LINE_LEADER), min_length=1)
    answer_school_days: Days = 3


class Deadlines(Frozen):
    """The plan's clocks for a new case (F01, F07)."""

    start_meeting: Deadline
    acknowledge_serious_hours: Hours
    acknowledge_school_days: Days
    identify_pupil_school_days: Days


class SchoolPlan(Frozen):
    """The whole file. `version` is what a case remembers having been opened under; `owner_counts`: the owner's contact
    gets counts of what leaders decide, once a month. `language`: what the texts are in, and documents and channels with
    them.
    """

    version: Annotated[str, StringConstraints(pattern=r"^[0-9a-zæøå._-]{1,40}$")]
    school_id: Slug
    school: Line
    language: Literal["nb", "nn", "en"] = "nb"
    law: Line
    guidance: tuple[Guidance, ...]
    handbook: Handbook = ()
    pick_lists: PickLists
    alert: AlertTexts
    contacts: Contacts
    platforms: Platforms = Platforms()
    for_guardians: ForGuardians | None = None
    calendar: CalendarPlan
    routing: Routing
    deadlines: Deadlines
    procedure: Procedure
    measure_examples: MeasureExamples = MeasureExamples()
    roles: Roles = ()
    words: Words = Words()
    evaluation_questions: Questions | None = None
    reminders: Reminders = Reminders()
    log_readers: tuple[LogReader, ...] = Field(default=LOG_READERS, min_length=1)
    patterns: Patterns = Patterns()
    retention: Retention = Retention()
    owner_counts: bool = False
    year: tuple[YearTask, ...] = ()

    @model_validator(mode="after")
    def _every_duty_once(self) -> Self:
        if sorted(g.duty for g in self.guidance) != sorted(Duty):
            raise ValueError(_("veiledningen skal ha hver av de fem delpliktene én gang"))
        return self

    @model_validator(mode="after")
    def _every_topic_is_there(self) -> Self:
        if unknown := sorted({one for step in self.procedure.steps for one in step.topics} - self.topics.keys()):
            raise ValueError(_("stegene viser til emner som ikke finnes: {ids}", ids=", ".join(unknown)))
        return self

    @model_validator(mode="after")
    def _every_role_is_known(self) -> Self:
        lines = (*self.routing.recipients, self.routing.employee_suspected)
        named = {role for line in lines for role in (line.role, *line.next_in_line)}
        named |= {*self.routing.leadership, self.routing.leadership_suspected}
        named |= {role for step in self.procedure.steps for role in step.owners}
        named |= {role for task in self.year for role in task.owners}
        named |= {reader.role for reader in self.log_readers}
        if unknown := sorted(named - self.role_kinds.keys()):
            raise ValueError(_("kjenner ikke rollene {roles}. Skriv dem under «roles»", roles=", ".join(unknown)))
        heads = {role for role, kind in self.role_kinds.items() if kind is Role.PRINCIPAL}
        if heads.isdisjoint(recipient.role for recipient in self.routing.recipients):
            raise ValueError(_("rektor må stå blant mottakerne (§ 12-4)"))
        if heads.isdisjoint(self.routing.leadership):
            raise ValueError(_("rektor må stå i ledelsen"))
        return self

    @model_validator(mode="after")
    def _who_is_asked_may_read(self) -> Self:
        if blind := sorted({*self.patterns.ask} - {reader.role for reader in self.log_readers}):
            raise ValueError(_("rollene {roles} blir spurt, men står ikke i «log_readers»", roles=", ".join(blind)))
        return self

    @property
    def role_kinds(self) -> dict[str, Role]:
        """Every role that may be named, the school's own first, with the one whose rights it has."""
        return kinds_of(self.roles)

    @property
    def people_roles(self) -> dict[str, Role]:
        """Those the people file may name: the school's own, and of ours those it has no name of its own for."""
        named = {role.is_a for role in self.roles}
        own = {role.id for role in self.roles}
        return {role: kind for role, kind in self.role_kinds.items() if role in own or kind not in named}

    def words_for(self, older: "SchoolPlan") -> SchoolWords:
        """For a case of an older version: what was asked and decided is called as it was then, people as now."""
        if older is self:
            return self.own_words
        now, then = self.own_words.labels, older.own_words.labels
        as_then = {name: then[name] for name in ("branches", "questions", "documents")}
        return replace(self.own_words, labels={**now, **as_then, "roles": {**then["roles"], **now["roles"]}})

    @property
    def own_words(self) -> SchoolWords:
        """What messages and labels call things at this school."""
        return _own_words(self)

    @model_validator(mode="after")
    def _every_task_once(self) -> Self:
        ids = [task.id for task in self.year]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(_("årshjulet har samme id to ganger: {ids}", ids=", ".join(twice)))
        return self

    def __hash__(self) -> int:
        """Cheap: what follows from a plan is kept for it."""
        return hash((self.school_id, self.version, self.language))

    def guidance_for(self, duty: Duty) -> Guidance:
        return next(g for g in self.guidance if g.duty is duty)

    @property
    def topics(self) -> dict[str, tuple[Chapter, Topic]]:
        """What the plan says of each thing, with the chapter it stands in, by its id."""
        return {topic.id: (chapter, topic) for chapter in self.handbook for topic in chapter.topics}


@lru_cache(maxsize=512)
def _own_words(plan: SchoolPlan) -> SchoolWords:
    named = {name: word for name, word in plan.words.model_dump(exclude={"documents"}).items() if word}
    left_out = set() if plan.words.after_school else {"aks"}
    own = {role.id: role.label for role in plan.roles}
    labels = {
        "roles": own | {role: "" for role in plan.role_kinds if role not in own},
        "branches": plan.procedure.branch_labels,
        "levels": {name: "" for name in MeasureExamples.model_fields if name not in left_out},
        "purposes": {name.value: "" for name in CHANNELS if name not in left_out},
        "documents": plan.words.documents.model_dump(exclude_none=True),
        "questions": dict(zip(ASKED, plan.evaluation_questions or (), strict=False)),
    }
    return SchoolWords(named=named, labels=labels)
