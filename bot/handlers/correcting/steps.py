"""A step of a case that was not done after all."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.correcting import undo as cards
from cards.correcting.actions import UndoStep
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.correcting.undo import needs_reason
from domain.ids import new_id
from domain.message import Done
from services.correcting.undo_step import last_done, undo_step
from services.turn import Turn


@router.on(UndoStep)
def undo(action: UndoStep, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    undo_step(file, action.step, action.record_id, action.undoes, action.reason, turn)
    return show_done(Done.STEP_UNDONE, turn, case=file.case)


@router.form(UndoStep)
def undo_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    step, last = last_done(file, ids["step"])
    asks, record_id = needs_reason(last, turn.actor, turn.today), ids.get("record_id") or new_id()
    return cards.undo_form(file.case, step, last, record_id, asks=asks, filled=filled)
