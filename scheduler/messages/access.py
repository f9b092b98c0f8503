"""To those who are let in for a day."""

from cards.access.substitutes_help import welcome
from cards.kit.elements import Card
from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message


@message(MessageKind.SUBSTITUTE_LET_IN, summary=N_("Du har fått tilgang som vikar i dag."))
def let_in(subject: DaySubject, sending: Sending) -> Card | None:
    """That day, and to who is a substitute still."""
    person = sending.tx.people.get(sending.recipient)
    return welcome(sending.school_plan) if person.until and subject.day == oslo_date(sending.now) else None
