"""The reporter says that something in the own alert is wrong."""

from cards.alert.actions import ShowAlert
from cards.correcting.actions import SayWrong
from cards.kit.elements import Card, card, heading, text
from cards.kit.forms import NOTHING, Filled
from domain.alert.alert import Alert
from domain.text.messages import _


def wrong_form(alert: Alert, addition_id: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(_("Dette ble feil")),
        text(_("Var det en annen elev, eller gjorde noen noe annet enn det står? En leder får beskjed og retter det.")),
        text(_("Det du sendte, blir stående i historien."), subtle=True),
        SayWrong.inputs(filled),
        actions=[
            SayWrong.button(_("Si fra"), alert_id=alert.id, addition_id=addition_id, style="positive"),
            ShowAlert.button(_("Tilbake"), alert_id=alert.id),
        ],
    )
