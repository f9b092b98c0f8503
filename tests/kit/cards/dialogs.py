"""Two Teams clients: one that shows the reply to a press in the card's place, and one that shows dialogs.

The second holds all that is sent and shown against the contract of dialogs, and then shows it as the cards that were
made, so that people press both alike.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.settings.settings import Carrier
from tests.kit.cards.card_schema import OF_ALL, Rules, is_input, schema_problems

Json = dict[str, Any]

OPENED_FROM = "openedFrom"
"""Of a card that stands in a dialog: the message it says that it was opened from."""
OPENS = {"type": "task/fetch"}
_ADAPTIVE = "application/vnd.microsoft.card.adaptive"
_WORDS = "application/vnd.microsoft.activity.message"


class CardClient:
    """`message` and `answer` are as the bot sent them."""

    carrier = Carrier.CARDS

    def message(self, card: Json) -> Json:
        """The card of a message, as its reader can press it."""
        return card

    def press(self, _card: Json, verb: str, data: Mapping[str, object]) -> Json:
        """What tells this invoke from others. `data` is what the button carries, and the answers."""
        action = {"type": "Action.Execute", "verb": verb, "data": dict(data)}
        return {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}

    def answer(self, body: Json) -> Json:
        """What the press was answered with, as the first client is answered."""
        return body


class DialogClient(CardClient):
    """Merges what was answered into what the button carries, and tells no message of a press in a dialog, as Teams."""

    carrier = Carrier.DIALOGS

    def message(self, card: Json) -> Json:
        assert not (found := schema_problems(card, OF_MESSAGES)), found
        made: Json = _as_made(card)
        return made

    def press(self, card: Json, verb: str, data: Mapping[str, object]) -> Json:
        context = {"theme": "default"}
        if OPENED_FROM not in card:
            opens = {"msteams": OPENS, "verb": verb, "data": dict(data)}
            return {"name": "task/fetch", "value": {"data": opens, "context": context}}
        asked = {node["id"] for node in _nodes(card) if is_input(node)}
        carried = {name: value for name, value in data.items() if name not in asked}
        answered = {name: value for name, value in data.items() if name in asked}
        said = {"verb": verb, "data": carried} | card[OPENED_FROM] | answered
        return {"name": "task/submit", "value": {"data": said, "context": context}, "replyToId": None}

    def answer(self, body: Json) -> Json:
        assert body.keys() == {"task"}
        kind, value = body["task"]["type"], body["task"]["value"]
        if kind == "message":
            assert isinstance(value, str)
            return {"type": _WORDS, "value": value}
        assert kind == "continue"
        assert value.keys() == {"title", "height", "width", "card"}
        assert value["card"].keys() == {"contentType", "content"}
        assert value["card"]["contentType"] == _ADAPTIVE
        return {"type": _ADAPTIVE, "value": _in_dialog(value["card"]["content"])}


def _in_dialog(card: Json) -> Json:
    """All its buttons name the same message, if they name any."""
    assert not (found := schema_problems(card, OF_DIALOGS)), found
    named = [node["data"].get("message") for node in _nodes(card) if node.get("type") == "Action.Submit"]
    assert len({*named}) <= 1
    made: Json = _as_made(card)
    return made | {OPENED_FROM: {"message": named[0]} if named and named[0] else {}}


def _as_made(piece: Any) -> Any:  # noqa: ANN401  (any type)
    if isinstance(piece, list):
        return [_as_made(part) for part in piece]
    if not isinstance(piece, dict):
        return piece
    if piece.get("type") == "Action.Submit":
        data = piece["data"]
        return piece | {"type": "Action.Execute", "verb": data["verb"], "data": data["data"]}
    return {name: _as_made(value) for name, value in piece.items()}


def _nodes(piece: Any) -> Iterator[Json]:  # noqa: ANN401  (any type)
    """The parts of a card that have a type."""
    if isinstance(piece, dict):
        if isinstance(piece.get("type"), str):
            yield piece
        for value in piece.values():
            yield from _nodes(value)
    elif isinstance(piece, list):
        for value in piece:
            yield from _nodes(value)


def _carries(node: Json, *, opens: bool) -> bool:
    """Whether a button carries what its place wants, and not a word more."""
    data = node.get("data") or {}
    optional = set() if opens else {"message", "held"}
    needed = {"verb", "data", "msteams"} if opens else {"verb", "data"}
    return (
        needed <= data.keys() <= needed | optional
        and data.get("msteams", OPENS) == OPENS
        and bool(data["verb"])
        and isinstance(data["data"], dict)
    )


_OF_BOTH: Rules = {**OF_ALL, "Action.Execute is not for dialogs": lambda node: node["type"] == "Action.Execute"}
OF_MESSAGES: Rules = {
    **_OF_BOTH,
    "a button opens a dialog": lambda node: node["type"] == "Action.Submit" and not _carries(node, opens=True),
    "a message asks for nothing: its answers would not come along": is_input,
}
OF_DIALOGS: Rules = {
    **_OF_BOTH,
    "a button sends, and says nothing to Teams": lambda node: (
        node["type"] == "Action.Submit" and not _carries(node, opens=False)
    ),
}
