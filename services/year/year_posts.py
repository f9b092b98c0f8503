"""The årshjul in channels: the tasks of the day, and on its day the weekly review."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.channel import grades_of, receiving
from domain.reminders.digest import is_morning
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Purpose, Whose
from domain.year.posts import Covered, in_post
from storage.unit_of_work import Tx


def post_tasks(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Those of the day, and of the days nobody swept before it, in one post to each channel that is for them."""
    today = oslo_date(now)
    whose = [one for one in Whose if is_morning(school_plan, now, one) and tx.sweeps_done.first_time(_done(one), today)]
    if not whose:
        return
    covered = _covered(whose, today, tx)
    people, channels = tx.people.active(), tx.channels.all()
    states, grades = tx.year.states(school_plan, people), grades_of(people)
    told = [one.id for one in channels if any(not s.done_on for s in in_post(states, one, channels, covered, grades))]
    tx.outbox.post(MessageKind.YEAR_POST, covered, told, now)
    review = any(state.task.lists_plans and today in state.posts for state in states)
    if review and Whose.SCHOOL in whose:
        to = [channel.id for channel in receiving(channels, (Purpose.EVALUATIONS,))]
        tx.outbox.post(MessageKind.REVIEW_POST, DaySubject(day=today), to, now)


def _covered(whose: Sequence[Whose], today: date, tx: Tx) -> Covered:
    since = {one: tx.sweeps_done.last_time(_done(one), today) or today - timedelta(days=1) for one in whose}
    return Covered(school=since.get(Whose.SCHOOL, today), aks=since.get(Whose.AKS, today), until=today)


def _done(whose: Whose) -> str:
    return f"year:{whose}"
