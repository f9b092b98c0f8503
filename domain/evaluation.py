"""Evaluating a plan with pupil and guardians (L541, L920–931, L1294–1306)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from domain.activity_plan import ActivityPlan, Measure, MeasureId
from domain.errors import Invalid
from domain.event import CaseId
from domain.log import Prose
from domain.people import Frozen, PersonId


class Worked(StrEnum):
    """Whether a measure works."""

    YES = "ja"
    PARTLY = "delvis"
    NO = "nei"


class Next(StrEnum):
    """What becomes of it."""

    CONTINUE = "fortsett"
    CHANGE = "endre"
    END = "avslutt"


class Often(StrEnum):
    """Four steps, in words a child can use."""

    NEVER = "aldri"
    SELDOM = "sjelden"
    OFTEN = "ofte"
    ALWAYS = "alltid"


WORKED_LABELS = {Worked.YES: "Virker", Worked.PARTLY: "Virker delvis", Worked.NO: "Virker ikke"}
NEXT_LABELS = {Next.CONTINUE: "fortsetter", Next.CHANGE: "endres", Next.END: "avsluttes"}
QUESTIONS = {
    "first": "Er du trygg på skolen?",
    "second": "Har du noen å være sammen med?",
    "third": "Har du det bra i friminuttene?",
}


class MeasureResult(Frozen):
    """One measure: whether it works, and what becomes of it."""

    measure: MeasureId
    worked: Worked
    next: Next


class Evaluation(Frozen):
    """`answers` to the short questions that are asked the same way each time, to compare (L1294–1297)."""

    case_id: CaseId
    plan_version: int
    on: date
    results: tuple[MeasureResult, ...]
    pupil_words: Prose
    guardians_view: Prose = ""
    safe_now: bool | None = None
    answers: dict[str, Often] = Field(default_factory=dict)
    next_on: date | None = None
    at: AwareDatetime
    by: PersonId


def going_on(plan: ActivityPlan, evaluations: Sequence[Evaluation]) -> tuple[Measure, ...]:
    """The measures there is something to say of: all but those an evaluation has ended, unless they began anew."""
    said = {result.measure: (result.next, evaluation.on) for evaluation in evaluations for result in evaluation.results}
    ended = {measure: on for measure, (becomes, on) in said.items() if becomes is Next.END}
    return tuple(m for m in plan.measures if m.id not in ended or m.end is None or m.end > ended[m.id])


def check_evaluation(evaluation: Evaluation, asked: Sequence[Measure], today: date) -> Evaluation:
    """The evaluation, when it can be taken. Raises `Invalid`."""
    if not evaluation.pupil_words:
        raise Invalid("pupil_words", "Skriv elevens egne ord.")
    if evaluation.on > today:
        raise Invalid("on", "Dagen kan ikke være i fremtiden.")
    if [result.measure for result in evaluation.results] != [measure.id for measure in asked]:
        raise Invalid("worked", "Planen er endret. Åpne evalueringen på nytt.")
    more = any(result.next is not Next.END for result in evaluation.results)
    if more and (evaluation.next_on is None or evaluation.next_on <= evaluation.on):
        raise Invalid("next_on", "Velg en dag etter denne evalueringen.")
    return evaluation


def apply(plan: ActivityPlan, evaluation: Evaluation) -> ActivityPlan:
    """The plan as agreed: measures that end get that day as their last, the others last until the next evaluation.

    That is part of the version in effect; a measure that is to be changed is changed afterwards, as a new version.
    """
    becomes = {result.measure: result.next for result in evaluation.results}
    measures = tuple(_becomes(m, becomes[m.id], evaluation) if m.id in becomes else m for m in plan.measures)
    return plan.model_copy(update={"measures": measures})


def _becomes(measure: Measure, becomes: Next, evaluation: Evaluation) -> Measure:
    if becomes is Next.END:
        return measure.model_copy(update={"end": evaluation.on})
    day = evaluation.next_on or measure.evaluate_on
    end = max(measure.end, day) if measure.end else None
    return measure.model_copy(update={"end": end, "evaluate_on": day})


def before_after(evaluations: Sequence[Evaluation]) -> list[tuple[str, str, str]]:
    """Each question with the first and the last answer, when there are two to compare."""
    found = []
    for name, question in QUESTIONS.items():
        answers = [e.answers[name] for e in evaluations if name in e.answers]
        if len(answers) > 1:
            found.append((question, answers[0].value, answers[-1].value))
    return found
