"""The end of a case, and its new beginning. Closing asks the pupil's own experience (law 8; L942–953)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.effect import lacking
from domain.case.case import Case, Status, happened, require_open
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.ids import PersonId, RecordId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.procedure import WITH_PLAN, Answer, Does, Procedure
from domain.steps.progress import Progress, Step, StepState
from domain.steps.record import Given, StepRecord, Taken
from domain.steps.take_step import REASON_MIN, done, map_again
from domain.text.prose import WORDS, letters

SAFE, NOT_SAFE = "ja", "nei"
SAFE_NOW, PUPIL_WORDS, WHY = "trygt_nå", "elevens_ord", "grunn"
"""What the closing step asks, as its record calls it."""
Closed = tuple[Case, StepRecord]


def undone(progress: Progress) -> list[Step]:
    """What should have been done and has not, when a case is closed; not what comes again until then."""
    waits = [
        step for step in progress.steps if step.state in {StepState.OPEN, StepState.LATER} and step.done_on is None
    ]
    return [step for step in waits if (step.rule.required or step.waits) and step.rule.does is not Does.CLOSE]


def past_its_day(progress: Progress, today: date) -> dict[str, date]:
    """The steps that are late when a case is closed or mapped again, with the day each was due: they stay late."""
    return {step.rule.id: step.due for step in progress.steps if step.due and step.overdue(today)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a case stands when it is to be closed: its steps, its plan as last written, and the version in effect."""

    progress: Progress
    written: ActivityPlan | None = None
    in_effect: ActivityPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A time that a case was closed: `record` is what was said then, None when the pupil had left the school;
    `safe_adult` the pupil's at that moment.
    """

    at: datetime
    record: StepRecord | None
    safe_adult: PersonId | None


def last_closing(records: Sequence[StepRecord], left: Iterable[Event], procedure: Procedure) -> Closing | None:
    """The newest, whether the case has been opened again or not. `records`: those that count; `left`: the events that
    the pupil had left.
    """
    closed = (one for one in records if one.taken is Taken.DONE and procedure.does(one.step) is Does.CLOSE)
    times: list[tuple[datetime, StepRecord | None]] = [(one.at, one) for one in closed]
    times += [(one.at, None) for one in left]
    if not times:
        return None
    at, record = max(times, key=lambda time: time[0])
    told = (given.person for one in records if one.at <= at and (given := one.given(Answer.SAFE_ADULT)))
    return Closing(at=at, record=record, safe_adult=next(reversed([*filter(None, told)]), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingAnswers:
    """What is said when a case ends: law 8's question, the pupil's own words, and why it ends."""

    safe_now: str
    pupil_words: str
    reason: str


def close(
    case: Case, step: Step, stands: Standing, record_id: str, said: ClosingAnswers, by: Person, now: datetime
) -> Closed:
    """The case is closed when the pupil, in the pupil's own words, has it safe and good.

    What was not done stands in the history; what the law wants done must be. Raises `Invalid` when the pupil says
    otherwise, `Refused` when the closing step is not open or something the law wants is not done.
    """
    require_open(case)
    _require_plan(stands)
    left = undone(stands.progress)
    if must := [one.rule.title for one in left if one.rule.before_closing]:
        raise Refused("Før saken kan avsluttes, må dette gjøres: {titles}.", titles=", ".join(must))
    if step.rule.does is not Does.CLOSE:
        raise Refused("Saken avsluttes fra det siste steget. Vis saken på nytt.")
    _require(said)
    answers = (*_of_the_pupil(said), Given(question=WHY, kind=Answer.TEXT, text=said.reason))
    closed = replace(case, status=Status.CLOSED, closed_at=now)
    record = done(step, record_id, by, now, answers=answers)
    late = past_its_day(stands.progress, oslo_date(now))
    late.pop(step.rule.id, None)
    return closed, replace(record, not_done=tuple(one.rule.id for one in left), overdue=late)


def not_safe(step: Step, record_id: str, said: ClosingAnswers, by: Person, now: datetime) -> StepRecord:
    """The pupil says no when the case was to be closed: the mapping begins anew, with the answer kept. Raises `Invalid`
    for want of the pupil's own words.
    """
    _require_words(said)
    record = map_again(step, record_id, said.pupil_words, by, now)
    return replace(record, reason="", answers=_of_the_pupil(said))


def _of_the_pupil(said: ClosingAnswers) -> tuple[Given, ...]:
    return (
        Given(question=SAFE_NOW, kind=Answer.CHOICE, chosen=(said.safe_now,)),
        Given(question=PUPIL_WORDS, kind=Answer.QUOTE, text=said.pupil_words),
    )


def _require_plan(stands: Standing) -> None:
    """Law 7: where there were measures, a plan with the legal fields was in effect, and nothing else is written."""
    if stands.progress.branch not in WITH_PLAN:
        return
    if stands.in_effect is None or lacking(stands.in_effect):
        raise Refused("Det er bestemt tiltak, men ingen plan er satt i verk (§ 12-4). Åpne planen.")
    if stands.written is not None and not stands.written.in_effect:
        raise Refused("Planen er endret uten å være satt i verk. Sett den i verk, eller forkast endringene, i planen.")


def _require(said: ClosingAnswers) -> None:
    if said.safe_now != SAFE:
        raise Invalid("safe_now", "Velg hva eleven svarte.")
    _require_words(said)
    if letters(said.reason) < REASON_MIN:
        raise Invalid("reason", "Skriv kort hvorfor saken avsluttes.")


def _require_words(said: ClosingAnswers) -> None:
    if letters(said.pupil_words) < WORDS:
        raise Invalid("pupil_words", "Skriv elevens egne ord.")


def reopen(
    case: Case, progress: Progress, record_id: str, reason: str, by: Person, now: datetime
) -> tuple[Case, StepRecord, Event]:
    """A closed case is open again, with its history, from its last step on; what was left has new days, counted from
    now. Never without a reason.
    """
    if case.status is not Status.CLOSED:
        raise Refused("Sak {reference} er ikke avsluttet.", reference=case.reference)
    if letters(reason) < REASON_MIN:
        raise Invalid("reason", "Skriv hvorfor saken åpnes igjen.")
    told = (record.step for record in reversed(progress.records) if record.taken is Taken.DONE)
    record = begun_again(progress, next(told, None) or last_step(progress), record_id, reason, by, now)
    opened = replace(case, status=Status.RECEIVED, closed_at=None)
    return opened, record, happened(case, EventKind.CASE_REOPENED, by, now, Details(reason=reason.strip()))


def last_step(progress: Progress) -> str:
    """The id of the step that closes the case, where it is known which that is."""
    return (progress.that(Does.CLOSE) or progress.steps[0]).rule.id


def begun_again(progress: Progress, step_id: str, record_id: str, reason: str, by: Person, now: datetime) -> StepRecord:
    """What the opening of a closed case does to its steps, from that one on: what was not needed, or not done, is due
    anew.
    """
    waived = [one for one in progress.steps if one.state is StepState.NOT_NEEDED]
    waits = [one for one in progress.steps if one.state is StepState.LATER and one.rule.does is not Does.CLOSE]
    left = tuple(one.rule.id for one in (*waived, *(one for one in waits if one.rule.required or one.rule.due)))
    record = StepRecord(id=RecordId(record_id), step=step_id, taken=Taken.REOPENED, at=now, by=by.id)
    return replace(record, reason=reason, not_done=left)
