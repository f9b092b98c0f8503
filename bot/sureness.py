"""A day, or words, that are asked about: the button of the form that is given back says that it is right."""

from collections.abc import Mapping
from dataclasses import replace

from cards.case.drafts import buttons_in
from cards.kit.again import SURE
from cards.kit.elements import Card
from cards.kit.forms import Action
from domain.errors import DomainError, Unsure
from services.turn import Turn

_AND = "|"


def said(data: Mapping[str, object], turn: Turn) -> tuple[dict[str, object], Turn]:
    """The press without it, and the turn of someone who is sure of that."""
    rest = {name: value for name, value in data.items() if name != SURE}
    days = frozenset(filter(None, str(data.get(SURE) or "").split(_AND)))
    return rest, replace(turn, sure=days)


def asked(drawn: Card, form: type[Action], turn: Turn, error: DomainError) -> None:
    """Pressed again as it is drawn, the form is sure of it, and of what was asked about before."""
    if isinstance(error, Unsure):
        sends = (button for button in buttons_in(drawn) if button["verb"] == form.verb)
        for button in sends:
            button["data"][SURE] = _AND.join(sorted({*turn.sure, error.sure}))
