"""When each alert of a case was taken, and how late: also of the cases that have gone into it (L551–557)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.merging import taken_with
from domain.ids import CaseId, PersonId
from domain.lateness.wording import days_late
from domain.oslo import oslo_date
from domain.text.messages import _

When = tuple[datetime | None, PersonId | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTaken:
    """`limit`: when a leader was to have taken it, by the alert itself. `at`, `by`: None while nobody has."""

    alert: Alert
    limit: datetime
    at: datetime | None = None
    by: PersonId | None = None

    @property
    def late(self) -> str:
        """«3 dager etter fristen»; nothing for one that was taken in time, or has not been."""
        if self.at is None or self.at <= self.limit:
            return ""
        return days_late((oslo_date(self.at) - oslo_date(self.limit)).days) or _("etter fristen")


def alerts_taken(
    cases: Iterable[Case],
    first: Mapping[CaseId, Case],
    merged_by: Mapping[str, PersonId | None],
    alerts: Iterable[Alert],
) -> list[AlertTaken]:
    """Of a case and those that have gone into it, oldest alert first.

    `first`: each as it was before it became one with another, whose clocks are its own; `merged_by`: who merged a case
    into another, by the number of the one that went: that took its alert, where the other had been taken.
    """
    known, told = {one.id: one for one in cases}, list(alerts)
    found = []
    for one in known.values():
        at, by = _taken(one, known, merged_by)
        limit = first.get(one.id, one).acknowledge_by
        alert = next((alert for alert in told if one.id in alert.every_case), None)
        found += [AlertTaken(alert=alert, limit=limit, at=at, by=by)] if alert else []
    return sorted(found, key=lambda taken: taken.alert.sent_at)


def _taken(one: Case, known: Mapping[CaseId, Case], merged_by: Mapping[str, PersonId | None]) -> When:
    into = known.get(one.merged_into) if one.merged_into else None
    if one.received_at or into is None:
        return one.received_at, one.received_by
    kept_at, by = _taken(into, known, merged_by)
    at = taken_with(one, kept_at)
    return at, by if at == kept_at else merged_by.get(one.reference)
