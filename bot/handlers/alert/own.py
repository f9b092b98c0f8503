"""The reporter's own alert. Never the case."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.alert import identify_card, name_card, own_alert_card, show_receipt
from bot.show.done import show_done
from cards.alert.actions import AddToAlert, IdentifiedFromAlert, IdentifyFromAlert, NameFromAlert, ShowAlert
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.ids import PersonId
from domain.message import Done
from services.alert.add_to_alert import add_to_alert
from services.alert.own_alert import identify_in_alert, name_in_alert, own_alert, unidentified_alert
from services.people.staff import known_group
from services.turn import Turn


@router.on(ShowAlert)
def show(action: ShowAlert, turn: Turn) -> Show:
    return Show(own_alert_card(own_alert(action.alert_id, turn), turn))


@router.on(AddToAlert)
def add(action: AddToAlert, turn: Turn) -> Show:
    alert = add_to_alert(action.alert_id, action.text, action.addition_id, turn)
    return show_done(Done.ALERT, turn, alert=alert)


@router.form(AddToAlert)
def add_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return own_alert_card(own_alert(ids["alert_id"], turn), turn, filled)


@router.on(IdentifyFromAlert)
def identify(action: IdentifyFromAlert, turn: Turn) -> Show:
    alert = unidentified_alert(action.alert_id, turn)
    group = known_group(turn, action.group) if action.group else ""
    return Show(identify_card(alert, group, turn))


@router.on(IdentifiedFromAlert)
def identified(action: IdentifiedFromAlert, turn: Turn) -> Show:
    alert = identify_in_alert(action.alert_id, action.group, action.pupil, turn)
    return show_done(Done.SAVED, turn, alert=alert)


@router.form(IdentifyFromAlert)
@router.form(IdentifiedFromAlert)
def identify_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return identify_card(unidentified_alert(ids["alert_id"], turn), ids.get("group", ""), turn, filled)


@router.on(NameFromAlert)
def name(action: NameFromAlert, turn: Turn) -> Show:
    if not (action.suspect and action.naming_id):
        return Show(name_card(own_alert(action.alert_id, turn), "", turn))
    named = name_in_alert(action.alert_id, PersonId(action.suspect), action.naming_id, turn)
    return show_done(Done.SAVED, turn, alert=named) if named.id == action.alert_id else show_receipt(named, turn)


@router.form(NameFromAlert)
def name_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return name_card(own_alert(ids["alert_id"], turn), ids.get("naming_id", ""), turn, filled)
