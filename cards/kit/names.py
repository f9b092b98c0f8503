"""Asked only when another pupil's name has been found in what was written: why it must stand there."""

from typing import Annotated

from cards.kit.fields import Line
from cards.kit.forms import Action, Ask, Filled

REASON = "names_reason"
Why = Annotated[Line, Ask("Hvorfor må navnet stå her?")]


def asks(action: type[Action], filled: Filled) -> dict[str, Ask]:
    """What the form asks: of names only when one has been found."""
    found = REASON in filled.errors or filled.values.get(REASON)
    return {name: ask for name, ask in action.asks().items() if name != REASON or found}
