"""The texts of an activity plan, a page each, and how hard those for the pupil may be to read."""

from enum import StrEnum

from domain.activity_plan.activity_plan import TEXTS, ActivityPlan, Measure
from domain.errors import Unsure
from domain.school_plan.procedure import PlanText
from domain.text.lix import hard_for_a_child


class Part(StrEnum):
    """A page that is written at a time."""

    PROBLEM = "problem"
    VIEWS = "views"
    READERS = "readers"


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
    Part.READERS: (PlanText.PROBLEM_FOR_PUPIL, PlanText.PROBLEM_FOR_HOME),
}


def texts_of(part: Part, *, enhanced: bool) -> tuple[PlanText, ...]:
    """Only of a suspicion against an employee the home has a text of its own (§ 12-5)."""
    return tuple(name for name in PARTS[part] if enhanced or name is not PlanText.PROBLEM_FOR_HOME)


def all_texts(plan: ActivityPlan) -> dict[str, str]:
    """The texts and the measures, by what `confirmed_names` calls them."""
    texts = {str(name): plan.text(name) for name in TEXTS}
    return texts | {where: text for measure in plan.measures for where, text in measure_texts(measure).items()}


def measure_texts(measure: Measure) -> dict[str, str]:
    """As `all_texts`, of one measure."""
    return {
        measure.id: measure.said,
        f"{measure.id}-doer": measure.for_doer,
        f"{measure.id}-answers": measure.answers,
        f"{measure.id}-pupil": measure.for_pupil,
    }


def inputs_of(measure: Measure) -> dict[str, str]:
    """The input of the form that each of them is written in."""
    return {
        measure.id: "what",
        f"{measure.id}-doer": "for_doer",
        f"{measure.id}-answers": "answers",
        f"{measure.id}-pupil": "for_pupil",
    }


def require_easy(field: str, text: str, sure: frozenset[str]) -> None:
    """Raises `Unsure`, on the field, the first time; who sends it again has read it anew."""
    key = f"{field}:lix"
    if hard_for_a_child(text) and key not in sure:
        raise Unsure(
            field,
            "Dette er tungt å lese for eleven. Del opp i kortere setninger, og bruk kortere ord. Trykk en gang til for "
            "å lagre det som det står.",
            sure=key,
        )
