"""What a form asks only when an answer calls for it: why another pupil's name must stand there, or why not as usual."""

from typing import Annotated

from cards.kit.fields import Line
from cards.kit.forms import Action, Ask, Filled

REASON = "names_reason"
WHEN_CALLED_FOR = frozenset({REASON, "later_because", "not_asked_because"})
Why = Annotated[Line, Ask("Hvorfor må navnet stå her?")]


def asks(action: type[Action], filled: Filled) -> dict[str, Ask]:
    """What the form asks: of names only when one has been found, and why not as usual only when that was chosen."""
    found = {name for name in WHEN_CALLED_FOR if name in filled.errors or filled.values.get(name)}
    return {name: ask for name, ask in action.asks().items() if name not in WHEN_CALLED_FOR - found}
