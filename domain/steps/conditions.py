"""Which of the plan's steps a case has, and whether they have a day and must be done in it."""

from collections.abc import Sequence

from domain.case.case import Case
from domain.incident import Mark
from domain.school_plan.fields import Condition
from domain.school_plan.procedure import StepRule
from domain.school_plan.school_plan import SchoolPlan


def steps_of(school_plan: SchoolPlan, case: Case) -> Sequence[StepRule]:
    """All steps; in the linked case of a pupil who violates those that the plan says are of such a case."""
    own = [step for step in school_plan.procedure.steps if step.own_case]
    return own if case.violator and own else school_plan.procedure.steps


def weighed(step: StepRule, case: Case, *, at_aks: bool) -> StepRule:
    """With its day, and as a must, only where the plan says so."""
    if step.required_when and applies(step.required_when, case, at_aks=at_aks):
        return step.model_copy(update={"required": True})
    if step.due_when and not applies(step.due_when, case, at_aks=at_aks):
        return step.model_copy(update={"due": None})
    return step


def applies(condition: Condition | None, case: Case, *, at_aks: bool) -> bool:
    match condition:
        case None:
            return True
        case Condition.SERIOUS:
            return (case.serious or case.enhanced) and not case.past_the_school
        case Condition.UNKNOWN_PUPIL:
            return case.pupil_id is None and not case.nobody_exposed
        case Condition.NOBODY_EXPOSED:
            return case.nobody_exposed
        case Condition.AKS:
            return at_aks
        case _:
            return case.has(_SAID[condition])


_SAID = {
    Condition.VIOLENCE: Mark.VIOLENCE,
    Condition.FORCE: Mark.FORCE,
    Condition.NAMED_LATE: Mark.NAMED_LATE,
    Condition.VIOLATION: Mark.VIOLATION,
    Condition.PUPIL_NAMED: Mark.PUPIL_NAMED,
}
MARKS = {Condition.VIOLENCE: Mark.VIOLENCE, Condition.FORCE: Mark.FORCE, Condition.VIOLATION: Mark.VIOLATION}
"""The steps each incident with that mark has its own of."""
