"""A person's morning, on school days."""

from datetime import datetime

from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.digest import is_morning
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from services.steps.case_progress import due_by, morning
from storage.unit_of_work import Tx


def queue_digests(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    today = oslo_date(now)
    if not (is_morning(school_plan, now) and tx.sweeps_done.first_time("digest", today)):
        return
    soon = SchoolCalendar(school_plan.calendar).add_school_days(today, school_plan.reminders.soon_school_days)
    stood, digests = due_by(soon, tx, school_plan), morning(tx, school_plan, today)
    told = [person.id for person in tx.people.active() if digests.digest(person, stood)]
    tx.outbox.put_all(MessageKind.DIGEST, DaySubject(day=today), told, now)
