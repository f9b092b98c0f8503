"""What is counted for the school owner's contact: to the contact each month, and once to those it is about."""

from cards.kit.elements import Card
from cards.oversight import month_counts as cards
from domain.ids import PersonId
from domain.message import DaySubject, MessageKind
from domain.people.permissions import Permission, may
from domain.people.person import Role
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message


@message(MessageKind.OVERSIGHT_ON, summary=N_("Skoleeier får tall hver måned."))
def switched_on(_since: DaySubject, sending: Sending) -> Card | None:
    """To a leader, while it is on."""
    leader = next((one for one in sending.tx.people.active() if one.id == sending.recipient), None)
    concerned = sending.school_plan.owner_counts and leader and may(leader, Permission.BREAK_GLASS)
    return cards.switched_on_card() if concerned else None


@message(MessageKind.MONTH_COUNTS, summary=N_("Månedens tall fra skolen."))
def month_counts(month: DaySubject, sending: Sending) -> Card | None:
    """To the owner's contact, while it is on. The numbers are shown to whoever presses."""
    if not (sending.school_plan.owner_counts and _is_owner(sending.recipient, sending)):
        return None
    return cards.ready_card(month.day, sending.school_plan.school)


def _is_owner(person: PersonId, sending: Sending) -> bool:
    return any(one.id == person and one.has(Role.SCHOOL_OWNER) for one in sending.tx.people.active())
