"""How people are told of an alert: by a notice of each of its cases, or by one of several alerts."""

from collections.abc import Iterable

from domain.alert.alert import Alert
from domain.ids import CaseId
from domain.message import CaseSubject, GatheredSubject, MessageKind
from storage.unit_of_work import Tx


def notice_of(case_id: CaseId, alerts: Iterable[Alert]) -> tuple[MessageKind, CaseSubject | GatheredSubject]:
    """The message that tells of the case, by the alert among these that opened it."""
    for alert in alerts:
        if case_id in alert.cases and alert.gathered_at:
            return MessageKind.ALERTS_GATHERED, GatheredSubject(reporter=alert.reporter, at=alert.gathered_at)
    return MessageKind.ALERT_NOTICE, CaseSubject(case_id=case_id)


def cases_told_of(subject: GatheredSubject, tx: Tx) -> list[CaseId]:
    """Of all the alerts behind one notice; not for showing, as ids never are."""
    return [case_id for alert in tx.alerts.gathered(subject.reporter, subject.at) for case_id in alert.cases]
