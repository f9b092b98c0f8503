"""Talks with the one who may have violated, and with that pupil's guardians: what is said there is that pupil's.

It is kept in the pupil's own case, when there is one; else apart. The case it came of says only that the talk was held,
and on which day (L841–864).
"""

import hashlib
from dataclasses import replace

from domain.case.case import Case
from domain.correcting.before_righted import step_without_quote
from domain.correcting.undo import done_last
from domain.ids import CaseId, RecordId
from domain.school_plan.procedure import Answer
from domain.steps.record import StepRecord
from services.case_file import CaseFile
from services.turn import Turn


def is_of_another(step_id: str, file: CaseFile) -> bool:
    """Whether what is said in the step is of another than the pupil of the case."""
    rule = file.school_plan.procedure.by_id.get(step_id)
    return rule is not None and rule.other_pupil and not file.case.violator


def without_words(record: StepRecord, file: CaseFile) -> StepRecord:
    """Of such a step that it was done, and the day; of one from before it was put right whom the case is about all but
    what that pupil said; any other as it is.
    """
    if is_of_another(record.step, file):
        return _bare(record)
    return step_without_quote(record) if file.history.is_of_before(record.id) else record


def own_case(step_id: str, file: CaseFile, turn: Turn) -> CaseFile | None:
    """The other pupil's own case, for one who is on it; None when there is none, or it could be several."""
    if not is_of_another(step_id, file):
        return None
    own = [case for case in linked_cases(file.case, turn) if case.violator and case.open]
    return CaseFile(own[0], turn.tx, turn.school_plan) if len(own) == 1 else None


def keep_in(own: CaseFile, record: StepRecord) -> StepRecord:
    """All that was said goes into the pupil's own case. What is left is for the case it came of."""
    own.take(replace(record, id=id_there(record.id), incident=None))
    own.save(own.case)
    return _bare(record)


def move_talks(file: CaseFile, own: CaseFile) -> None:
    """What was said before the pupil had an own case, as it stands; it is one pupil's for certain."""
    held = (done_last(step) for step in file.progress.steps if is_of_another(step.rule.id, file))
    for record in filter(None, held):
        own.take(replace(record, id=id_there(record.id), incident=None))
        own.save(own.case)


def id_there(record_id: str) -> RecordId:
    """The id of the record in the own case: the same for the same press."""
    return RecordId(hashlib.sha256(f"{record_id}:own".encode()).hexdigest()[:32])


def linked_cases(case: Case, turn: Turn) -> tuple[Case, ...]:
    """Of the open cases it belongs with those the viewer is on; of one that has gone into another, that one."""
    found: list[CaseId] = []
    for one in case.links:
        with turn.tx.failures.alone("case", case=one):
            found.append(turn.tx.cases.kept(one).id)
    return turn.tx.cases.those(dict.fromkeys(found), turn.actor.id, turn.today) if found else ()


def _bare(record: StepRecord) -> StepRecord:
    days = tuple(given for given in record.answers if given.kind is Answer.DATE)
    return replace(record, answers=days, names_reason="", reason="")
