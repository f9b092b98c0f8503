"""Being away and quiet, and what a channel receives, as cards."""

from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.reminders import away, channel, quiet
from services.reminders.absence import own_absence, own_quiet, suggested_quiet
from services.reminders.bind_channel import bound_here, look_at_channel, offered_here
from services.turn import Turn


def away_pointer(turn: Turn) -> Card:
    """The answer to the words, which is kept in the chat."""
    return away.away_pointer(own_absence(turn))


def away_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    others = [person for person in turn.tx.people.active() if person.id != turn.actor.id]
    return away.away_form(own_absence(turn), others, turn.today, filled)


def quiet_pointer(turn: Turn) -> Card:
    """The answer to the words, which is kept in the chat."""
    held, wants_year = own_quiet(turn), turn.tx.absences.wants_year_lines(turn.actor.id)
    return quiet.quiet_pointer(held.until if held else None, wants_year=wants_year)


def quiet_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    wants_year = turn.tx.absences.wants_year_lines(turn.actor.id)
    return quiet.quiet_form(suggested_quiet(turn), wants_year=wants_year, filled=filled)


def channel_card(turn: Turn, note: str = "") -> Card:
    """What the channel receives now; anyone in it may know."""
    return channel.channel_card(*look_at_channel(turn), note)


def channel_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    return channel.choose_form(bound_here(turn), offered_here(turn), filled)
