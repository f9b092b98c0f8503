from datetime import datetime, timedelta

from scheduler.sweeps.registry import Plans, in_each_school, sweep
from services.activity_plan import evaluation_posts
from storage.database import Database


@sweep(every=timedelta(minutes=1))
def post_evaluations(database: Database, school_plans: Plans, now: datetime) -> None:
    """Once a day the evaluations that are due, in channels."""
    in_each_school(evaluation_posts.post_evaluations, database, school_plans, now)
