"""The end of a case, and its new beginning. Closing asks the pupil's own experience (law 8; L942–953)."""

from datetime import datetime

from domain.case import Case, Status, require_open
from domain.errors import Invalid, Refused
from domain.event import Event
from domain.people import Person
from domain.procedure import Answer, Does
from domain.progress import Progress, Step
from domain.step_history import RecordId, StepRecord, Taken
from domain.work import done

SAFE = "ja"
Closed = tuple[Case, StepRecord]


def close(
    case: Case, step: Step, record_id: str, *, safe_now: str, pupil_words: str, reason: str, by: Person, now: datetime
) -> Closed:
    """The case is closed when the pupil, in the pupil's own words, has it safe and good.

    Raises `Invalid` when the pupil says otherwise, `Refused` when the closing step is not open.
    """
    require_open(case)
    if step.plan.does is not Does.CLOSE:
        raise Refused("Saken avsluttes fra det siste steget. Åpne saken på nytt.")
    if safe_now != SAFE:
        raise Invalid("safe_now", "Eleven sier at det ikke er trygt og godt. Kartlegg på nytt i stedet for å avslutte.")
    if not pupil_words.strip():
        raise Invalid("pupil_words", "Skriv elevens egne ord.")
    if not reason.strip():
        raise Invalid("reason", "Skriv kort hvorfor saken avsluttes.")
    answers = {Answer.CHOICE: SAFE, Answer.QUOTE: pupil_words.strip(), Answer.TEXT: reason.strip()}
    closed = case.model_copy(update={"status": Status.CLOSED, "closed_at": now})
    return closed, done(step, record_id, by, now, answers=answers)


def reopen(
    case: Case, progress: Progress, record_id: str, reason: str, by: Person, now: datetime
) -> tuple[Case, StepRecord, Event]:
    """A closed case is open again, with its history, from its last step on. Never without a reason."""
    if case.status is not Status.CLOSED:
        raise Refused("Sak {reference} er ikke avsluttet.", reference=case.reference)
    if len(reason.strip()) < 3:
        raise Invalid("reason", "Skriv hvorfor saken åpnes igjen.")
    last = next(r for r in reversed(progress.records) if r.taken is Taken.DONE)
    record = StepRecord(id=RecordId(record_id), step=last.step, taken=Taken.REOPENED, at=now, by=by.id, reason=reason)
    opened = case.model_copy(update={"status": Status.RECEIVED, "closed_at": None})
    text = f"Saken er åpnet igjen. Grunn: {reason.strip()}"
    return opened, record, Event(kind="case:reopened", at=now, by=by.id, text=text, case_id=case.id)
