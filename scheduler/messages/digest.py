"""A person's morning."""

from cards.kit.elements import Card
from cards.reminders.digest import digest_card
from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message
from services.steps.case_progress import morning, standing


@message(MessageKind.DIGEST, summary=N_("Steg som venter på deg i dag."))
def digest(subject: DaySubject, sending: Sending) -> Card | None:
    """As things stand now: what has been done since is not there, and yesterday's is not sent today."""
    tx, school_plan, today = sending.tx, sending.school_plan, oslo_date(sending.now)
    person = tx.people.known.get(sending.recipient)
    if person is None or subject.day != today:
        return None
    stand = standing(tx.cases.visible(person.id), tx, school_plan)
    nudges = morning(tx, school_plan, today).digest(person, stand)
    return digest_card(nudges, today) if nudges else None
