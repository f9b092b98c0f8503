"""A case ends without the pupil's own words (law 8), and can be opened again."""

from domain.correcting.endings import Leaving, leave, misregister, open_again
from domain.event import EventKind
from domain.message import CaseSubject, MessageKind
from domain.school_plan.procedure import StepRule
from domain.steps.closing import undone
from services.alert_notices import alerted_by_others
from services.case_file import CaseFile
from services.turn import Turn


def end_as_misregistered(file: CaseFile, record_id: str, reason: str, turn: Turn) -> None:
    """«Feilregistrert»: those who alerted of it hear that it is closed. Pressed twice is once. Raises `Refused`."""
    if file.history.has(record_id, EventKind.CASE_MISREGISTERED):
        return
    planned, law = file.in_effect is not None, by_law(file)
    ended, event = misregister(file.case, law, reason, turn.actor, turn.now, planned=planned)
    file.add_once(record_id, event)
    file.save(ended)
    for case_id, alert in alerted_by_others(ended.family, turn):
        subject, key = CaseSubject(case_id=case_id), f"{alert.id}:{record_id}"
        turn.tx.outbox.put(MessageKind.ALERT_CLOSED, subject, alert.reporter, turn.now, key=key)


def by_law(file: CaseFile) -> list[StepRule]:
    """What the law wants done before the case ends, and is not."""
    return [step.rule for step in undone(file.progress) if step.rule.before_closing]


def end_as_left(file: CaseFile, record_id: str, said: Leaving, turn: Turn) -> None:
    """The pupil has left the school: nothing is sent. Pressed twice is once. Raises `Refused` and `Invalid`."""
    if file.history.has(record_id, EventKind.CASE_PUPIL_LEFT):
        return
    not_done = tuple(step.rule.id for step in undone(file.progress))
    ended, event = leave(file.case, said, not_done, turn.actor, turn.now)
    file.add_once(record_id, event)
    file.save(ended)


def reopen_ended(file: CaseFile, record_id: str, reason: str, turn: Turn) -> None:
    opened, event = open_again(file.case, reason, turn.actor, turn.now)
    file.add_once(record_id, event)
    file.save(opened)
