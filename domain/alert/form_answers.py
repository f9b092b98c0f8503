"""What the pages of the alert were answered with. Empty means not answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from domain.alert.alert import Suspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAnswers:
    """Page 1. `pupils` are those chosen among the ones shown."""

    pupils: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    facts: str = ""
    suspicion: Suspicion | None = None
    place: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesAnswers:
    """Who is what, by pupil, and on whom force was used; empty means not answered."""

    roles: Mapping[str, str] = field(default_factory=dict)
    force_against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAnswers:
    """Page 2. The time is an Oslo day and clock."""

    immediate_actions: tuple[str, ...] = ()
    physical_intervention: bool = False
    serious: bool = False
    care_concern: bool = False
    occurred_on: date | None = None
    occurred_time: time | None = None
    pupil_told: str | None = None
    guardians_told: str | None = None
    on_behalf_of: str = ""
