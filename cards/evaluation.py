"""Evaluating a plan: which measures work, what becomes of them, and how the pupil has it."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards import words
from cards.actions import CaseForm, OpenForm
from cards.elements import Card, Choices, buttons, card, facts, heading, said, subheading, text
from cards.forms import NOTHING, Ask, Filled
from cards.plan_actions import EvaluatePlan
from cards.steps import back, others
from domain.activity_plan import ActivityPlan, Measure, MeasureId
from domain.case import Case
from domain.evaluation import NEXT_LABELS, QUESTIONS, WORKED_LABELS, Evaluation, Often
from domain.progress import Step

SAFE: Choices = [("ja", "Ja"), ("nei", "Nei, eller ikke helt")]
OFTEN: Choices = [(often, often.capitalize()) for often in Often]
SHORT = 120


def evaluation_form(
    case: Case,
    step: Step,
    measures: Sequence[Measure],
    record_id: str,
    today: date,
    suggested: date,
    filled: Filled = NOTHING,
) -> Card:
    """The same short questions each time, so that before and after can be compared (L1294–1297)."""
    ids = {"case_id": case.id, "step": step.plan.id, "record_id": record_id}
    offered: Choices = [(measure.id, _short(measure.what)) for measure in measures]
    choices = dict.fromkeys(("worked", "partly", "change", "end"), offered) | dict.fromkeys(QUESTIONS, OFTEN)
    asked = {name: Ask(QUESTIONS[name]) if name in QUESTIONS else ask for name, ask in EvaluatePlan.asks().items()}
    values = {"on": today.isoformat(), "next_on": suggested.isoformat(), **filled.values}
    return card(
        heading(step.plan.title),
        text(step.plan.text),
        text("Det du ikke krysser av for, regnes som at det ikke virker, og at det fortsetter.", subtle=True),
        EvaluatePlan.inputs(Filled(values, filled.errors), choices=choices | {"safe_now": SAFE}, asked=asked),
        buttons(EvaluatePlan.button("Lagre evalueringen", style="positive", **ids)),  # type: ignore[arg-type]  # ids are text
        subheading("Eller"),
        others(case, step),
        actions=[back(case)],
    )


def _short(words_: str) -> str:
    return words_ if len(words_) <= SHORT else f"{words_[:SHORT].rsplit(' ', 1)[0]} …"


def results(evaluation: Evaluation, what: Mapping[MeasureId, str]) -> list[str]:
    """Each measure: whether it works, and what becomes of it."""
    return [
        f"{_short(what.get(found.measure, 'Et tiltak som er tatt ut')).rstrip('.')}: "
        f"{WORKED_LABELS[found.worked].lower()}, {NEXT_LABELS[found.next]}"
        for found in evaluation.results
    ]


def evaluated(
    case: Case,
    step: Step,
    evaluation: Evaluation,
    plan: ActivityPlan,
    compared: Sequence[tuple[str, str, str]],
    *,
    changing: bool,
) -> Card:
    """What was agreed, and before and after of the questions. When it does not work, the case can be mapped again."""
    return card(
        heading("Evalueringen er lagret"),
        [said(line) for line in results(evaluation, {measure.id: measure.what for measure in plan.measures})],
        facts({"Neste evaluering": words.day(evaluation.next_on) if evaluation.next_on else None}),
        [subheading("Før og nå"), *facts({question: f"{was} → {now}" for question, was, now in compared})]
        if compared
        else None,
        text("Noe skal endres: åpne planen, endre tiltaket, og sett planen i verk på nytt.") if changing else None,
        actions=[
            back(case),
            OpenForm.button("Ny kartlegging", case_id=case.id, step=step.plan.id, form=CaseForm.MAP_AGAIN)
            if step.plan.back_to
            else None,
        ],
    )
