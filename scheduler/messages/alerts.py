"""To those who are told of an alert, and to the one who sent it."""

from collections.abc import Sequence

from cards import start
from cards.alert.receipt import receipt
from cards.kit.elements import Card
from cards.reminders import notices
from cards.reminders.digest import alert_waits
from domain.alert.alert import DRAFT_LIFE, Alert
from domain.case.case import Case
from domain.ids import CaseId
from domain.message import AlertSubject, CasesSubject, CaseSubject, DraftSubject, GatheredSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.waiting import waits_too_long
from domain.text.messages import N_
from scheduler.messages.cases import open_case
from scheduler.messages.registry import Sending, message
from services.alert_notices import notice_of, received_at, told_of


@message(MessageKind.ALERT_NOTICE, summary=N_("Nytt varsel. Åpne i Skolemiljø."))
def notice(subject: CaseSubject, sending: Sending) -> Card | None:
    return _notice(subject, sending)


@message(MessageKind.ALERT_OF_SEVERAL, summary=N_("Nytt varsel i flere saker. Åpne i Skolemiljø."))
def notice_of_several(subject: CasesSubject, sending: Sending) -> Card | None:
    return _notice(subject, sending)


@message(MessageKind.ALERTS_GATHERED, summary=N_("Nye varsler. Åpne i Skolemiljø."))
def gathered(subject: GatheredSubject, sending: Sending) -> Card | None:
    """How many of them the recipient is on that are open now; those stand in `saker`."""
    found = told_of(subject, sending.recipient, sending.tx, oslo_date(sending.now))
    if not found or not all(case.received_at for case in found):
        return notices.new_alerts(len(found), _taken(found)) if found else None
    return _notice(subject, sending)


@message(MessageKind.ALERT_WAITING, summary=N_("Et varsel venter på å bli tatt imot."))
def waiting(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return alert_waits(case) if case and waits_too_long(case, sending.now) else None


@message(MessageKind.ALERT_RECEIPT, summary=N_("Varselet er sendt."))
def sent(subject: AlertSubject, sending: Sending) -> Card | None:
    alert, school_plan = sending.tx.alerts.unguarded(subject.alert_id), sending.school_plan
    if alert is None or alert.reporter != sending.recipient:
        return None
    return receipt(alert, school_plan)


@message(MessageKind.ALERT_RECEIVED, summary=N_("Et varsel du har sendt, er tatt imot."))
def received(subject: CaseSubject, sending: Sending) -> Card | None:
    """To the reporter, who need not be on the case: the reference and the time, which the receipt promised."""
    case = sending.tx.cases.unguarded(subject.case_id)
    alert, at = _own_alert(case.id, sending), received_at(case.id, sending.tx)
    return notices.received(alert, case.reference, at) if alert and at else None


@message(MessageKind.ALERT_CLOSED, summary=N_("Saken du varslet om, er avsluttet."))
def closed(subject: CaseSubject, sending: Sending) -> Card | None:
    """To the reporter, unless it is open again; that it was registered wrongly stands behind «Vis»."""
    case, now = sending.tx.cases.unguarded(subject.case_id), sending.tx.cases.kept(subject.case_id)
    alert, at = _own_alert(case.id, sending), None if sending.recipient in now.barred else now.closed_at
    return notices.closed(alert, case.reference, at) if alert and at else None


@message(MessageKind.ALERT_WRONG, summary=N_("Den som varslet, har gitt beskjed om noe i en sak."))
def wrong(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return notices.wrong(case) if case else None


@message(MessageKind.ALERT_UNREACHED, summary=N_("Et varsel du har sendt, har ikke kommet fram."))
def unreached(subject: CaseSubject, sending: Sending) -> Card | None:
    """To the reporter, unless someone has been reached, or has taken the case, in the meantime."""
    case = sending.tx.cases.unguarded(subject.case_id)
    alert = _own_alert(case.id, sending)
    if alert is None or received_at(case.id, sending.tx):
        return None
    reached = sending.tx.outbox.reached(*notice_of(case.id, [alert])) & case.members
    return None if reached else notices.unreached(alert, case.reference)


@message(MessageKind.ALERT_ADDED, summary=N_("Nytt i et varsel. Åpne i Skolemiljø."))
def added(subject: CaseSubject, sending: Sending) -> Card | None:
    case = open_case(subject, sending)
    return notices.added(case) if case else None


@message(MessageKind.DRAFT_EXPIRES, summary=N_("Du har et varsel som ikke er sendt."))
def draft_expires(subject: DraftSubject, sending: Sending) -> Card | None:
    """Unless it has been sent or deleted in the meantime."""
    draft = sending.tx.drafts.get(subject.draft_id, sending.recipient)
    if draft is None or draft.expired(sending.now):
        return None
    return notices.draft_expires(draft, draft.started_at + DRAFT_LIFE)


@message(MessageKind.WROTE_ELSEWHERE, summary=N_("En melding til deg."))
def wrote_elsewhere(subject: DraftSubject, sending: Sending) -> Card | None:
    """Unless it is long ago: then it is deleted, or has been read."""
    late = sending.now - sending.message.created_at > DRAFT_LIFE
    return None if late else start.wrote_elsewhere(subject.draft_id, subject.schools)


def _notice(subject: CaseSubject | CasesSubject | GatheredSubject, sending: Sending) -> Card | None:
    """Of the cases of it that the recipient is on and that are open now: new, or taken, and by whom."""
    cases, tx = told_of(subject, sending.recipient, sending.tx, oslo_date(sending.now)), sending.tx
    if not cases:
        return None
    last = max(cases, key=lambda case: case.received_at or case.opened_at)
    if last.received_by is None or not all(case.received_at for case in cases):
        return notices.new_alert(cases, _taken(cases))
    return notices.taken(cases, tx.people.get(last.received_by).role_label, last.received_at or last.opened_at)


def _taken(cases: Sequence[Case]) -> int:
    return sum(case.received_at is not None for case in cases)


def _own_alert(case_id: CaseId, sending: Sending) -> Alert | None:
    """The recipient's first alert behind the case."""
    alerts = sending.tx.alerts.of_cases([case_id])
    return next((alert for alert in alerts if alert.reporter == sending.recipient), None)
