"""What several have logged on one pupil, as a card."""

from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.patterns.pattern import answered, pattern_card
from domain.ids import new_id
from services.patterns.answer import read_pattern
from services.turn import Turn


def pattern_shown(pattern: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    """The entries, which are read by that, or that somebody has answered."""
    seen = read_pattern(pattern, turn)
    if seen.newest is None:
        return answered()
    entries = [*seen.entries.values()]
    return pattern_card(pattern, seen.newest, seen.pupil, entries, seen.names, turn.school_plan, new_id(), filled)
