"""The end of a case, and its new beginning. Closing asks the pupil's own experience (law 8; L942–953)."""

from datetime import datetime

from domain.activity_plan import ActivityPlan
from domain.adoption import lacking
from domain.case import Case, Status, require_open
from domain.errors import Invalid, Refused
from domain.event import Event
from domain.log import WORDS, letters
from domain.people import Frozen, Person
from domain.procedure import WITH_PLAN, Answer, Does
from domain.progress import Progress, State, Step
from domain.step_history import RecordId, StepRecord, Taken
from domain.work import REASON_MIN, done

SAFE = "ja"
Closed = tuple[Case, StepRecord]


def undone(progress: Progress) -> list[Step]:
    """What should have been done and has not, when a case is closed; not what comes again until then."""
    waits = [step for step in progress.steps if step.state in {State.OPEN, State.LATER} and step.done_on is None]
    return [step for step in waits if (step.plan.required or step.waits) and step.plan.does is not Does.CLOSE]


class Standing(Frozen):
    """Where a case stands when it is to be closed: its steps, its plan as last written, and the version in effect."""

    progress: Progress
    written: ActivityPlan | None = None
    in_effect: ActivityPlan | None = None


class Said(Frozen):
    """What is said when a case ends: law 8's question, the pupil's own words, and why it ends."""

    safe_now: str
    pupil_words: str
    reason: str


def close(case: Case, step: Step, stands: Standing, record_id: str, said: Said, by: Person, now: datetime) -> Closed:
    """The case is closed when the pupil, in the pupil's own words, has it safe and good.

    What was not done stands in the history; what the law wants done must be. Raises `Invalid` when the pupil says
    otherwise, `Refused` when the closing step is not open or something the law wants is not done.
    """
    require_open(case)
    _require_plan(stands)
    left = undone(stands.progress)
    if must := [one.plan.title for one in left if one.plan.before_closing]:
        raise Refused("Før saken kan avsluttes, må dette gjøres: {titles}.", titles=", ".join(must))
    if step.plan.does is not Does.CLOSE:
        raise Refused("Saken avsluttes fra det siste steget. Åpne saken på nytt.")
    _require(said)
    answers = {Answer.CHOICE: SAFE, Answer.QUOTE: said.pupil_words.strip(), Answer.TEXT: said.reason.strip()}
    closed = case.model_copy(update={"status": Status.CLOSED, "closed_at": now})
    record = done(step, record_id, by, now, answers=answers)
    skipped = f"Ikke gjort: {', '.join(one.plan.title for one in left)}." if left else ""
    return closed, record.model_copy(update={"reason": skipped})


def _require_plan(stands: Standing) -> None:
    """Law 7: where there were measures, a plan with the legal fields was in effect, and nothing else is written."""
    if stands.progress.branch not in WITH_PLAN:
        return
    if stands.in_effect is None or lacking(stands.in_effect):
        raise Refused("Det er bestemt tiltak, men ingen plan er satt i verk (§ 12-4). Åpne planen.")
    if stands.written is not None and not stands.written.in_effect:
        raise Refused("Planen er endret uten å være satt i verk. Sett den i verk, eller forkast endringene, i planen.")


def _require(said: Said) -> None:
    if said.safe_now != SAFE:
        raise Invalid("safe_now", "Eleven sier at det ikke er trygt og godt. Kartlegg på nytt i stedet for å avslutte.")
    if letters(said.pupil_words) < WORDS:
        raise Invalid("pupil_words", "Skriv elevens egne ord.")
    if letters(said.reason) < REASON_MIN:
        raise Invalid("reason", "Skriv kort hvorfor saken avsluttes.")


def reopen(
    case: Case, progress: Progress, record_id: str, reason: str, by: Person, now: datetime
) -> tuple[Case, StepRecord, Event]:
    """A closed case is open again, with its history, from its last step on. Never without a reason."""
    if case.status is not Status.CLOSED:
        raise Refused("Sak {reference} er ikke avsluttet.", reference=case.reference)
    if letters(reason) < REASON_MIN:
        raise Invalid("reason", "Skriv hvorfor saken åpnes igjen.")
    last = next(r for r in reversed(progress.records) if r.taken is Taken.DONE)
    record = StepRecord(id=RecordId(record_id), step=last.step, taken=Taken.REOPENED, at=now, by=by.id, reason=reason)
    opened = case.model_copy(update={"status": Status.RECEIVED, "closed_at": None})
    text = f"Saken er åpnet igjen. Grunn: {reason.strip()}"
    return opened, record, Event(kind="case:reopened", at=now, by=by.id, text=text, case_id=case.id)
