from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.year import year_posts
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def post_year_tasks(database: Database, school_plans: Plans, now: datetime) -> None:
    """Once a day the tasks of the årshjul, and on its day the weekly review, in channels."""
    in_each_school(year_posts.post_tasks, database, school_plans, now)
