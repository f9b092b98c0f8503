"""The import says which pupils are new; the next morning those who answer for them hear how many (L357–382)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.event import Event, EventKind
from domain.ids import PersonId, PupilId
from domain.oslo import oslo_date
from domain.people.person import Pupil
from domain.reminders.newcomers import Newcomers, NewPupils, arrived, newcomers
from domain.school_plan.school_plan import SchoolPlan
from storage.unit_of_work import Tx


@dataclass(frozen=True, slots=True)
class PupilsBefore:
    """The pupils an import finds: those that can be read, and the ids of all."""

    pupils: Mapping[PupilId, Pupil]
    known: frozenset[PupilId]


def note_arrivals(before: PupilsBefore, tx: Tx, school_plan: SchoolPlan, now: datetime) -> int:
    """How many have come since, if it is for someone to hear of."""
    today = oslo_date(now)
    new = arrived(before.pupils, tx.pupils.read_all(), before.known, today, school_plan.calendar)
    if new:
        tx.events.keep(Event(kind=EventKind.PUPILS_ARRIVED, at=now, by=None), NewPupils(day=today, pupils=new))
    return len(new)


def told_this_morning(tx: Tx, school_plan: SchoolPlan, since: date, today: date) -> dict[PersonId, Newcomers]:
    """What each hears of those who came on `since`, the morning before this one, or later, and are still there; who
    comes today is told of the next morning.
    """
    told = (one for one in tx.events.of_school(EventKind.PUPILS_ARRIVED, NewPupils) if since <= one.day < today)
    ids = dict.fromkeys(pupil for one in told for pupil in one.pupils)
    pupils = [pupil for pupil in tx.pupils.some(ids) if pupil.active] if ids else []
    return newcomers(pupils, tx.people.active(), tx.absences.on(today), school_plan, today) if pupils else {}
