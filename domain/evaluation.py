"""Evaluating a plan with pupil and guardians (L541, L920–931, L1294–1306)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from domain.activity_plan import ActivityPlan, MeasureId
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


def check_evaluation(evaluation: Evaluation, plan: ActivityPlan, today: date) -> Evaluation:
    """The evaluation, when it can be taken. Raises `Invalid`."""
    if not evaluation.pupil_words:
        raise Invalid("pupil_words", "Skriv elevens egne ord.")
    if evaluation.on > today:
        raise Invalid("on", "Dagen kan ikke være i fremtiden.")
    if [result.measure for result in evaluation.results] != [measure.id for measure in plan.measures]:
        raise Invalid("worked", "Planen er endret. Åpne evalueringen på nytt.")
    going_on = any(result.next is not Next.END for result in evaluation.results)
    if going_on and (evaluation.next_on is None or evaluation.next_on <= evaluation.on):
        raise Invalid("next_on", "Velg en dag etter denne evalueringen.")
    return evaluation


def apply(plan: ActivityPlan, evaluation: Evaluation) -> ActivityPlan:
    """The plan as agreed: measures that end get that day as their last, the others a new day to be evaluated.

    That is part of the version in effect; a measure that is to be changed is changed afterwards, as a new version.
    """
    becomes = {result.measure: result.next for result in evaluation.results}
    measures = tuple(
        m.model_copy(update={"end": evaluation.on})
        if becomes.get(m.id) is Next.END
        else m.model_copy(update={"evaluate_on": evaluation.next_on or m.evaluate_on})
        for m in plan.measures
    )
    return plan.model_copy(update={"measures": measures})


def before_after(evaluations: Sequence[Evaluation]) -> list[tuple[str, str, str]]:
    """Each question with the first and the last answer, when there are two to compare."""
    found = []
    for name, question in QUESTIONS.items():
        answers = [e.answers[name] for e in evaluations if name in e.answers]
        if len(answers) > 1:
            found.append((question, answers[0].value, answers[-1].value))
    return found
