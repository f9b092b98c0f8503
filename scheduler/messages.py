"""An outbox row becomes a card at the moment of sending, if it still applies."""

from collections.abc import Callable, Mapping
from datetime import datetime

from cards import notices
from cards.elements import Card, stamp
from cards.receipt import receipt
from cards.reminders import alert_waits, digest_card
from domain.calendar import oslo_date
from domain.case import Case
from domain.deadlines import acknowledge_due, start_meeting_due
from domain.errors import NotFound
from domain.event import AlertId, CaseId
from domain.people import PersonId, SchoolId
from domain.plan import Plan
from domain.reminders import waits_too_long
from scheduler import posts
from storage.outbox import AGAIN
from storage.standings import morning, standings
from storage.tables import OutboxRow
from storage.unit_of_work import Tx

Render = Callable[[OutboxRow, Tx, Plan, datetime], Card | None]


def render(row: OutboxRow, tx: Tx, plans: Mapping[SchoolId, Plan], now: datetime) -> Card | None:
    """The card of a message, or None when there is no longer a reason to send it."""
    plan = plans.get(tx.school_id)
    card = _RENDERERS[row.kind.removesuffix(AGAIN)](row, tx, plan, now) if plan else None
    if card:
        stamp(card, tx.school_id)
    return card


def _case(row: OutboxRow, tx: Tx) -> Case | None:
    """The case, when it is open and the recipient is (still) on it: membership is checked now, not when queued."""
    try:
        case = tx.cases.get(CaseId(row.subject_id), PersonId(row.recipient_id or ""))
    except NotFound:
        return None
    return case if case.open else None


def _notice(row: OutboxRow, tx: Tx, _plan: Plan, _now: datetime) -> Card | None:
    case = _case(row, tx)
    return notices.new_alert(case) if case else None


def _joined(row: OutboxRow, tx: Tx, _plan: Plan, _now: datetime) -> Card | None:
    case = _case(row, tx)
    return notices.joined(case) if case else None


def _given(row: OutboxRow, tx: Tx, _plan: Plan, _now: datetime) -> Card | None:
    case = _case(row, tx)
    return notices.step_given(case) if case else None


def _received(row: OutboxRow, tx: Tx, _plan: Plan, _now: datetime) -> Card | None:
    """To the reporter, who need not be on the case: the reference and the time, which the receipt promised."""
    case = tx.cases.unguarded(CaseId(row.subject_id))
    own = [alert for alert in tx.alerts.of_cases([case.id]) if alert.reporter == row.recipient_id]
    at = tx.cases.received_at(case.id)
    return notices.received(own[0], case.reference, at) if own and at else None


def _unreached(row: OutboxRow, tx: Tx, _plan: Plan, _now: datetime) -> Card | None:
    """To the reporter, unless someone has been reached, or has taken the case, in the meantime."""
    case = tx.cases.unguarded(CaseId(row.subject_id))
    own = [alert for alert in tx.alerts.of_cases([case.id]) if alert.reporter == row.recipient_id]
    reached = tx.outbox.reaches_someone(case.id) or tx.cases.received_at(case.id)
    return None if reached or not own else notices.unreached(own[0], case.reference)


def _receipt(row: OutboxRow, tx: Tx, plan: Plan, _now: datetime) -> Card | None:
    alert = tx.alerts.unguarded(AlertId(row.subject_id))
    if alert is None or alert.reporter != row.recipient_id:
        return None
    acknowledge = oslo_date(acknowledge_due(alert.sent_at, plan, serious=False))
    return receipt(alert, plan, acknowledge, start_meeting_due(alert.sent_at, plan))


def _digest(row: OutboxRow, tx: Tx, plan: Plan, now: datetime) -> Card | None:
    """As things stand now: what has been done since is not there, and yesterday's is not sent today."""
    today = oslo_date(now)
    person = tx.people.known.get(PersonId(row.recipient_id or ""))
    if person is None or row.subject_id != today.isoformat():
        return None
    cases = tx.cases.visible(person.id)
    stands = standings(cases, tx, plan)
    stood = [(case, stands[case.id]) for case in cases]
    nudges = morning(tx, plan, today).digest(person, stood)
    return digest_card(nudges, today) if nudges else None


def _waiting(row: OutboxRow, tx: Tx, _plan: Plan, now: datetime) -> Card | None:
    case = _case(row, tx)
    return alert_waits(case) if case and waits_too_long(case, now) else None


_RENDERERS: dict[str, Render] = {
    "alert.notice": _notice,
    "alert.receipt": _receipt,
    "alert.received": _received,
    "alert.unreached": _unreached,
    "alert.waiting": _waiting,
    "case.joined": _joined,
    "digest": _digest,
    "evaluation.post": posts.evaluation,
    "week.post": posts.review,
    "year.post": posts.year_post,
    "step.given": _given,
}
