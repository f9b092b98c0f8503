"""Concern for the care at home: a duty of whoever has it, not of the case (§ 24-3).

The answer stands with the reporter's own alert, in no case's history: the reporter reads it, and of the case the
principal only that it was given.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from domain.alert.alert import Alert
from domain.case.deadlines import care_report_due
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, PersonId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.prose import WORDS, letters
from services.alert.own_alert import own_alert
from services.turn import Turn
from storage.unit_of_work import Tx

REPORTED, NOT_REPORTED = "ja", "nei"
ANSWER = "meldt"
REMINDED = timedelta(days=90)
"""How long after the alert its reporter is reminded in the morning; under «mine» it stands until it is answered."""


def concerned_alert(alert_id: str, turn: Turn) -> Alert:
    """As `own_alert`; raises `Refused` for one that speaks of no such concern."""
    alert = own_alert(alert_id, turn)
    if not alert.form.care_concern:
        raise Refused("Varselet sier ikke at du er bekymret for omsorgen hjemme. Åpne varselet på nytt.")
    return alert


def report_care(alert_id: str, answer: str, on: date | None, words: str, answer_id: str, turn: Turn) -> Alert:
    """Reported, with the day; or why not. The same press twice is once; the newest answer counts. Raises `Invalid`."""
    alert = concerned_alert(alert_id, turn)
    if answer not in {REPORTED, NOT_REPORTED}:
        raise Invalid("reported", "Svar på dette spørsmålet.")
    reported = answer == REPORTED
    if reported and on is None:
        raise Invalid("on", "Skriv dagen du meldte.")
    if reported and on:
        turn.days.has_come("on", on, turn.today)
    if letters(words) < WORDS:
        raise Invalid("words", "Skriv hvordan du meldte, eller hvorfor du ikke gjør det.")
    details = Details(day=on if reported else None, words=words, answers={ANSWER: answer})
    key = hashlib.sha256(f"{answer_id}:{answer}:{details.day}:{words}".encode()).hexdigest()[:24]
    turn.tx.events.add_once(
        key, Event(kind=EventKind.ALERT_CARE, at=turn.now, by=turn.actor.id, details=details, alert_id=alert.id)
    )
    return alert


def care_answers(alert_id: AlertId, tx: Tx) -> list[Event]:
    """What the reporter has answered, oldest first."""
    return [event for event in tx.events.of_alert(alert_id) if event.kind is EventKind.ALERT_CARE]


def to_report(alerts: Iterable[Alert], tx: Tx, school_plan: SchoolPlan) -> list[tuple[Alert, date]]:
    """Of a reporter's own alerts those whose concern is not answered, and by when it is to be (Oslo)."""
    concerned = [alert for alert in alerts if alert.form.care_concern]
    return [(one, care_report_due(one.sent_at, school_plan)) for one in concerned if not care_answers(one.id, tx)]


def still_to_report(tx: Tx, school_plan: SchoolPlan, now: datetime) -> set[PersonId]:
    """Who has not answered what they were lately concerned for."""
    return {alert.reporter for alert, _due in to_report(tx.alerts.sent_since(now - REMINDED), tx, school_plan)}
