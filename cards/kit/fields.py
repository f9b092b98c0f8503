"""The kinds of field a button may carry or ask for, with their limits; and those asked only when an answer
calls for it: why another pupil's name must stand there, or why not as usual.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from cards.kit.forms import Action, Ask, Filled
from domain.alert.alert import FACTS_MAX
from domain.text.answered import Written
from domain.text.prose import ENTRY_MAX

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Key = Annotated[str, StringConstraints(max_length=60)]
Offset = Annotated[int, Field(ge=0, le=99_999)]
PageNo = Annotated[int, Field(ge=1, le=9999)]
Facts = Annotated[Written, StringConstraints(max_length=FACTS_MAX)]
Entry = Annotated[Written, StringConstraints(max_length=ENTRY_MAX)]
Line = Annotated[Written, StringConstraints(max_length=200)]
Reason = Annotated[Written, StringConstraints(min_length=3, max_length=600)]

REASON = "names_reason"
WHEN_CALLED_FOR = frozenset({REASON, "later_because", "not_asked_because"})
Why = Annotated[Line, Ask("Hvorfor må navnet stå her?")]


def asks(action: type[Action], filled: Filled) -> dict[str, Ask]:
    """What the form asks: of names only when one has been found, and why not as usual only when that was chosen."""
    found = {name for name in WHEN_CALLED_FOR if name in filled.errors or filled.values.get(name)}
    return {name: ask for name, ask in action.asks().items() if name not in WHEN_CALLED_FOR - found}
