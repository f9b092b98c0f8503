"""Evaluating a plan: which measures work, what becomes of them, and how the pupil has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.activity_plan.actions import AskFirst, EvaluatePlan, OpenMeasure, ShowPlan
from cards.case.actions import CaseForm, OpenForm
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, box, buttons, card, facts, heading, problem, said, subheading, text
from cards.kit.fields import asks
from cards.kit.forms import NOTHING, OF, Ask, Filled
from cards.steps.actions import OpenStep
from cards.steps.form import others
from cards.steps.steps import back
from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.activity_plan.evaluation import (
    NEXT_LABELS,
    NOT_ASKED,
    OFTEN_LABELS,
    QUESTIONS,
    SAFE_LABELS,
    SAFE_QUESTION,
    WORKED_LABELS,
    Evaluation,
    Next,
)
from domain.activity_plan.versions import wordings
from domain.case.case import Case
from domain.ids import MeasureId
from domain.school_plan.own_words import ASKED
from domain.steps.progress import Step
from domain.text.messages import _, n_, worded

EACH = ("worked", "becomes")
"""What is answered of each measure."""
SHORT = 120


def baseline_form(case: Case, ids: Mapping[str, str], before: str, values: Mapping[str, str], filled: Filled) -> Card:
    """`before`: who has answered already, when there is someone; `values` what they said."""
    asks_first = AskFirst.asks()
    asked = {name: Ask(QUESTIONS[name], required=True) for name in asks_first if name in ASKED}
    asked = {name: ask for name, ask in asks_first.items() if name not in ASKED} | asked
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
    begins: Mapping[str, str],
    later: int,
    filled: Filled = NOTHING,
) -> Card:
    """Each measure first; then the same short questions each time, so that before and after can be compared.

    `begins`: what the form begins with. `later`: how many of the measures are evaluated another time.
    """
    return card(
        heading(step.rule.title),
        text(step.rule.text),
        None if measures else text(_("Ingen tiltak går nå. Åpne planen for å legge inn nye.")),
        text(
            n_("{count} tiltak evalueres en annen gang.", "{count} tiltak evalueres en annen gang.", later), subtle=True
        )
        if later
        else None,
        _inputs(measures, begins, filled),
        buttons(EvaluatePlan.button(_("Lagre evalueringen"), style="positive", **ids)),  # type: ignore[arg-type]  # the types cannot say it
        subheading(_("Andre valg")),
        others(case, step),
        actions=[back(case)],
    )


def _inputs(measures: Sequence[Measure], begins: Mapping[str, str], filled: Filled) -> list[Card]:
    numbered = list(enumerate(measures, start=1))
    asked_of = asks(EvaluatePlan, filled)
    rest = {name: ask for name, ask in asked_of.items() if name not in {*EACH, *ASKED}}
    each = {_of(field, m): _numbered(n, asked_of[field]) for n, m in numbered for field in EACH}
    asked = {"on": rest.pop("on")} | each | rest | {name: Ask(question) for name, question in QUESTIONS.items()}
    offered = {"worked": [*WORKED_LABELS.items()], "becomes": _becomes()}
    choices = {_of(field, m): offered[field] for m in measures for field in EACH}
    safe = [("ja", SAFE_LABELS[True]), ("nei", SAFE_LABELS[False]), ("ikke_spurt", worded(NOT_ASKED))]
    going_on = {_of("becomes", measure): Next.CONTINUE.value for measure in measures}
    values = {**begins, **going_on, **filled.values}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What an evaluation came to. `again`: the step that leads back to mapping; `new`: that of new measures, while they
    are wanted; `rest`: the evaluation, while measures are left whose day has come. `to_change`: with what each says.
    """

    evaluation: Evaluation
    versions: Sequence[ActivityPlan]
    compared: Sequence[tuple[str, str, str]]
    again: Step | None
    new: Step | None
    rest: Step | None
    to_change: Sequence[Measure]


def evaluated(case: Case, came: Evaluated) -> Card:
    """What was agreed, before and after of the questions, and the way on."""
    evaluation = came.evaluation
    return card(
        heading(_("Evaluert {day}", day=words.day(evaluation.on))),
        [said(line) for line in results(evaluation, wordings(evaluation, came.versions))],
        facts(
            {_("Neste evaluering"): words.day(evaluation.next_on) if evaluation.next_on else None} | heard(evaluation)
        ),
        [subheading(_("Før og nå")), *facts({question: _was_and_is(was, now) for question, was, now in came.compared})]
        if came.compared
        else None,
        None if evaluation.safe_now else problem(_not_safe(came)),
        [_changing(case, measure) for measure in came.to_change],
        buttons(*(OpenStep.button(s.rule.title, case_id=case.id, step=s.rule.id) for s in (came.rest, came.new) if s)),
        actions=[
            back(case),
            ShowPlan.button(_("Vis planen"), case_id=case.id),
            OpenForm.button(_("Undersøk på nytt"), case_id=case.id, step=came.again.rule.id, form=CaseForm.MAP_AGAIN)
            if came.again
            else None,
        ],
    )


def heard(evaluation: Evaluation) -> dict[str, str]:
    """What was said beside the measures, the pupil's own words apart."""
    return {
        worded(SAFE_QUESTION): evaluation.safe_in_words,
        _("Hvem var med"): evaluation.present,
        _("Foresattes syn"): evaluation.guardians_view,
        _("Evalueres senere fordi"): evaluation.later_because,
    }


def _was_and_is(was: str, now: str) -> str:
    return _("før {was}, nå {now}", was=was, now=now)


def _not_safe(came: Evaluated) -> str:
    if came.new and came.new.due:
        return _(
            "Eleven har det ikke trygt og godt nå, og tiltakene er ikke nok. Nye tiltak skal i verk senest {day}",
            day=words.day(came.new.due),
        )
    return _("Eleven har det ikke trygt og godt nå. Endre tiltakene, eller undersøk på nytt.")


def _changing(case: Case, measure: Measure) -> Card:
    """The change is a new version when it is put into effect."""
    change = OpenMeasure.button(_("Endre tiltaket"), case_id=case.id, measure_id=measure.id)
    return box(
        said(_("Skal endres: {what}", what=_short(measure.what))),
        text(_("Endringen gjelder når planen settes i verk på nytt."), subtle=True, small=True),
        buttons(change),
    )
