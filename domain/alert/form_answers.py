"""What the pages of the alert were answered with. Empty means not answered."""

from dataclasses import dataclass
from datetime import date, time

from domain.alert.alert import Suspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAnswers:
    """Page 1. `pupils` are those chosen among the ones shown."""

    pupils: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    facts: str = ""
    suspicion: Suspicion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAnswers:
    """Page 2. The time is an Oslo day and clock."""

    violators: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    source: str | None = None
    place: str | None = None
    occurred_on: date | None = None
    occurred_time: time | None = None
    immediate_actions: tuple[str, ...] = ()
    physical_intervention: bool = False
    serious: bool = False
    pupil_told: str | None = None
    guardians_told: str | None = None
    care_concern: bool = False
    on_behalf_of: str = ""
