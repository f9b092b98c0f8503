"""What several have logged on one pupil, as a card."""

from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.patterns.pattern import PatternView, answered, pattern_card
from domain.ids import new_id
from services.patterns.answer import read_pattern
from services.turn import Turn


def pattern_shown(pattern: str, turn: Turn, page: int = 1, filled: Filled = NOTHING) -> Card:
    """The entries, which are read by that, or that somebody has answered; what one wrote meanwhile is given back."""
    seen = read_pattern(pattern, turn)
    if seen.newest is None:
        return answered(filled)
    view = PatternView(
        pattern=pattern,
        newest=seen.newest,
        pupil=seen.pupil,
        entries=[*seen.entries.values()][::-1],
        names=seen.names,
        page=page,
    )
    return pattern_card(view, turn.school_plan, new_id(), filled)
