"""Who has opened a case, told by what each has left in the audit (law 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.event import EventKind
from domain.ids import PersonId


@dataclass(frozen=True, slots=True)
class Look:
    """Something a person has left in the audit of a case. `kind` as it is stored: it may be another version's."""

    kind: str
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """`times`: at how many moments; none for who has seen a line of it in a list, and no more."""

    person: PersonId
    times: int
    first: datetime
    last: datetime


FROM_OUTSIDE = frozenset(
    {
        EventKind.ALERT_SENT,
        EventKind.ALERT_ADDED,
        EventKind.ALERT_WRONG,
        EventKind.ALERT_READ,
        EventKind.CASE_BARRED,
        EventKind.CASE_IDENTIFIED,
        EventKind.CASE_PUT_OFF,
        EventKind.LOG_ADDED,
    }
)
"""What those who alerted, who carry a measure out, or who decide on another case do here without being on the case.
Who does it on the case has opened it too.
"""


def who_opened(looks: Iterable[Look]) -> list[Opened]:
    """One for each person, who was there last first; who has seen a line of it only comes after."""
    opened: dict[PersonId, set[datetime]] = {}
    listed: dict[PersonId, set[datetime]] = {}
    for look in looks:
        if look.kind == EventKind.CASE_LISTED:
            listed.setdefault(look.by, set()).add(look.at)
        elif look.kind not in FROM_OUTSIDE:
            opened.setdefault(look.by, set()).add(look.at)
    lines = [Opened(who, 0, min(at), max(at)) for who, at in listed.items() if who not in opened]
    return [*_latest_first(_each(opened)), *_latest_first(lines)]


def who_was_refused(looks: Iterable[Look]) -> list[Opened]:
    """One for each person, who tried last first."""
    tried: dict[PersonId, set[datetime]] = {}
    for look in looks:
        tried.setdefault(look.by, set()).add(look.at)
    return _latest_first(_each(tried))


def _each(moments: dict[PersonId, set[datetime]]) -> list[Opened]:
    return [Opened(who, len(at), min(at), max(at)) for who, at in moments.items()]


def _latest_first(people: Iterable[Opened]) -> list[Opened]:
    return sorted(people, key=lambda one: (one.last, one.person), reverse=True)
