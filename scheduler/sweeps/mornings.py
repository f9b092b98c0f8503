from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.reminders import mornings
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def tell_of_the_morning(database: Database, school_plans: Plans, now: datetime) -> None:
    """Once a day each person's morning, and the evaluations that are due, in channels."""
    in_each_school(mornings.tell_of_the_morning, database, school_plans, now)
