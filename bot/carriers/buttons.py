"""A card's buttons, made for dialogs.

Whatever makes cards gives them `Action.Execute`; here each becomes the `Action.Submit` that Teams opens a dialog for,
or sends from one. Neither writes anything into the chat.
"""

from collections.abc import Callable
from typing import Any

from cards.kit.elements import FRESH, Card, Piece

VERB, DATA, MESSAGE, HELD, TEAMS = "verb", "data", "message", "held", "msteams"
"""What a button carries. Teams puts the answers of the form beside them, so no input is called so."""
_EXECUTE, _SUBMIT = "Action.Execute", "Action.Submit"


def opening_dialogs(card: Card) -> Card:
    """For a message. It has no inputs, so a client that knows no dialogs has only ids to write into the chat."""
    turned: Card = _turned(card, _opening)
    return turned


def within_dialog(card: Card, message: str | None, held: str | None = None) -> Card:
    """For a dialog. `message`: the one it was opened from, which Teams does not tell again. `held`: what it offers.

    It does not cover that message, so whoever goes on from a receipt need not keep the message from becoming one.
    """

    def sending(button: Piece) -> Piece:
        data = {name: value for name, value in button[DATA].items() if name != FRESH}
        told = {MESSAGE: message} if message else {}
        return {VERB: button[VERB], DATA: data} | told | ({HELD: held} if held is not None else {})

    turned: Card = _turned(card, sending)
    return turned


def _opening(button: Piece) -> Piece:
    return {TEAMS: {"type": "task/fetch"}, VERB: button[VERB], DATA: button[DATA]}


def _turned(piece: Any, carries: Callable[[Piece], Piece]) -> Any:  # noqa: ANN401  (any type)
    """A copy: the card itself may be shown otherwise too."""
    if isinstance(piece, list):
        return [_turned(part, carries) for part in piece]
    if not isinstance(piece, dict):
        return piece
    if piece.get("type") == _EXECUTE:
        looks = {name: value for name, value in piece.items() if name not in (VERB, DATA)}
        return looks | {"type": _SUBMIT, DATA: carries(piece)}
    return {name: _turned(value, carries) for name, value in piece.items()}
