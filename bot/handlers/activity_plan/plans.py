"""The activity plan: read, and written a page of texts at a time."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import activity_plan as plans
from bot.show.activity_plan import show_plan
from bot.show.done import show_done
from cards.activity_plan.actions import OpenPlanPart, ShowPlan, WritePlan
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.activity_plan.parts import Part
from domain.message import Done
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from services.activity_plan.write_plan import write_part
from services.case_file import CaseFile
from services.turn import Turn


@router.on(ShowPlan)
def show(action: ShowPlan, turn: Turn) -> Show:
    return show_plan(turn.case(action.case_id), turn, page=action.page)


@router.step(Does.NEW_MEASURES)
@router.step(Does.PLAN)
def plan_of_step(file: CaseFile, _step: Step, turn: Turn, _filled: Filled) -> Card:
    return show_plan(file, turn).card


@router.on(OpenPlanPart)
def open_part(action: OpenPlanPart, turn: Turn) -> Show:
    return router.open(WritePlan, {"case_id": action.case_id, "part": action.part}, turn)


@router.form(WritePlan)
def part_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return plans.part_form(turn.case(ids["case_id"]), Part(ids["part"]), ids.get("seen", ""), filled)


@router.on(WritePlan)
def write(action: WritePlan, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    write_part(file, action.part, action.seen, action.typed, action.names_reason, turn)
    return show_done(Done.PLAN, turn, case=file.case)
