"""How long a closed case is kept."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.retention import keeping as cards
from cards.retention.actions import HoldCase, KeepingForm, KeepLonger, ShowKeeping
from domain.case.members import decides
from domain.ids import new_id
from domain.message import Done
from services.retention.keep import keeping, postpone, set_hold
from services.turn import Turn


@router.on(ShowKeeping)
def show(action: ShowKeeping, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    if action.form is KeepingForm.LONGER:
        return Show(cards.longer_form(action.case_id, new_id()))
    if action.form:
        return Show(cards.hold_form(action.case_id, new_id(), lift=action.form is KeepingForm.LIFT))
    told, mine = keeping(file, turn), decides(file.case, turn.actor)
    return Show(cards.keeping_card(file.case, told.on, told.fate.rule, told.fate.stays, held=told.held, decides=mine))


@router.form(KeepLonger)
def longer_form(ids: Mapping[str, str], _turn: Turn, filled: Filled) -> Card:
    return cards.longer_form(ids["case_id"], ids.get("record_id") or new_id(), filled)


@router.form(HoldCase)
def hold_form(ids: Mapping[str, str], _turn: Turn, filled: Filled) -> Card:
    return cards.hold_form(ids["case_id"], ids.get("record_id") or new_id(), filled, lift=ids.get("lift") == "true")


@router.on(KeepLonger)
def longer(action: KeepLonger, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    postpone(file, action.until, action.reason, action.record_id, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(HoldCase)
def hold(action: HoldCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    set_hold(file, action.reason, action.record_id, turn, lift=action.lift)
    return show_done(Done.SAVED, turn, case=file.case)
