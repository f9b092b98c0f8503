from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.reminders import waiting_alerts
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def tell_of_waiting_alerts(database: Database, school_plans: Plans, now: datetime) -> None:
    """Alerts that nobody has taken: told of again, each day to some and once a week to others."""
    in_each_school(waiting_alerts.tell_again, database, school_plans, now)
