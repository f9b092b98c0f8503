"""«Kontroll oppover»: how many of what leaders decide there were in a month, for the school owner's contact.

Few are not told apart from none, also not in what is stored. Months stand by themselves and are counted once: no sum,
and no second count, lets anyone work out what is hidden.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from pydantic.dataclasses import dataclass

from domain.case.case import Case
from domain.event import Event, EventKind
from domain.ids import CaseId, PersonId
from domain.incident import Mark
from domain.oslo import oslo_date
from domain.text.messages import N_, Labels, _
from domain.value import VALUE

FEW = 5
"""Fewer than so many are hidden."""


class Counted(StrEnum):
    """What is counted."""

    CLOSED = "avsluttet"
    TAKEN_OFF = "tatt_ut"
    """By a leader; not by rule."""
    BARRED = "stengt_ute"
    """Named, or said to be inhabil; not next of kin, who are kept off by rule."""
    IN_NEED = "nødtilgang"


COUNTED_LABELS = Labels(
    {
        Counted.CLOSED: N_("Saker som er avsluttet"),
        Counted.TAKEN_OFF: N_("Ganger en leder har tatt noen ut av en sak"),
        Counted.BARRED: N_("Ganger noen er stengt ute fra en sak"),
        Counted.IN_NEED: N_("Ganger nødtilgang er brukt"),
    }
)
COUNTS: Mapping[EventKind, Counted] = {
    EventKind.CASE_MEMBER_REMOVED: Counted.TAKEN_OFF,
    EventKind.CASE_BARRED: Counted.BARRED,
    EventKind.CASE_DISQUALIFIED: Counted.BARRED,
    EventKind.CASE_IN_NEED: Counted.IN_NEED,
}
"""Whom a case puts off without a word (`CASE_PUT_OFF`) is not there: why stands in another, perhaps past the school."""


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class MonthCounts:
    """`month`: its first day (Oslo); `counts`: what there were `FEW` or more of, and nothing else."""

    month: date
    counts: dict[Counted, int]

    def said(self, what: Counted) -> str:
        return str(self.counts[what]) if what in self.counts else _("færre enn {few}", few=FEW)


def count(month: date, cases: Iterable[Case], events: Iterable[Event], leadership: Collection[PersonId]) -> MonthCounts:
    """`events`: those of `COUNTS` on the cases. A case past the school, one about staff that someone of the leadership
    is barred from, and what has gone into such a case, count for nothing (law 3).
    """
    known = {case.id: case for case in cases}
    of = {case.id for case in known.values() if _may_count(case, known, leadership)}
    closed = [case.closed_at for case in known.values() if case.id in of and case.closed_at]
    found = [Counted.CLOSED for at in closed if month_of(oslo_date(at)) == month]
    found += [
        COUNTS[event.kind]
        for event in events
        if event.case_id in of and event.by is not None and month_of(oslo_date(event.at)) == month
    ]
    many = {what: found.count(what) for what in Counted}
    return MonthCounts(month=month, counts={what: number for what, number in many.items() if number >= FEW})


def _may_count(case: Case, known: Mapping[CaseId, Case], leadership: Collection[PersonId]) -> bool:
    """Not when it cannot be known what it has become."""
    about_staff = case.enhanced or any(Mark.STAFF in one.marks for one in case.incidents)
    if case.past_the_school or (about_staff and not case.barred.isdisjoint(leadership)):
        return False
    into = case.merged_into
    return into is None or (into in known and _may_count(known[into], known, leadership))


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def to_count(since: date, counted: Iterable[MonthCounts], today: date) -> list[date]:
    """The whole months that began after `since` and are over, and were not counted: oldest first."""
    done = {one.month for one in counted}
    return [month for month in _months(since, month_of(today)) if month not in done]


def _months(after: date, until: date) -> Iterator[date]:
    month = _next(month_of(after))
    while month < until:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return month_of(month + timedelta(days=31))
