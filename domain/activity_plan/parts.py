"""The texts of an activity plan, a page each."""

from enum import StrEnum

from domain.activity_plan.activity_plan import TEXTS, ActivityPlan, Measure
from domain.school_plan.procedure import PlanText


class Part(StrEnum):
    """A page that is written at a time."""

    PROBLEM = "problem"
    VIEWS = "views"


PARTS = {
    Part.PROBLEM: (
        PlanText.PROBLEM,
        PlanText.FINDINGS,
        PlanText.MAINTAINING_FACTORS,
        PlanText.BEST_INTERESTS,
    ),
    Part.VIEWS: (
        PlanText.PUPIL_SUGGESTIONS,
        PlanText.PUPIL_SUGGESTIONS_USED,
        PlanText.GUARDIANS_SUGGESTIONS,
        PlanText.GUARDIANS_NOT_USED_BECAUSE,
    ),
}


def all_texts(plan: ActivityPlan) -> dict[str, str]:
    """The texts and the measures, by what `confirmed_names` calls them."""
    texts = {str(name): plan.text(name) for name in TEXTS}
    return texts | {where: text for measure in plan.measures for where, text in measure_texts(measure).items()}


def measure_texts(measure: Measure) -> dict[str, str]:
    """As `all_texts`, of one measure."""
    return {measure.id: measure.said, f"{measure.id}-doer": measure.for_doer}


def inputs_of(measure: Measure) -> dict[str, str]:
    """The input of the form that each of them is written in."""
    return {measure.id: "what", f"{measure.id}-doer": "for_doer"}
