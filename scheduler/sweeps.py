"""Idempotent functions over the database: run as often as one likes, in as many processes as one likes."""

from collections.abc import Mapping
from datetime import datetime

from domain.calendar import oslo_date
from domain.case import Case
from domain.people import SchoolId
from domain.plan import Plan
from domain.reminders import Morning, awake, is_morning, reminded, waits_too_long
from storage.database import Database
from storage.standings import standings
from storage.unit_of_work import Tx, Unit

Plans = Mapping[SchoolId, Plan]


def drop_expired_drafts(database: Database, now: datetime) -> int:
    """Drafts live 24 hours (law 4); how many were dropped."""
    return database.run(lambda unit: sum(unit.school(s).drafts.drop_expired(now) for s in unit.schools.all()))


def queue_reminders(database: Database, plans: Plans, now: datetime) -> None:
    """The morning's digests, once a school day; and alerts that nobody has taken in time, once a day and person."""
    for school_id, plan in plans.items():
        database.run(lambda unit, school_id=school_id, plan=plan: _remind(school_id, plan, unit, now))  # type: ignore[misc]  # bound at once


def _remind(school_id: SchoolId, plan: Plan, unit: Unit, now: datetime) -> None:
    if school_id not in unit.schools.all():
        return
    tx = unit.school(school_id)
    cases = tx.cases.all_open()
    _waiting_alerts(cases, tx, plan, now)
    today = oslo_date(now)
    if is_morning(plan, now) and tx.outbox.first_time("digest", today):
        stands = standings(cases, tx, plan)
        people = tx.people.active()
        morning, stood = (
            Morning(people, plan, today, tx.absences.on(today)),
            [(case, stands[case.id]) for case in cases],
        )
        told = [person.id for person in people if morning.digest(person, stood)]
        tx.outbox.put_all("digest", today.isoformat(), told, now)


def _waiting_alerts(cases: list[Case], tx: Tx, plan: Plan, now: datetime) -> None:
    today = oslo_date(now).isoformat()
    for case in cases:
        if waits_too_long(case, now) and awake(case, plan, now):
            told = [person.id for person in reminded(case, tx.people.active())]
            tx.outbox.put_all("alert.waiting", case.id, told, now, key=today)
