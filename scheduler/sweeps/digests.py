from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.reminders import digests
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def queue_digests(database: Database, school_plans: Plans, now: datetime) -> None:
    """Once a day each person's morning."""
    in_each_school(digests.queue_digests, database, school_plans, now)
