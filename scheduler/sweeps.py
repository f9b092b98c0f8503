"""Idempotent functions over the database: run as often as one likes, in as many processes as one likes."""

from datetime import datetime

from storage.database import Database


def drop_expired_drafts(database: Database, now: datetime) -> int:
    """Drafts live 24 hours (law 4); how many were dropped."""
    return database.run(lambda unit: sum(unit.school(s).drafts.drop_expired(now) for s in unit.schools.all()))
