"""A case ends without the pupil's own words (law 8), and can be opened again."""

from dataclasses import replace

from domain.correcting.endings import Leaving, leave, misregister, open_again
from domain.event import Event, EventKind
from domain.school_plan.procedure import StepRule
from domain.steps.closing import begun_again, last_step, past_its_day, undone
from services.case_file import CaseFile
from services.correcting.tell_closed import tell_closed
from services.turn import Turn


def end_as_misregistered(file: CaseFile, record_id: str, reason: str, turn: Turn) -> None:
    """«Feilregistrert»: those who should know hear that it is closed. Pressed twice is once. Raises `Refused`."""
    if file.history.has(record_id, EventKind.CASE_MISREGISTERED):
        return
    planned, law = file.in_effect is not None, by_law(file)
    ended, event = misregister(file.case, law, reason, turn.actor, turn.now, planned=planned)
    file.add_once(record_id, _with_late(event, file, turn))
    file.save(ended)
    tell_closed(file, record_id, turn)


def by_law(file: CaseFile) -> list[StepRule]:
    """What the law wants done before the case ends, and is not."""
    return [step.rule for step in undone(file.progress) if step.rule.before_closing]


def end_as_left(file: CaseFile, record_id: str, said: Leaving, turn: Turn) -> None:
    """The pupil has left: nothing is sent to the new school. Pressed twice is once. Raises `Refused` and `Invalid`."""
    if file.history.has(record_id, EventKind.CASE_PUPIL_LEFT):
        return
    not_done = tuple(step.rule.id for step in undone(file.progress))
    ended, event = leave(file.case, said, not_done, turn.actor, turn.now)
    file.add_once(record_id, _with_late(event, file, turn))
    file.save(ended)
    tell_closed(file, record_id, turn)


def _with_late(event: Event, file: CaseFile, turn: Turn) -> Event:
    """With what was past its day: it stays late."""
    return replace(event, details=replace(event.details, overdue=past_its_day(file.progress, turn.today)))


def reopen_ended(file: CaseFile, record_id: str, reason: str, turn: Turn) -> None:
    """As it stood, with new days for what was left (as `reopen`)."""
    record = begun_again(file.progress, last_step(file.progress), record_id, reason, turn.actor, turn.now)
    opened, event = open_again(file.case, reason, file.school_plan, turn.actor, turn.now)
    file.take(replace(record, new_measures=file.lacks_measures or None))
    file.save(opened, event)
