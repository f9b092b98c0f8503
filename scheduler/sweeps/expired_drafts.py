from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, sweep
from storage.database import Database


@sweep(every=timedelta(minutes=15))
def drop_expired_drafts(database: Database, _school_plans: Plans, now: datetime) -> int:
    """Drafts live 24 hours (law 4), at a school without a plan too; how many were dropped."""
    return database.run(lambda unit: sum(unit.school(one).drafts.drop_expired(now) for one in unit.schools.all()))
