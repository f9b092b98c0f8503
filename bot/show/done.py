"""The receipt of a form that is finished; the message in the chat becomes it too."""

from datetime import date

from bot.router import Show
from cards.case.done import done_card
from domain.alert.alert import Alert
from domain.case.case import Case
from domain.message import Done, FormSubject, MessageKind
from domain.text.moments import listing
from services.turn import Turn


def show_done(
    done: Done, turn: Turn, *, case: Case | None = None, alert: Alert | None = None, day: date | None = None
) -> Show:
    """Of a form on a case, of an alert, or of neither."""
    case_id, alert_id = case.id if case else None, alert.id if alert else None
    subject = FormSubject(done=done, case_id=case_id, alert_id=alert_id, day=day)
    reference = case.reference if case else listing(alert.references) if alert else ""
    return Show(done_card(subject, reference, turn.now), settles=(MessageKind.FORM_DONE, subject))
