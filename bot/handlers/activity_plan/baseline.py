"""The short questions before the measures begin."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import activity_plan as plans
from bot.show.done import show_done
from cards.activity_plan.actions import AskFirst, OpenBaseline
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from domain.ids import new_id
from domain.message import Done
from services.activity_plan.ask_first import ask_first
from services.turn import Turn


@router.on(OpenBaseline)
def open_baseline(action: OpenBaseline, turn: Turn) -> Show:
    return Show(plans.baseline_form(turn.case(action.case_id), new_id(), turn, NOTHING))


@router.form(AskFirst)
def baseline_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return plans.baseline_form(turn.case(ids["case_id"]), ids.get("record_id") or new_id(), turn, filled)


@router.on(AskFirst)
def ask(action: AskFirst, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    ask_first(file, action.record_id, action.seen, action.on, action.answers, turn)
    return show_done(Done.ANSWERS, turn, case=file.case)
