from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.patterns.ask_about import ask_about_entries
from storage.database import Database


@sweep(every=timedelta(minutes=5))
def ask_about_patterns(database: Database, school_plans: Plans, now: datetime) -> None:
    """Several entries on one pupil: the contact teacher is asked, then the next in the plan's order."""
    in_each_school(ask_about_entries, database, school_plans, now)
