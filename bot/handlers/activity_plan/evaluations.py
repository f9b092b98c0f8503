"""Evaluating a plan: what works, what becomes of it, and the next day."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import activity_plan as plans
from bot.show.activity_plan import show_evaluated
from bot.show.done import show_done
from cards.activity_plan.actions import EvaluatePlan, ShowEvaluation
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.ids import new_id
from domain.message import Done
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from services.activity_plan.evaluate_plan import evaluate_plan
from services.case_file import CaseFile
from services.steps.take_step import own_step
from services.turn import Turn


@router.on(EvaluatePlan)
def evaluate(action: EvaluatePlan, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    evaluate_plan(file, action.step, action.record_id, action.said, turn)
    return show_done(Done.EVALUATION, turn, case=file.case)


@router.on(ShowEvaluation)
def show(action: ShowEvaluation, turn: Turn) -> Show:
    return show_evaluated(turn.case(action.case_id), turn)


@router.form(EvaluatePlan)
def evaluation_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    step = own_step(file, ids["step"], turn)
    return plans.evaluation_form(file, step, ids.get("record_id") or new_id(), turn, filled)


@router.step(Does.EVALUATE)
def evaluation_form(file: CaseFile, step: Step, turn: Turn, filled: Filled) -> Card:
    return router.open(EvaluatePlan, {"case_id": file.case.id, "step": step.rule.id}, turn, filled).card
