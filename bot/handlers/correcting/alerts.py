"""The reporter says that something in the own alert is wrong."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.correcting import wrong as cards
from cards.correcting.actions import SayWrong
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from domain.ids import new_id
from domain.message import Done
from services.alert.own_alert import own_alert
from services.correcting.say_wrong import say_wrong
from services.turn import Turn


@router.on(SayWrong)
def wrong(action: SayWrong, turn: Turn) -> Show:
    if not action.addition_id:
        return Show(wrong_form({"alert_id": action.alert_id}, turn, NOTHING))
    alert = say_wrong(action.alert_id, action.wrong, action.addition_id, turn)
    return show_done(Done.ALERT, turn, alert=alert)


@router.form(SayWrong)
def wrong_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.wrong_form(own_alert(ids["alert_id"], turn), ids.get("addition_id") or new_id(), filled)
