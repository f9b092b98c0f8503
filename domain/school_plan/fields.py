"""Small words the plan file is made of."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from domain.text.messages import _
from domain.value import Frozen

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9æøå_]+$", max_length=40)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Days = Annotated[int, Field(ge=1, le=60)]
Hours = Annotated[int, Field(ge=1, le=72)]


class Duty(StrEnum):
    """The five parts of the duty of action (§ 12-4; L472–525)."""

    WATCH = "følge_med"
    INTERVENE = "gripe_inn"
    ALERT = "varsle"
    INQUIRE = "undersøke"
    ACT = "sette_inn_tiltak"


def called(data: object) -> str:
    """The id of something in the file, before it is checked."""
    return str(data.get("id", "")) if isinstance(data, dict) else ""


def unless_said(data: object, **default: object) -> object:
    """Something in the file, with what it leaves to a default."""
    return {**default, **data} if isinstance(data, dict) else data


class Choice(Frozen):
    """One line of a pick-list; `id` is what is stored, so a label can be reworded later."""

    id: Slug
    label: Line


Choices = Annotated[tuple[Choice, ...], Field(min_length=1, max_length=30)]


class TimeUnit(StrEnum):
    """What a number of days, or weeks, counts."""

    WORKING_DAYS = "virkedager"
    SCHOOL_DAYS = "skoledager"
    CALENDAR_DAYS = "kalenderdager"
    WEEKS = "uker"


class Deadline(Frozen):
    """A number of days of some unit."""

    number: Days
    unit: TimeUnit


class Retention(Frozen):
    """How long what is not in the archive is kept here. Rules of the municipality's own are None until it has set them.

    `grace_days`: after a case was closed and filed; `unfiled_years`: a case that was not filed; `groundless_days`: one
    that was registered wrongly, and not filed; `pupil_logs_years`: after the year that an entry on a pupil without a
    case is of; `reads_years`: after the year in which someone looked; `messages_days`: after delivery, a school year
    at least, so that nothing is told twice; `references_days`: where a person was reached, after they left or could be
    reached there no more; `left_days`: who somebody was, after they left, once nothing that stands needs it.
    """

    grace_days: Annotated[int, Field(ge=14, le=3650)] = 90
    unfiled_years: Annotated[int, Field(ge=1, le=100)] | None = None
    groundless_days: Annotated[int, Field(ge=14, le=3650)] | None = None
    pupil_logs_years: Annotated[int, Field(ge=1, le=100)] | None = None
    reads_years: Annotated[int, Field(ge=1, le=100)] = 5
    messages_days: Annotated[int, Field(ge=400, le=3650)] = 400
    references_days: Annotated[int, Field(ge=30, le=3650)] = 365
    left_days: Annotated[int, Field(ge=90, le=3650)] = 365

    @property
    def own_rules(self) -> bool:
        """Whether something is deleted that is in no archive."""
        return self.unfiled_years is not None or self.groundless_days is not None


class Reminders(Frozen):
    """When people are reminded: Oslo times of the day, and school days (L537–541).

    `morning` is when the digests go out; nothing but a new alert goes out before `day_begins` or after `day_ends`.
    """

    morning: time = time(7, 30)
    day_begins: time = time(7)
    day_ends: time = time(17)
    soon_school_days: Days = 2
    line_leader_school_days: Days = 2
    principal_school_days: Days = 4

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.day_begins <= self.morning < self.day_ends:
            raise ValueError(_("morgenen ligger ikke i dagen"))
        if self.principal_school_days < self.line_leader_school_days:
            raise ValueError(_("rektor får vite det før lederen for trinnet"))
        return self


class Condition(StrEnum):
    """What is so of some cases: when a step belongs to one at all, has its day, or must be done."""

    SERIOUS = "alvorlig_eller_ansatt"
    VIOLENCE = "vold"
    FORCE = "fysisk_inngrep"
    AKS = "aks"
    NAMED_LATE = "navngitt_senere"
    UNKNOWN_PUPIL = "ukjent_elev"
    NOBODY_EXPOSED = "ingen_utsatt"
    VIOLATION = "krenkelse"
    PUPIL_NAMED = "elev_kan_ha_krenket"
