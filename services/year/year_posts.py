"""The årshjul in channels: the tasks of the day, and on the day of a meeting the list it goes through."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.message import ListSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.channel import Channel, gets, grades_of, told_of_cases
from domain.reminders.digest import is_morning
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Whose
from domain.year.posts import Covered, posts_of
from domain.year.tasks import TaskState
from storage.unit_of_work import Tx

BINDING_WAITS = timedelta(weeks=3)
"""For so long, at most, what stands open in a channel that is bound waits for a day it can be told."""


def states(tx: Tx, school_plan: SchoolPlan) -> list[TaskState]:
    """Every task of the school year, by due; worked out once."""
    return tx.once("year", lambda: tx.year.states(school_plan))


def post_tasks(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Those of the day, and of the days nobody swept before it, to each channel that is for them: in as many posts as
    it takes. One that is told this morning of all that stands open has them there.
    """
    today = oslo_date(now)
    whose = [one for one in Whose if is_morning(school_plan, now, one) and tx.sweeps_done.first_time(_done(one), today)]
    if not whose:
        return
    covered = _covered(whose, today, tx)
    recent = tx.outbox.put_in_channels(MessageKind.YEAR_POST, Covered, now - BINDING_WAITS)
    told = {where for where, one in recent if one.standing and one.until == today}
    for channel in (one for one in tx.channels.all() if one.id not in told):
        post_to(channel, covered, tx, school_plan, now)
    _post_lists(states(tx, school_plan), whose, today, tx, now)


def post_to(
    channel: Channel, covered: Covered, tx: Tx, school_plan: SchoolPlan, now: datetime, *, key: str = ""
) -> None:
    """What a channel is told of those days, in as many posts as it takes: by what it gets now, if nothing is said."""
    told = covered if covered.gets else replace(covered, gets=gets(tx.channels.all(), channel))
    for part, post in enumerate(posts_of(states(tx, school_plan), told, grades_of(tx.people.active())), start=1):
        if post.waits:
            tx.outbox.post(MessageKind.YEAR_POST, replace(told, part=part), [channel.id], now, key=key)


def _post_lists(of_year: Sequence[TaskState], whose: Sequence[Whose], today: date, tx: Tx, now: datetime) -> None:
    """What each meeting of the day goes through, where it has its channel."""
    channels = tx.channels.all()
    for state in of_year:
        lists = state.task.lists
        if lists and today == state.one.due and state.task.calendar in whose:
            subject = ListSubject(day=today, lists=lists, aks=state.task.calendar is Whose.AKS)
            to = [channel.id for channel in told_of_cases(channels, state.task)]
            tx.outbox.post(MessageKind.REVIEW_POST, subject, to, now)


def _covered(whose: Sequence[Whose], today: date, tx: Tx) -> Covered:
    since = {one: tx.sweeps_done.last_time(_done(one), today) or today - timedelta(days=1) for one in whose}
    return Covered(school=since.get(Whose.SCHOOL, today), aks=since.get(Whose.AKS, today), until=today)


def _done(whose: Whose) -> str:
    return f"year:{whose}"
