"""Being away and quiet, and what a channel receives, as cards."""

from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.reminders import away, channel
from services.reminders.absence import own_absence, suggested_quiet
from services.reminders.bind_channel import bound_here, look_at_channel, offered_here
from services.turn import Turn


def away_pointer(turn: Turn) -> Card:
    """The answer to the words, which is kept in the chat."""
    return away.away_pointer(own_absence(turn))


def away_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    others = [person for person in turn.tx.people.active() if person.id != turn.actor.id]
    return away.away_form(own_absence(turn), others, turn.today, filled)


def quiet_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    return away.quiet_form(suggested_quiet(turn), filled)


def channel_card(turn: Turn, note: str = "") -> Card:
    """What the channel receives now; anyone in it may know."""
    return channel.channel_card(*look_at_channel(turn), note)


def channel_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    return channel.choose_form(bound_here(turn), offered_here(turn), filled)
