"""An incident: what an alert tells of, or a leader later. The law's duties hang on each (§§ 12-4, 12-5, 13-5)."""

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints
from pydantic.dataclasses import dataclass

from domain.ids import AlertId, IncidentId, PersonId, PupilId
from domain.oslo import oslo_date
from domain.text.messages import N_, Labels
from domain.value import VALUE, Sorted

Reason = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]


class Mark(StrEnum):
    """What was said of an incident. It is never taken back."""

    SERIOUS = "alvorlig"
    VIOLENCE = "vold"
    FORCE = "fysisk_inngrep"
    STAFF = "ansatt"
    NAMED_LATE = "navngitt_senere"
    VIOLATION = "krenkelse"
    PUPIL_NAMED = "elev_kan_ha_krenket"


MARK_LABELS = Labels(
    {
        Mark.SERIOUS: N_("alvorlig"),
        Mark.VIOLENCE: N_("vold"),
        Mark.FORCE: N_("fysisk inngrep"),
        Mark.STAFF: N_("mistanke om at en ansatt har krenket eleven"),
        Mark.NAMED_LATE: N_("navngitt etter at et annet varsel var tatt imot"),
        Mark.VIOLATION: N_("krenkelse"),
        Mark.PUPIL_NAMED: N_("en elev kan ha krenket en annen"),
    }
)


class OwnerNotice(StrEnum):
    """What the principal decides of a serious incident, or of a suspicion against staff (§ 12-4, § 12-5)."""

    NOTIFIED = "meldt_skoleeier"
    GROUNDLESS = "åpenbart_grunnløs"


OWNER_LABELS = Labels(
    {
        OwnerNotice.NOTIFIED: N_("Meldt fra til skoleeier"),
        OwnerNotice.GROUNDLESS: N_("Vurdert som åpenbart grunnløs"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class OwnerDecision:
    """The principal's decision; a groundless one is nothing without its reason. `on`: the day it was made (Oslo)."""

    notice: OwnerNotice
    at: AwareDatetime
    by: PersonId
    on: date | None = None
    reason: Reason = ""
    document: str = ""

    @property
    def day(self) -> date:
        return self.on or oslo_date(self.at)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Incident:
    """One incident of a case. `told_at`: when it was told of; `alert`: by which alert, when it was one.

    `marked`: when it was said to be so, of the marks that came later. `intervened`: someone did something at once.
    `force_on`: the pupil force was used on, whose record and guardians § 13-5 speaks of; None when that is not said.
    """

    id: IncidentId
    told_at: AwareDatetime
    alert: AlertId | None = None
    marks: Sorted[Mark] = frozenset()
    marked: dict[Mark, AwareDatetime] = field(default_factory=dict)
    owner_decision: OwnerDecision | None = None
    intervened: bool = False
    force_on: PupilId | None = None

    def known_since(self, *marks: Mark) -> AwareDatetime:
        """When the school first knew that it was so, by any of these marks: what follows is reckoned from then."""
        return min((self.marked.get(mark, self.told_at) for mark in marks if mark in self.marks), default=self.told_at)

    @property
    def found_groundless(self) -> bool:
        return self.owner_decision is not None and self.owner_decision.notice is OwnerNotice.GROUNDLESS

    @property
    def needs_owner_decision(self) -> bool:
        """The principal must tell the school owner, or say why not (§ 12-4 second paragraph, § 12-5).

        What turns out to be serious after it was found groundless is to be told of all the same.
        """
        if self.owner_decision is None:
            return not self.marks.isdisjoint({Mark.SERIOUS, Mark.STAFF})
        return self.found_groundless and Mark.SERIOUS in self.marks
