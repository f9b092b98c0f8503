"""Those who should know hear that a case is closed, and nothing of how (law 1)."""

from domain.message import CaseSubject, MessageKind
from services.alert_notices import alerted_by_others
from services.case_file import CaseFile
from services.turn import Turn


def tell_closed(file: CaseFile, key: str, turn: Turn) -> None:
    """The reporters, by the number they know; those on the case, and those who carry its measures. Each hears once;
    nobody who is barred, and not the one who closed it. `key`: of this closing.
    """
    case = file.case
    told = {person.id for person in file.people} - case.barred - {turn.actor.id}
    for case_id, alert in alerted_by_others(case.family, turn):
        if alert.reporter in told:
            subject = CaseSubject(case_id=case_id)
            turn.tx.outbox.put(MessageKind.ALERT_CLOSED, subject, alert.reporter, turn.now, key=f"{alert.id}:{key}")
    carrying = file.in_effect.carriers if file.in_effect else frozenset()
    others = told & (case.members | carrying) - {alert.reporter for alert in file.sent}
    turn.tx.outbox.put_all(MessageKind.CASE_CLOSED, CaseSubject(case_id=case.id), sorted(others), turn.now, key=key)
