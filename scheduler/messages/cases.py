"""To those who come onto a case, or are given a step of it."""

from cards.kit.elements import Card
from cards.reminders import notices
from domain.case.case import Case
from domain.errors import NotFound
from domain.message import CaseSubject, MessageKind
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message


def open_case(subject: CaseSubject, sending: Sending) -> Case | None:
    """The case, when it is open and the recipient is (still) on it: membership is checked now, not when queued."""
    try:
        case = sending.tx.cases.get(subject.case_id, sending.recipient)
    except NotFound:
        return None
    return case if case.open else None


@message(MessageKind.CASE_JOINED, summary=N_("Du er lagt til i en sak."))
def joined(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return notices.joined(case) if case else None


@message(MessageKind.STEP_GIVEN, summary=N_("Du har fått et steg i en sak."))
def step_given(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return notices.step_given(case) if case else None
