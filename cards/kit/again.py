"""A form that could not be taken, shown again: what is wrong stands at its top, and nothing written is gone."""

from collections.abc import Iterator, Mapping
from typing import Any

from cards.kit.elements import Card, card, execute, heading, problem, text, text_input
from cards.kit.forms import OF, Action, Filled
from domain.text.messages import _

_INSIDE = ("body", "items", "columns")
LONGEST = 4000
"""Letters of one text that are given back: more than any form takes."""


def at_top(drawn: Card, filled: Filled) -> Card:
    """The form with what is wrong said before anything else, each with the field it is about."""
    labels = dict(_labels(drawn))
    said = [filled.note] if filled.note else []
    said += [_about(labels.get(name, ""), wrong) for name, wrong in filled.errors.items()]
    drawn["body"][:0] = [problem(line) for line in said]
    return drawn


def carried(action: type[Action], data: Mapping[str, object], why: str) -> Card:
    """The form as far as what the press carried makes one: for when nothing else can be read.

    Texts stand to be read and kept; the other answers travel in the button, as they were given.
    """
    own = {name: value for name, value in data.items() if isinstance(value, str) and action.has(name)}
    texts = {name: value[:LONGEST] for name, value in own.items() if _written(action, name, value)}
    rest = {name: value for name, value in own.items() if name not in texts}
    return card(
        problem(why),
        heading(_("Det du skrev")) if texts else None,
        [text_input(name, action.label(name), value=said, lines=True, limit=LONGEST) for name, said in texts.items()],
        text(_("Det er ikke lagret. Prøv igjen, eller ta vare på det et annet sted."), subtle=True) if texts else None,
        actions=[execute(_("Prøv igjen"), action.verb, rest, style="positive")],
    )


def _written(action: type[Action], name: str, value: str) -> bool:
    """Whether it is words. What a step asks may as well be answered with a day or a person: those have no spaces."""
    return action.is_text(name) and (OF not in name or " " in value.strip()) and bool(value)


def _about(label: str, wrong: str) -> str:
    if not label:
        return wrong
    return f"{label} {wrong}" if "?" in label else f"{label}: {wrong}"


def _labels(piece: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (any type)
    """What each input of a card is called."""
    if isinstance(piece, list):
        for part in piece:
            yield from _labels(part)
    elif isinstance(piece, dict):
        if str(piece.get("type", "")).startswith("Input."):
            yield piece["id"], str(piece.get("label") or piece.get("title") or "")
        for name in _INSIDE:
            yield from _labels(piece.get(name))
