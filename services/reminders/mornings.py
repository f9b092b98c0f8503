"""The morning of a school day, from one look at the school's cases."""

from datetime import datetime

from domain.oslo import oslo_date
from domain.reminders.digest import is_morning
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from services.activity_plan.evaluation_posts import post_evaluations
from services.reminders.digests import queue_digests
from services.steps.case_progress import due_by
from storage.unit_of_work import Tx


def tell_of_the_morning(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Once a day each person's digest, and in channels the evaluations that are due. Neither stops the other."""
    today = oslo_date(now)
    if not (is_morning(school_plan, now) and tx.sweeps_done.first_time("morning", today)):
        return
    soon = SchoolCalendar(school_plan.calendar).add_school_days(today, school_plan.reminders.soon_school_days)
    stood = due_by(soon, tx, school_plan)
    with tx.alone("sweep", sweep="digests"):
        queue_digests(stood, tx, school_plan, now)
    with tx.alone("sweep", sweep="evaluations"):
        post_evaluations(stood, tx, now)
