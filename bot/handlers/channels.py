"""`kanal`: a leader chooses what a channel receives."""

from collections.abc import Mapping

from bot.router import Router, Show, Turn
from cards import channel as cards
from cards.channel import BindChannel, ChooseForChannel
from cards.elements import Card
from cards.forms import NOTHING, Filled
from domain.channel import PURPOSE_LABELS, Channel, label, offered
from domain.errors import Invalid, Refused
from domain.event import Event
from storage.channels import Place

router = Router()


def shown(turn: Turn, note: str = "") -> Card:
    """What the channel receives now; anyone in it may know. Given up, it is reached again from now on."""
    turn.tx.channels.heard(_place(turn))
    served = {one for channel in turn.tx.channels.all() for one in channel.receives}
    unserved = [purpose for purpose in PURPOSE_LABELS if purpose not in served]
    return cards.channel_card(_here(turn), unserved, note)


@router.on(ChooseForChannel)
def choose(_action: ChooseForChannel, turn: Turn) -> Show:
    return Show(form({}, turn, NOTHING))


@router.form(BindChannel)
def form(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.choose_form(_here(turn), _offered(turn), filled)


@router.on(BindChannel)
def bind(action: BindChannel, turn: Turn) -> Show:
    """Recorded by whom: what a channel receives is seen by all who are in it."""
    if not set(_offered(turn)).issuperset(action.receives):
        raise Invalid("receives", "Velg fra listen.")
    turn.tx.channels.bind(_place(turn), action.receives, turn.now)
    said = ", ".join(label(one) for one in action.receives) or "ingenting"
    event = Event(kind="channel:bound", at=turn.now, by=turn.actor.id, text=f"Kanalen får: {said}.")
    turn.tx.events.add(event)
    return Show(shown(turn, "Lagret."))


def _offered(turn: Turn) -> list[str]:
    return offered({pupil.grade for pupil in turn.tx.pupils.read_all() if pupil.active})


def _here(turn: Turn) -> Channel | None:
    return turn.tx.channels.at(_place(turn).conversation_id)


def _place(turn: Turn) -> Place:
    if turn.place is None:
        raise Refused("Skriv «kanal» i kanalen det gjelder.")
    return turn.place
