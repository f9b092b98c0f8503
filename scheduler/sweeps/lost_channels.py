from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.reminders import lost_channels
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def see_to_lost_channels(database: Database, school_plans: Plans, now: datetime) -> None:
    """Channels that cannot be reached: told to the leaders, and what they did not get is posted elsewhere."""
    in_each_school(lost_channels.see_to_lost_channels, database, school_plans, now)
