"""Idempotent functions over the database: run as often as one likes, in as many processes as one likes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from domain.calendar import SchoolCalendar, oslo_date
from domain.case import Case
from domain.channel import ChannelId, Purpose, receiving
from domain.people import SchoolId
from domain.plan import Plan
from domain.procedure import Does
from domain.progress import Progress
from domain.reminders import awake, is_left, is_morning, reminded, waits_too_long
from domain.year_rules import Whose
from scheduler.standing_in import bring_in
from storage.database import Database
from storage.standings import due_on, morning, spoken_of, standings
from storage.unit_of_work import Tx, Unit
from storage.year import POST, Covered, in_post

Plans = Mapping[SchoolId, Plan]
Sweep = Callable[[Tx, Plan, datetime], None]
EVALUATION, REVIEW = "evaluation.post", "week.post"


def drop_expired_drafts(database: Database, now: datetime) -> int:
    """Drafts live 24 hours (law 4); how many were dropped."""
    return database.run(lambda unit: sum(unit.school(s).drafts.drop_expired(now) for s in unit.schools.all()))


def queue_reminders(database: Database, plans: Plans, now: datetime) -> None:
    """Once a day the digests and what is posted in channels; alerts that nobody has taken, once a day and person."""
    for sweep in (_waiting_alerts, queue_digests, queue_year_tasks, queue_evaluations):
        for school_id, plan in plans.items():
            database.run(lambda unit, s=school_id, p=plan, sweep=sweep: _in_school(sweep, s, p, unit, now))  # type: ignore[misc]  # bound at once


def _in_school(sweep: Sweep, school_id: SchoolId, plan: Plan, unit: Unit, now: datetime) -> None:
    if school_id in unit.schools.all():
        sweep(unit.school(school_id), plan, now)


def _waiting_alerts(tx: Tx, plan: Plan, now: datetime) -> None:
    today = oslo_date(now)
    for case in tx.cases.due_by(today):
        if waits_too_long(case, now) and awake(case, plan, now):
            people = tx.people.active()
            if is_left(case, plan, today):
                case = bring_in(case, reminded(case, people), tx, plan, now)  # noqa: PLW2901  (the case as it is now)
            told = [person.id for person in reminded(case, people)]
            tx.outbox.put_all("alert.waiting", case.id, told, now, key=today.isoformat())


def queue_digests(tx: Tx, plan: Plan, now: datetime) -> None:
    """A person's morning, on school days."""
    today = oslo_date(now)
    if not (is_morning(plan, now) and tx.outbox.first_time("digest", today)):
        return
    stood = _due(tx, plan, SchoolCalendar(plan.calendar).add_school_days(today, plan.reminders.soon_school_days))
    digests = morning(tx, plan, today)
    told = [person.id for person in tx.people.active() if digests.digest(person, stood)]
    tx.outbox.put_all("digest", today.isoformat(), told, now)


def _due(tx: Tx, plan: Plan, by: date) -> list[tuple[Case, Progress]]:
    """The cases where something is due by that day. Those that had changed are looked at, and need not be again."""
    cases = tx.cases.due_by(by)
    stands = standings(cases, tx, plan)
    for case in cases:
        tx.cases.looked_at(case, due_on(stands[case.id]))
    return [(case, stands[case.id]) for case in cases]


def queue_year_tasks(tx: Tx, plan: Plan, now: datetime) -> None:
    """The tasks of the day, and of the days nobody swept before it, in one post to each channel that is for them."""
    today = oslo_date(now)
    whose = [one for one in Whose if is_morning(plan, now, one) and tx.outbox.first_time(f"year:{one}", today)]
    if not whose:
        return
    since = {one: (tx.outbox.last_time(f"year:{one}", today) or today - timedelta(days=1)) for one in whose}
    covered = Covered(school=since.get(Whose.SCHOOL, today), aks=since.get(Whose.AKS, today), until=today)
    states, channels = tx.year.states(plan, tx.people.active()), tx.channels.all()
    told = [one.id for one in channels if any(not s.done_on for s in in_post(states, one, channels, covered))]
    tx.outbox.post(POST, covered.subject, told, now)
    review = any(state.task.lists_plans and today in state.posts for state in states)
    if review and Whose.SCHOOL in whose:
        tx.outbox.post(REVIEW, today.isoformat(), _evaluations(tx), now)


def queue_evaluations(tx: Tx, plan: Plan, now: datetime) -> None:
    """«Evaluering i sak 2026-014 er i dag», once for each day that was set. Never of a case that is not spoken of."""
    today = oslo_date(now)
    if not (is_morning(plan, now) and tx.outbox.first_time("evaluations", today)):
        return
    for case, progress in _due(tx, plan, today):
        step = progress.that(Does.EVALUATE)
        if step and step.due and step.due <= today and spoken_of(case):
            tx.outbox.post(EVALUATION, f"{case.id}/{step.due}", _evaluations(tx), now)


def _evaluations(tx: Tx) -> list[ChannelId]:
    return [channel.id for channel in receiving(tx.channels.all(), Purpose.EVALUATIONS)]
