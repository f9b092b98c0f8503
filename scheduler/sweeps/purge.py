from datetime import date, datetime, timedelta

import structlog

from domain.ids import SchoolId
from domain.oslo import oslo_date
from scheduler.sweeps.registry import Plans, each_alone, sweep
from services.retention.purge_schools import purge_all_references, purge_schools
from storage.database import Database
from storage.unit_of_work import Unit

log = structlog.get_logger(__name__)
DAY = timedelta(days=1)


@sweep(every=DAY)
def purge(database: Database, school_plans: Plans, now: datetime) -> None:
    """What has had its time, by the plan files; the log says how much of what. Once a day for each school, also when
    the bot starts often: the fate of every closed case is worked out.
    """
    for school_id in school_plans:
        with database.keys.failures.alone("school", school=school_id):
            if not _is_done(database, school_id, oslo_date(now)):
                _purge_school(database, {school_id: school_plans[school_id]}, now)
    if references := purge_all_references(database, school_plans, now):
        log.info("purged", references=references)


def _purge_school(database: Database, school_plan: Plans, now: datetime) -> None:
    for school_id, found in purge_schools(database, school_plan, now):
        each_alone([school_id], lambda unit, school: _done(unit, school, oslo_date(now)), database)
        if found:
            log.info("purged", school=school_id, **found.counts)


def _is_done(database: Database, school_id: SchoolId, today: date) -> bool:
    return database.read(lambda unit: unit.school(school_id).sweeps_done.last_time("purge", today + DAY) == today)


def _done(unit: Unit, school_id: SchoolId, today: date) -> None:
    if unit.schools.has(school_id):
        unit.school(school_id).sweeps_done.first_time("purge", today)
