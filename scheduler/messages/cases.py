"""To those who come onto a case, or are given a step of it or a measure."""

from cards.case.done import done_card
from cards.kit.elements import Card
from cards.reminders import notices
from domain.case.case import Case
from domain.errors import NotFound
from domain.message import CaseSubject, FormSubject, MessageKind
from domain.oslo import oslo_date
from domain.retention.rules import WARNED
from domain.text.messages import N_
from domain.text.moments import listing
from scheduler.messages.registry import Sending, message
from services.retention.fates import fate_of


def open_case(subject: CaseSubject, sending: Sending) -> Case | None:
    """The case, when it is open and the recipient is (still) on it: membership is checked now, not when queued."""
    try:
        case = sending.tx.cases.get(subject.case_id, sending.recipient, oslo_date(sending.now))
    except NotFound:
        return None
    return case if case.open else None


@message(MessageKind.CASE_JOINED, summary=N_("Du er lagt til i en sak."))
def joined(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return notices.joined(case) if case else None


@message(MessageKind.CASE_IN_NEED, summary=N_("En leder har brukt nødtilgang i en sak."))
def in_need(subject: CaseSubject, sending: Sending) -> Card | None:
    """Who and why stands in the case. The principal is told, on it or not; nobody who is barred from it is."""
    case = sending.tx.cases.unguarded(subject.case_id)
    if sending.recipient in case.barred:
        return None
    return notices.in_need(case, on_it=case.admits(sending.recipient, oslo_date(sending.now)))


@message(MessageKind.CASE_TO_GO, summary=N_("En avsluttet sak slettes snart."))
def to_go(subject: CaseSubject, sending: Sending) -> Card | None:
    """To those who lead it. Not when it has been opened again, put off, or is to be kept."""
    try:
        case = sending.tx.cases.get(subject.case_id, sending.recipient, oslo_date(sending.now))
    except NotFound:
        return None
    day = fate_of(case, sending.tx, sending.school_plan).on
    return notices.to_go(case) if day and day - WARNED <= oslo_date(sending.now) else None


@message(MessageKind.CASE_CLOSED, summary=N_("En sak er avsluttet."))
def closed(subject: CaseSubject, sending: Sending) -> Card | None:
    """Not when it is open again. Who only carried a measure of it is not told which it is."""
    case = sending.tx.cases.unguarded(subject.case_id)
    if case.closed_at is None or sending.recipient in case.barred:
        return None
    on_it = sending.recipient in case.members
    return notices.case_closed(case, case.closed_at) if on_it else notices.measures_closed()


@message(MessageKind.STEP_GIVEN, summary=N_("Du har fått et steg i en sak."))
def step_given(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return notices.step_given(case) if case else None


@message(MessageKind.MEASURE_GIVEN, summary=N_("Du har fått noe å gjøre. Åpne i Skolemiljø."))
def measure_given(subject: CaseSubject, sending: Sending) -> Card | None:
    """When it is (still) theirs to do."""
    own = sending.tx.measures.of(sending.recipient, oslo_date(sending.now))
    return notices.something_to_do() if any(subject.case_id in one.case.family for one in own) else None


@message(MessageKind.FORM_DONE, summary=N_("Lagret."))
def form_done(subject: FormSubject, sending: Sending) -> Card | None:
    """What the message becomes where the form was opened; nothing more of a case for who is no longer on it."""
    reference, tx = "", sending.tx
    try:
        if subject.case_id:
            reference = tx.cases.get(subject.case_id, sending.recipient, oslo_date(sending.now)).reference
        if subject.alert_id:
            reference = listing(tx.alerts.get(subject.alert_id, sending.recipient).references)
    except NotFound:
        return None
    return done_card(subject, reference, sending.message.created_at)
