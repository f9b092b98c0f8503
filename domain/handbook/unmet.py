"""What the plan says and nobody would read: for `check-plan`."""

from collections.abc import Iterator

from domain.school_plan.procedure import StepRule
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _


def unmet(plan: SchoolPlan, grades: frozenset[int] = frozenset()) -> Iterator[str]:
    """Sentences no card shows. `grades`: those that have pupils; none when that is not known."""
    if plan.for_guardians and not any(step.hands_out for step in plan.procedure.steps):
        yield _("ingen møter «{title}»: sett «hands_out: true» på et steg", title=plan.for_guardians.title)
    if plan.measure_examples.aks and not plan.words.after_school:
        yield _("ingen møter eksemplene på tiltak på AKS: skolen har ingen («words.after_school»)")
    for phrase in plan.alert.pupil_phrases:
        if grades and grades.isdisjoint(phrase.grades):
            yield _("ingen møter «{text}»: ingen elever går på de trinnene", text=phrase.text)
    if plan.handbook:
        yield from (_without_more(step) for step in plan.procedure.steps if _asks_to_be_done(step))


def _asks_to_be_done(step: StepRule) -> bool:
    return bool(step.asks) and not (step.topics or step.method)


def _without_more(step: StepRule) -> str:
    return _("se over: steget «{step}» har ikke noe under «Slik gjør du» (topics)", step=step.title)
