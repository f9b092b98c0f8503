"""Evaluating a plan: which measures work, what becomes of them, and how the pupil has it."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.activity_plan.actions import AskFirst, EvaluatePlan, ShowPlan
from cards.case.actions import CaseForm, OpenForm
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, buttons, card, facts, heading, problem, said, subheading, text
from cards.kit.forms import NOTHING, OF, Ask, Filled
from cards.kit.names import asks
from cards.steps.form import others
from cards.steps.steps import back
from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.activity_plan.evaluation import (
    NEXT_LABELS,
    OFTEN_LABELS,
    QUESTIONS,
    SAFE_LABELS,
    WORKED_LABELS,
    Evaluation,
    Next,
)
from domain.activity_plan.versions import wordings
from domain.case.case import Case
from domain.ids import MeasureId
from domain.steps.progress import Step
from domain.text.messages import _

EACH = ("worked", "becomes")
"""What is answered of each measure."""
SHORT = 120


def baseline_form(case: Case, ids: Mapping[str, str], before: str, values: Mapping[str, str], filled: Filled) -> Card:
    """`before`: who has answered already, when there is someone; `values` what they said."""
    asked = {name: Ask(QUESTIONS.get(name, ask.label), required=True) for name, ask in AskFirst.asks().items()}
    return card(
        heading(_("Spør eleven før tiltakene")),
        text(_("De samme korte spørsmålene stilles ved hver evaluering. Da ser dere om det blir bedre.")),
        said(before) if before else None,
        AskFirst.inputs(
            Filled({**values, **filled.values}, filled.errors),
            choices=dict.fromkeys(QUESTIONS, _often()),
            asked=asked,
        ),
        actions=[
            AskFirst.button(_("Lagre"), style="positive", case_id=case.id, **ids),  # type: ignore[arg-type]  # the types cannot say it
            ShowPlan.button(_("Tilbake til planen"), case_id=case.id),
        ],
    )


def evaluation_form(
    case: Case,
    step: Step,
    measures: Sequence[Measure],
    ids: Mapping[str, str],
    today: date,
    suggested: date,
    filled: Filled = NOTHING,
) -> Card:
    """Each measure first; then the same short questions each time, so that before and after can be compared."""
    return card(
        heading(step.rule.title),
        text(step.rule.text),
        None if measures else text(_("Ingen tiltak går nå. Åpne planen for å legge inn nye.")),
        _inputs(measures, today, suggested, filled),
        buttons(EvaluatePlan.button(_("Lagre evalueringen"), style="positive", **ids)),  # type: ignore[arg-type]  # the types cannot say it
        subheading(_("Eller")),
        others(case, step),
        actions=[back(case)],
    )


def _inputs(measures: Sequence[Measure], today: date, suggested: date, filled: Filled) -> list[Card]:
    numbered = list(enumerate(measures, start=1))
    asked_of = asks(EvaluatePlan, filled)
    rest = {name: ask for name, ask in asked_of.items() if name not in EACH}
    each = {_of(field, m): _numbered(n, asked_of[field]) for n, m in numbered for field in EACH}
    asked = {"on": rest.pop("on")} | each | rest | {name: Ask(question) for name, question in QUESTIONS.items()}
    offered = {"worked": [*WORKED_LABELS.items()], "becomes": _becomes()}
    choices = {_of(field, m): offered[field] for m in measures for field in EACH}
    safe = [("ja", SAFE_LABELS[True]), ("nei", SAFE_LABELS[False])]
    going_on = {_of("becomes", measure): Next.CONTINUE.value for measure in measures}
    values = {"on": today.isoformat(), "next_on": suggested.isoformat(), **going_on, **filled.values}
    return EvaluatePlan.inputs(
        Filled(values, filled.errors),
        choices=choices | dict.fromkeys(QUESTIONS, _often()) | {"safe_now": safe},
        asked=asked,
        above={_of("worked", measure): said(f"{n}. {_short(measure.what)}") for n, measure in numbered},
    )


def _often() -> Choices:
    return [(often, label.capitalize()) for often, label in OFTEN_LABELS.items()]


def _becomes() -> Choices:
    return [(becomes, label.capitalize()) for becomes, label in NEXT_LABELS.items()]


def _numbered(number: int, ask: Ask) -> Ask:
    label = f"{number}. {ask.label}"
    return Ask(label, required=True)


def _of(field: str, measure: Measure) -> str:
    return f"{field}{OF}{measure.id}"


def _short(words_: str) -> str:
    return words_ if len(words_) <= SHORT else f"{words_[:SHORT].rsplit(' ', 1)[0]} …"


def results(evaluation: Evaluation, what: Mapping[MeasureId, str]) -> list[str]:
    """Each measure: whether it works, and what becomes of it."""
    taken_out = _("Et tiltak som er tatt ut")
    return [
        f"{_short(what.get(found.measure, taken_out)).rstrip('.')}: {found.in_words}" for found in evaluation.results
    ]


def evaluated(
    case: Case,
    again: Step | None,
    evaluation: Evaluation,
    versions: Sequence[ActivityPlan],
    compared: Sequence[tuple[str, str, str]],
) -> Card:
    """What was agreed, and before and after of the questions. `again`: the step that leads back to mapping."""
    changing = any(result.next is Next.CHANGE for result in evaluation.results)
    return card(
        heading(_("Evaluert {day}", day=words.day(evaluation.on))),
        [said(line) for line in results(evaluation, wordings(evaluation, versions))],
        facts({_("Neste evaluering"): words.day(evaluation.next_on) if evaluation.next_on else None}),
        [subheading(_("Før og nå")), *facts({question: f"{was} → {now}" for question, was, now in compared})]
        if compared
        else None,
        problem(_("Eleven har det ikke trygt og godt nå. Endre tiltakene, eller kartlegg på nytt."))
        if evaluation.safe_now is False
        else None,
        text(_("Noe skal endres: åpne planen, endre tiltaket, og sett planen i verk på nytt.")) if changing else None,
        actions=[
            back(case),
            ShowPlan.button(_("Plan"), case_id=case.id),
            OpenForm.button(_("Ny kartlegging"), case_id=case.id, step=again.rule.id, form=CaseForm.MAP_AGAIN)
            if again
            else None,
        ],
    )
