"""`kanal`: a leader chooses what a channel receives."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.reminders import channel_card, channel_form
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.reminders.channel import BindChannel, ChooseForChannel
from domain.text.messages import _
from services.reminders.bind_channel import bind_channel
from services.turn import Turn


@router.on(ChooseForChannel)
def choose(_action: ChooseForChannel, turn: Turn) -> Show:
    return Show(channel_form(turn))


@router.form(BindChannel)
def choose_again(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return channel_form(turn, filled)


@router.on(BindChannel)
def bind(action: BindChannel, turn: Turn) -> Show:
    bind_channel(action.receives, turn)
    return Show(channel_card(turn, _("Lagret.")))
