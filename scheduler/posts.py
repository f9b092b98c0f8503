"""What is posted in channels: the årshjul, evaluations, the weekly review. Of a case its number only (law 1)."""

from datetime import date, datetime

from cards.elements import Card
from cards.posts import evaluation_post, review_post
from cards.year import post_card
from domain.calendar import oslo_date
from domain.channel import Channel
from domain.errors import NotFound
from domain.event import CaseId
from domain.plan import Plan
from domain.procedure import WITH_PLAN, Does
from storage.outbox import AGAIN
from storage.standings import spoken_of, standings
from storage.tables import OutboxRow
from storage.unit_of_work import Tx
from storage.year import Covered, in_post


def year_post(row: OutboxRow, tx: Tx, plan: Plan, now: datetime) -> Card | None:
    """Not sent when everything in it is done; a post that stands says so."""
    channels = tx.channels.all()
    channel = _channel(row, channels)
    covered = Covered.of(row.subject_id)
    found = in_post(tx.year.states(plan, tx.people.active()), channel, channels, covered)
    if not found or (not _stands(row) and all(state.done_on for state in found)):
        return None
    return post_card(found, row.subject_id, covered.until, oslo_date(now))


def evaluation(row: OutboxRow, tx: Tx, plan: Plan, now: datetime) -> Card | None:
    """Not sent when it is done, put off or the case is closed; a post that stands says so."""
    case_id, _, day = row.subject_id.partition("/")
    try:
        case = tx.cases.unguarded(CaseId(case_id))
    except NotFound:
        return None
    step = standings([case], tx, plan)[case.id].that(Does.EVALUATE)
    waits = case.open and step is not None and step.due is not None and step.due <= date.fromisoformat(day)
    if not spoken_of(case) or not (waits or _stands(row)):
        return None
    return evaluation_post(case.reference, date.fromisoformat(day), oslo_date(now), settled=not waits)


def review(row: OutboxRow, tx: Tx, plan: Plan, now: datetime) -> Card | None:
    """The open plans by number, on the day of the review, when there are any; the rest is for each one's own chat."""
    today = oslo_date(now)
    if row.subject_id != today.isoformat():
        return None
    cases = [case for case in tx.cases.all_open() if spoken_of(case)]
    stands = standings(cases, tx, plan)
    open_plans = [case.reference for case in cases if stands[case.id].branch in WITH_PLAN]
    return review_post(open_plans, today) if open_plans else None


def _channel(row: OutboxRow, channels: list[Channel]) -> Channel | None:
    return next((channel for channel in channels if channel.id == row.channel_id), None)


def _stands(row: OutboxRow) -> bool:
    """Whether it replaces a post that is there already."""
    return row.kind.endswith(AGAIN)
