"""Two cases of one pupil become one, with their plans."""

from collections.abc import Sequence

from domain.activity_plan.activity_plan import joined
from domain.case.case import Case
from domain.case.merging import merge
from domain.errors import Invalid
from domain.ids import CaseId
from domain.message import CaseSubject, MessageKind
from services.case_file import CaseFile
from services.turn import Turn


def mergeable(case: Case, turn: Turn) -> list[Case]:
    """The pupil's other open cases that the viewer is on and that may be merged with this one (§ 12-5 ones never)."""
    if case.pupil_id is None or case.enhanced:
        return []
    others = turn.tx.cases.of_pupil(case.pupil_id, turn.actor.id)
    return [other for other in others if other.id != case.id and not other.enhanced]


def merge_cases(file: CaseFile, other_id: str, reason: str, turn: Turn) -> None:
    """The other case goes into this one; those who alerted of it hear when it has been taken by that.

    Raises `Invalid` for a case that is not offered, and as `merge` does.
    """
    other = next((case for case in mergeable(file.case, turn) if case.id == other_id), None)
    if other is None:
        raise Invalid("other", "Velg en sak fra listen.")
    gone_file = turn.case(other.id)
    kept, gone = merge(file.case, other, reason, turn.actor, turn.now)
    plan = joined(file.written, gone_file.written, file.case.id)
    if plan and plan != file.written:
        file.save_plan(plan, turn.actor.id, turn.now)
    if file.case.received_at and not other.received_at:
        tell_reporters(other.family, turn)
    gone_file.save(*gone)
    file.save(*kept)


def tell_reporters(taken: Sequence[CaseId], turn: Turn) -> None:
    """Each hears of the case they alerted about, under the number they know it by."""
    for case_id in taken:
        for alert in turn.tx.alerts.of_cases([case_id]):
            if case_id in alert.cases and alert.reporter != turn.actor.id:
                turn.tx.outbox.put(
                    MessageKind.ALERT_RECEIVED, CaseSubject(case_id=case_id), alert.reporter, turn.now, key=alert.id
                )
