"""The kinds of field a button may carry or ask for, with their limits; and those asked only when an answer
calls for it: why another pupil's name must stand there, or why not as usual.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from cards.kit.forms import OF, Action, Ask, Filled
from domain.alert.alert import FACTS_MAX
from domain.text.answered import Written
from domain.text.messages import _
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
_OfName = Annotated[str, StringConstraints(max_length=70)]
Why = Annotated[dict[_OfName, Line], Ask("Hvorfor må navnet stå her?"), Field(default_factory=dict)]
"""By the text and the name, as the question was asked."""


def asks(action: type[Action], filled: Filled) -> dict[str, Ask]:
    """What the form asks: of names only when one has been found, right after the text it stands in, and why not as
    usual only when that was chosen.
    """
    found = {name for name in WHEN_CALLED_FOR if name in filled.errors or filled.values.get(name)}
    return with_why(
        action, {name: ask for name, ask in action.asks().items() if name not in WHEN_CALLED_FOR - found}, filled
    )


def with_why(action: type[Action], asked: Mapping[str, Ask], filled: Filled) -> dict[str, Ask]:
    """With a question for each name that has been found; one whose text is not asked for stands last."""
    why = action.asks().get(REASON)
    names = [name for name in dict.fromkeys((*filled.errors, *filled.values)) if name.startswith(REASON + OF)]
    if why is None:
        return dict(asked)
    placed: dict[str, Ask] = {}
    for field, ask in asked.items():
        here = replace(why, label=_("Hvorfor må navnet stå i «{text}»?", text=ask.label.rstrip("?")))
        placed |= {field: ask} | {name: here for name in names if _stands_in(name) == field}
    return placed | {name: why for name in names if name not in placed}


def _stands_in(name: str) -> str:
    """The input of the text that a name was found in."""
    return name.removeprefix(REASON + OF).partition("~")[0]
