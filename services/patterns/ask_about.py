"""Asking about entries that several have written on one pupil: a sweep's work, as often as one likes."""

from datetime import date, datetime, timedelta

from domain.ids import PupilId
from domain.message import MessageKind, PatternSubject
from domain.oslo import oslo_date
from domain.patterns.pattern import asks
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from storage.unit_of_work import Tx

LOOKS_BACK = timedelta(days=120)
"""An asking that nobody has answered in so long has been with everyone it can be with."""


def ask_about_entries(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Each pupil by itself; the message goes out on a school day, in the day."""
    rules = school_plan.patterns
    recent = now - timedelta(days=max(rules.days, rules.alike_days))
    for pupil in tx.notes.several(rules.entries, recent, now - LOOKS_BACK):
        with tx.alone("pupil"):
            _ask_about(pupil, tx, school_plan, now)


def _ask_about(pupil_id: PupilId, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    pupil, today = tx.pupils.get(pupil_id), oslo_date(now)
    if pupil is None:
        return
    away, notes = tx.absences.on(today), tx.notes.of(pupil_id)
    there = [person for person in tx.people.active() if person.id not in away]

    def passed(day: date) -> int:
        return SchoolCalendar(school_plan.calendar).school_days_between(day, today)

    asked = asks(notes, pupil, there, school_plan, passed, now)
    if asked is None:
        return
    tx.notes.ask(asked, again=tx.notes.asking(asked.pattern) is not None)
    tx.outbox.put_all(MessageKind.PATTERN_ASKED, PatternSubject(pattern=asked.pattern), asked.people, now)
