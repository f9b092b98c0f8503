from datetime import datetime, timedelta

from domain.ids import SchoolId
from scheduler.sweeps.registry import Plans, each_alone, sweep
from storage.database import Database
from storage.unit_of_work import Unit


@sweep(every=timedelta(minutes=15))
def drop_expired_drafts(database: Database, _school_plans: Plans, now: datetime) -> int:
    """Drafts of alerts, and of forms without a case, live 24 hours (law 4), at a school without a plan too; how many
    of alerts were dropped.
    """

    def drop(unit: Unit, school_id: SchoolId) -> int:
        tx = unit.school(school_id)
        tx.form_drafts.drop_expired(now)
        return tx.drafts.drop_expired(now)

    return sum(each_alone(database.read(lambda unit: unit.schools.all()), drop, database))
