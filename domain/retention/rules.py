"""When a case's working copy may be deleted, and by which rule (arkivlova; arkivforskrifta § 5 e)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.case.case import Case, Ending, Status
from domain.documents.editions import DocumentKind, filed_edition
from domain.documents.filing import Filing
from domain.event import EventKind
from domain.oslo import oslo_date
from domain.school_plan.fields import Retention

CHANGES_NOTHING = frozenset(
    {
        EventKind.ALERT_READ,
        EventKind.CASE_READ,
        EventKind.CASE_LISTED,
        EventKind.CASE_KEPT_LONGER,
        EventKind.CASE_HELD,
        EventKind.CASE_HOLD_LIFTED,
        EventKind.CASE_DELETION_TOLD,
        EventKind.DOCUMENT_ASKED,
        EventKind.DOCUMENT_DELIVERED,
        EventKind.DOCUMENT_REFUSED,
        EventKind.DOCUMENT_FILED,
        EventKind.NOTICE_REACHED,
        EventKind.NOTICE_UNREACHED,
        EventKind.NOTICE_UNTAKEN,
    }
)
"""What happens with a case, or is decided of this copy of it, after which the archive has all of it still."""


WARNED = timedelta(days=14)
"""So long before, at least, those who lead a case are told that it is to be deleted."""


class Rule(StrEnum):
    """By which a case is deleted."""

    FILED = "journalført"
    UNFILED = "ikke_journalført"
    """The municipality's own: it was never filed, or not since the last of it."""
    GROUNDLESS = "feilregistrert"
    """The municipality's own."""


class Stays(StrEnum):
    """Why a case is not to be deleted, as far as anyone can tell now."""

    OPEN = "åpen"
    HELD = "skal_ikke_slettes"
    NOT_FILED = "ikke_journalført"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """What decides of a case. `waiting`: the kinds of documents still to be filed; `changed_at`: when the last of its
    history was written down; `postponed`: to which Oslo day; `held`: someone has said that it is to be kept.
    """

    case: Case
    filed: Sequence[Filing]
    waiting: Collection[str]
    changed_at: datetime
    postponed: date | None = None
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """Either the rule and the first Oslo day the case may be deleted on, or why it stays."""

    rule: Rule | None = None
    on: date | None = None
    stays: Stays | None = None

    def to_warn(self, today: date, warned: date | None) -> bool:
        """Whether it is time to tell; `warned`: the Oslo day that was done last. Another day is told of anew."""
        return self.on is not None and self.on - WARNED <= today and not self._was_told(warned)

    def due(self, today: date, warned: date | None) -> bool:
        """Never before those who lead it have had their time, however late they were told."""
        told = warned is not None and self._was_told(warned) and warned + WARNED <= today
        return told and self.on is not None and self.on <= today

    def _was_told(self, warned: date | None) -> bool:
        return self.on is not None and warned is not None and self.on - WARNED <= warned


def fate(copy: WorkingCopy, times: Retention) -> Fate:
    """Of a case and those that have gone into it. What is in the archive needs no rule of the municipality's; nobody's
    word stands in for either.
    """
    case = copy.case
    if case.status is not Status.CLOSED or case.closed_at is None:
        return Fate(stays=Stays.OPEN)
    if copy.held:
        return Fate(stays=Stays.HELD)
    ended = oslo_date(max(case.closed_at, copy.changed_at))
    if filed := _filed_whole(copy, case.closed_at):
        rule, on = Rule.FILED, max(ended, oslo_date(filed)) + timedelta(days=times.grace_days)
    elif case.ended is Ending.MISREGISTERED and times.groundless_days is not None:
        rule, on = Rule.GROUNDLESS, ended + timedelta(days=times.groundless_days)
    elif times.unfiled_years is not None:
        rule, on = Rule.UNFILED, years_after(ended, times.unfiled_years)
    else:
        return Fate(stays=Stays.NOT_FILED)
    return Fate(rule=rule, on=max(on, copy.postponed or on))


def earliest(case: Case, times: Retention, *, filed: bool) -> date:
    """An Oslo day before which nothing is to be told or done of a closed case, whatever has become of it; the last of
    days when it stays. `filed`: whether anything of it is in the archive.
    """
    if case.closed_at is None:
        return date.max
    closed = oslo_date(case.closed_at)
    days = [closed + timedelta(days=times.grace_days)] if filed else []
    if times.groundless_days is not None and case.ended is Ending.MISREGISTERED:
        days.append(closed + timedelta(days=times.groundless_days))
    if times.unfiled_years is not None:
        days.append(years_after(closed, times.unfiled_years))
    return min(days) - WARNED if days else date.max


def _filed_whole(copy: WorkingCopy, closed_at: datetime) -> datetime | None:
    """When the archive had all of it: the whole of the case in the archive's edition, after the last change."""
    if copy.waiting:
        return None
    whole, edition = DocumentKind.EVIDENCE, filed_edition(DocumentKind.EVIDENCE)
    complete = max(closed_at, copy.changed_at)
    since = [one.at for one in copy.filed if (one.kind, one.edition) == (whole, edition) and one.at >= complete]
    return max((one.at for one in copy.filed), default=None) if since else None


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
