from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.oversight import month_counts
from services.reminders import mornings
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def tell_of_the_morning(database: Database, school_plans: Plans, now: datetime) -> None:
    """Once a day each person's morning, and the evaluations that are due, in channels."""
    in_each_school(mornings.tell_of_the_morning, database, school_plans, now)


@sweep(every=timedelta(minutes=15))
def tell_upward(database: Database, school_plans: Plans, now: datetime) -> None:
    """Once a month the counts for the school owner's contact, where the plan file says so."""
    in_each_school(month_counts.tell_upward, database, school_plans, now)
