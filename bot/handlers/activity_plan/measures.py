"""The measures of an activity plan, one at a time: put into it, changed, and taken out."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import activity_plan as plans
from bot.show.activity_plan import ask_to_take_out, show_plan
from bot.show.done import show_done
from cards.activity_plan.actions import DropMeasure, OpenMeasure, PutMeasure
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.ids import new_id
from domain.message import Done
from domain.text.messages import _
from services.activity_plan.write_plan import take_out_measure, write_measure
from services.turn import Turn


@router.on(OpenMeasure)
def open_measure(action: OpenMeasure, turn: Turn) -> Show:
    changes = {"changes": action.measure_id} if action.measure_id else {}
    ids = {"case_id": action.case_id, "measure_id": action.measure_id or new_id(), **changes}
    return router.open(PutMeasure, ids, turn)


@router.form(PutMeasure)
def measure_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return plans.measure_form(turn.case(ids["case_id"]), ids, turn, filled)


@router.on(PutMeasure)
def put(action: PutMeasure, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    write_measure(file, action.measure_id, action.seen, action.typed, action.names_reason, turn)
    return show_done(Done.MEASURE, turn, case=file.case)


@router.on(DropMeasure)
def drop(action: DropMeasure, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    if take_out_measure(file, action.measure_id, action.seen, turn):
        return show_plan(file, turn, _("Tiltaket er tatt ut."))
    return ask_to_take_out(file, action.measure_id)
