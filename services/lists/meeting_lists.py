"""What a meeting goes through: open plans (L102, L537), or the cases where something is to be decided (L405–407)."""

from datetime import date

from domain.case.case import Case
from domain.oslo import oslo_date
from domain.school_plan.procedure import WITH_PLAN, Does
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Lists
from domain.steps.progress import Progress
from services.steps.case_progress import standing
from services.turn import Turn
from storage.unit_of_work import Tx

Standing = tuple[Case, Progress]


def listed(lists: Lists, tx: Tx, school_plan: SchoolPlan, today: date, *, aks: bool = False) -> list[Standing]:
    """Those that may be spoken of at all; `aks`: of pupils who go there."""
    cases = [case for case in tx.cases.all_open() if case.may_be_spoken_of]
    if aks:
        pupils = tx.pupils.some({case.pupil_id for case in cases if case.pupil_id})
        there = {pupil.id for pupil in pupils if pupil.at_aks}
        cases = [case for case in cases if case.pupil_id in there]
    return [one for one in standing(cases, tx, school_plan) if _goes_in(lists, one[1], today)]


def _goes_in(lists: Lists, now: Progress, today: date) -> bool:
    """A decision waits until the start meeting has made it, and again when the plan is to be evaluated."""
    if lists is Lists.OPEN_PLANS:
        return now.branch in WITH_PLAN
    evaluates = now.that(Does.EVALUATE)
    return now.branch is None or (evaluates is not None and evaluates.due is not None and evaluates.due <= today)


def to_go_through(lists: Lists, turn: Turn) -> list[Standing]:
    """Of these the ones the person is on."""
    found = listed(lists, turn.tx, turn.school_plan, oslo_date(turn.now))
    return [one for one in found if turn.actor.id in one[0].members - one[0].barred]
