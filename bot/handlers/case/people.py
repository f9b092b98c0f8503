"""Who is inhabil in a case."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.case import people as cards
from cards.case.actions import SetAside, StepAside
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.ids import new_id
from domain.message import Done
from services.case.disqualify import below, set_aside, step_aside
from services.turn import Turn


@router.on(StepAside)
def aside(action: StepAside, turn: Turn) -> Show:
    step_aside(turn.case(action.case_id), action.record_id, action.reason, turn)
    return show_done(Done.SAVED, turn)


@router.on(SetAside)
def set_someone_aside(action: SetAside, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    set_aside(file, action.person, action.record_id, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case if turn.actor.id in file.case.members else None)


@router.form(StepAside)
def aside_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.step_aside_form(turn.case(ids["case_id"]).case, ids.get("record_id") or new_id(), filled)


@router.form(SetAside)
def set_aside_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return cards.set_aside_form(file.case, below(file, turn), ids.get("record_id") or new_id(), filled)
