"""A case ends, on the pupil's own words (law 8), or begins again."""

from dataclasses import replace

from domain.event import EventKind
from domain.steps.closing import NOT_SAFE, ClosingAnswers, Standing, close, not_safe, past_its_day, reopen
from domain.steps.progress import Step
from domain.steps.record import Taken
from services.case.disqualify import without_kin
from services.case_file import CaseFile
from services.correcting.end_case import reopen_ended
from services.correcting.tell_closed import tell_closed
from services.people.guard_names import NO_REASONS, Reasons, guard_once
from services.steps.take_step import own_step
from services.turn import Turn


def close_case(
    file: CaseFile, step_id: str, record_id: str, said: ClosingAnswers, reasons: Reasons, turn: Turn
) -> None:
    """Not while the pupil says no: then it is mapped again. Raises `Invalid` and `Refused` as `close` does, and
    `Invalid` for other pupils' names nobody answers for.
    """
    ends = said.safe_now != NOT_SAFE
    taken, why = (Taken.DONE, [said.reason]) if ends else (Taken.BACK, [])
    if file.history.took(record_id, step_id, taken, said.safe_now, said.pupil_words, *why):
        return
    step = own_step(file, step_id, turn)
    if not ends:
        _map_again(file, step, record_id, said, reasons, turn)
        return
    stands = Standing(progress=file.progress, written=file.written, in_effect=file.in_effect)
    closed, record = close(file.case, step, stands, record_id, said, turn.actor, turn.now)
    names = guard_once(file, {"pupil_words": said.pupil_words, "reason": said.reason}, reasons, turn)
    file.take(replace(record, names_reason=names))
    file.save(closed)
    tell_closed(file, record_id, turn)


def _map_again(file: CaseFile, step: Step, record_id: str, said: ClosingAnswers, reasons: Reasons, turn: Turn) -> None:
    """The pupil does not have it safe: that is kept, in the pupil's own words, and what is known is not enough."""
    record = not_safe(step, record_id, said, turn.actor, turn.now)
    names = guard_once(file, {"pupil_words": said.pupil_words}, reasons, turn)
    late = past_its_day(file.progress, turn.today)
    file.take(replace(record, names_reason=names, new_measures=file.lacks_measures or None, overdue=late))
    file.save(file.case)


def reopen_case(file: CaseFile, record_id: str, reason: str, turn: Turn, reasons: Reasons = NO_REASONS) -> None:
    """From where it was ended, or from its last step on. Pressed twice is once."""
    history = file.history
    if history.is_of(record_id, EventKind.CASE_REOPENED) or history.took(record_id, "", Taken.REOPENED, reason):
        return
    if file.case.ended:
        reopen_ended(file, record_id, reason, turn)
    else:
        opened, record, event = reopen(file.case, file.progress, record_id, reason, turn.actor, turn.now)
        names = guard_once(file, {"reason": reason}, reasons, turn)
        file.take(replace(record, names_reason=names, new_measures=file.lacks_measures or None))
        off, told = without_kin(file, opened, turn)
        file.save(off, event, *told)
