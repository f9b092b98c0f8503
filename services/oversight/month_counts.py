"""The counts of a month: told of in the morning, and shown to whoever they are shared with."""

from datetime import date, datetime

from domain.event import Event, EventKind
from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.oversight.counts import COUNTS, MonthCounts, count, to_count
from domain.oversight.told import OversightTold, known
from domain.people.permissions import Permission, may
from domain.people.person import Role
from domain.reminders.digest import is_morning
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from services.turn import Turn
from storage.unit_of_work import Tx


def tell_upward(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Once a day: the leaders, when it has been switched on, and each who has become one; and on the first school day
    of a month, or as soon as may be, the owner's contact of the months that are over.
    """
    today = oslo_date(now)
    if not (is_morning(school_plan, now) and tx.sweeps_done.first_time("oversight", today)):
        return
    since = _tell_leaders(tx, now, on=school_plan.owner_counts)
    if since and SchoolCalendar(school_plan.calendar).is_school_day(today):
        for month in to_count(since, counted(tx), today):
            _count(month, tx, school_plan, now)


def counted(tx: Tx) -> list[MonthCounts]:
    """Oldest first."""
    return tx.events.of_school(EventKind.OVERSIGHT_COUNTED, MonthCounts)


def shown(month: str, turn: Turn) -> tuple[MonthCounts | None, MonthCounts | None]:
    """Of the month with that first day, else of the newest, and of the one before it."""
    there = counted(turn.tx)
    at = next((at for at, one in enumerate(there) if one.month.isoformat() == month), len(there) - 1)
    return (there[at] if there else None), (there[at - 1] if at > 0 else None)


def _tell_leaders(tx: Tx, now: datetime, *, on: bool) -> date | None:
    """Since when it is on."""
    told, today = known(tx.events.of_school(EventKind.OVERSIGHT_TOLD, OversightTold)), oslo_date(now)
    if not on:
        if told.since:
            _keep(OversightTold(day=today, on=False), tx, now)
        return None
    since = told.since or today
    leaders = frozenset(one.id for one in tx.people.active() if may(one, Permission.BREAK_GLASS))
    if new := leaders - told.people:
        _keep(OversightTold(day=today, on=True, people=new), tx, now)
        tx.outbox.put_all(MessageKind.OVERSIGHT_ON, DaySubject(day=since), sorted(new), now)
    return since


def _keep(told: OversightTold, tx: Tx, now: datetime) -> None:
    tx.events.keep(Event(kind=EventKind.OVERSIGHT_TOLD, at=now, by=None), told)


def _count(month: date, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    cases = [*tx.cases.all_open(), *tx.cases.some(tx.past.closed())]
    ids = [case.id for case in cases]
    events = [event for kind in COUNTS for event in tx.events.of_kind(kind, ids)]
    leadership = {one.id for one in tx.people.known.values() if one.has(*school_plan.routing.leadership)}
    tx.events.keep(Event(kind=EventKind.OVERSIGHT_COUNTED, at=now, by=None), count(month, cases, events, leadership))
    owners = [one.id for one in tx.people.active() if one.has(Role.SCHOOL_OWNER)]
    tx.outbox.put_all(MessageKind.MONTH_COUNTS, DaySubject(day=month), owners, now)
