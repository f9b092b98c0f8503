"""«Angre»: a step was not done after all."""

from domain.case.case import require_open
from domain.case.members import off_by_rule
from domain.correcting.undo import require_undoable, undo
from domain.errors import Refused
from domain.event import Off
from domain.steps.progress import Step
from domain.steps.record import StepRecord, Taken
from services.case_file import CaseFile
from services.people.changed import replaced
from services.turn import Turn


def step_to_undo(file: CaseFile, step_id: str) -> Step:
    """Raises `Refused`."""
    require_open(file.case)
    step = file.progress.step(step_id)
    if step is None:
        raise Refused("Dette steget hører ikke til saken. Vis saken på nytt.")
    return step


def last_done(file: CaseFile, step_id: str) -> tuple[Step, StepRecord]:
    """The step, and what of it can be undone. Raises `Refused`."""
    step = step_to_undo(file, step_id)
    return step, require_undoable(step)


def undo_step(file: CaseFile, step_id: str, record_id: str, undoes: str, reason: str, turn: Turn) -> None:
    """The step is open again with the deadline it had; a safe adult who was chosen by it, and is there for nothing
    else, is off the case. Pressed twice is once. Raises `Refused` and `Invalid`.
    """
    if file.history.took(record_id, step_id, Taken.UNDONE):
        return
    chosen = file.progress.safe_adult
    file.take(undo(step_to_undo(file, step_id), record_id, undoes, reason, turn.actor, turn.now))
    smaller, told = off_by_rule(file.case, replaced(file, chosen, turn), Off.REPLACED, turn.now)
    file.save(smaller, *told)
