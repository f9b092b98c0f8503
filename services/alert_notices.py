"""How people are told of an alert: by a notice of all its cases, or by one of several alerts; and what that becomes."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from domain.alert.alert import Alert
from domain.case.case import Case, Ending
from domain.case.merging import taken_with
from domain.ids import CaseId, PersonId
from domain.message import CasesSubject, CaseSubject, GatheredSubject, MessageKind
from services.turn import Turn
from storage.unit_of_work import Tx

IN_USE = timedelta(minutes=30)
"""Who has opened the case may be working in the message itself: it changes later."""


def notice_of(
    case_id: CaseId, alerts: Iterable[Alert]
) -> tuple[MessageKind, CaseSubject | CasesSubject | GatheredSubject]:
    """The message that tells of the case, by the alert among these that opened it."""
    alert = next((one for one in alerts if case_id in one.cases), None)
    if alert and alert.gathered_at:
        return MessageKind.ALERTS_GATHERED, GatheredSubject(reporter=alert.reporter, at=alert.gathered_at)
    if alert and len(alert.cases) > 1:
        return MessageKind.ALERT_OF_SEVERAL, CasesSubject(alert_id=alert.id)
    return MessageKind.ALERT_NOTICE, CaseSubject(case_id=case_id)


def cases_told_of(subject: CaseSubject | CasesSubject | GatheredSubject, tx: Tx) -> list[CaseId]:
    """Of all the alerts behind one notice; not for showing, as ids never are."""
    match subject:
        case CaseSubject(case_id=case_id):
            return [case_id]
        case CasesSubject(alert_id=alert_id):
            alert = tx.alerts.unguarded(alert_id)
            return [*alert.cases] if alert else []
        case _:
            alerts = tx.alerts.gathered(subject.reporter, subject.at)
            return [case_id for alert in alerts for case_id in alert.cases]


def told_of(
    subject: CaseSubject | CasesSubject | GatheredSubject, person: PersonId, tx: Tx, today: date
) -> tuple[Case, ...]:
    """The cases of a notice as they are now, that are open and that the person is on; newest last."""
    kept: list[CaseId] = []
    for case_id in cases_told_of(subject, tx):
        with tx.failures.alone("case", case=case_id):
            kept.append(tx.cases.kept(case_id).id)
    found = tx.cases.those(dict.fromkeys(kept), person, today) if kept else ()
    return tuple(sorted(found, key=lambda case: case.reference))


def tell_it_is_taken(case_id: CaseId, by: PersonId, tx: Tx, now: datetime) -> None:
    """Every notice of the case says so from now on; that of who has just taken it is their card."""
    kind, subject = notice_of(case_id, tx.alerts.of_cases([case_id]))
    opened = dict.fromkeys(tx.trail.opened_by([case_id]), now + IN_USE)
    tx.outbox.change(kind, subject, now, key=f"taken:{case_id}", later=opened, but=by)


def tell_of_addition(
    kind: MessageKind, answering: Iterable[tuple[Case, AbstractSet[PersonId]]], key: str, turn: Turn
) -> None:
    """What the reporter has added to an alert of several cases: everyone hears once, of the first that is theirs."""
    told = {turn.actor.id}
    for case, people in answering:
        new = sorted(people - told)
        told |= people
        turn.tx.outbox.put_all(kind, CaseSubject(case_id=case.id), new, turn.now, key=key)


def tell_reporters(taken: Sequence[CaseId], turn: Turn) -> None:
    """Each hears of the case they alerted about, under the number they know it by; the notices of it say so too."""
    for case_id in taken:
        tell_it_is_taken(case_id, turn.actor.id, turn.tx, turn.now)
    for case_id, alert in alerted_by_others(taken, turn):
        subject = CaseSubject(case_id=case_id)
        turn.tx.outbox.put(MessageKind.ALERT_RECEIVED, subject, alert.reporter, turn.now, key=alert.id)


def alerted_by_others(cases: Iterable[CaseId], turn: Turn) -> Iterator[tuple[CaseId, Alert]]:
    """Each of the cases with the alerts whose reporters know it, but for those of the one who acts."""
    for case_id in cases:
        for alert in turn.tx.alerts.of_cases([case_id]):
            if case_id in alert.every_case and alert.reporter != turn.actor.id:
                yield case_id, alert


def received_at(case_id: CaseId, tx: Tx) -> datetime | None:
    """When a leader took the case, or the one it has gone into: all that a reporter may know of it."""
    case = tx.cases.unguarded(case_id)
    if case.received_at is None and case.merged_into:
        return taken_with(case, received_at(case.merged_into, tx))
    return case.received_at


def misregistered_at(case_id: CaseId, tx: Tx) -> datetime | None:
    """As `received_at`: when it was closed as wrongly registered."""
    case = tx.cases.kept(case_id)
    return case.closed_at if case.ended is Ending.MISREGISTERED else None
