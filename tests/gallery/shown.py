"""Which cards the gallery has a picture of, and what each picture is called: by its button and who pressed it, never by
the card's words or its place in the walk, so that a card that changes is a picture that changes.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.kit.forms import Action
from tests.kit.cards.gallery import Gallery
from tests.kit.school import Json, walk, words

KEPT = Path(__file__).parents[2] / "docs" / "gallery"
MESSAGES = "messages"
_UNSEEN = {"data", "url", "id", "verb", "targetElements"}
_IDS = re.compile(r"[0-9a-f]{32}|\d+")
_APART = re.compile(r"[^a-z0-9æøå]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """One card as it is first seen, or `unfolded`. `name` is a path without an ending, the room first."""

    name: str
    title: str
    card: Json
    unfolded: bool = False

    @property
    def room(self) -> str:
        return self.name.split("/")[0]


def shown_in(gallery: Gallery) -> list[Shown]:
    """In order of rooms; of cards that look the same, the first. Where something is folded away that was not in a card
    of the same button before, the card is there once more with all unfolded.
    """
    return sorted(_named(gallery.shown), key=lambda one: one.room)


def _named(cards: Mapping[str, Json]) -> Iterator[Shown]:
    seen, times, opened = set[str](), Counter[str](), set[tuple[str, str]]()
    for where, card in cards.items():
        if (look := json.dumps(_looks(card), sort_keys=True)) in seen:
            continue
        seen.add(look)
        room, called, verb = _called(where, card)
        times[called] += 1
        name = f"{room}/{called}-{times[called]}"
        yield Shown(name, words(card)[0], card)
        folds = {(verb, _IDS.sub("", piece["id"])) for piece in walk(card) if piece.get("isVisible") is False}
        if not folds <= opened:
            opened |= folds
            yield Shown(f"{name}-unfolded", words(card)[0], card, unfolded=True)


def _called(where: str, card: Json) -> tuple[str, str, str]:
    """The room, the name without its number, and the button."""
    verb, _, who = where.split(" ", 1)[1].partition(":")[0].partition(" for ")
    if not who:
        return MESSAGES, _slug(words(card)[0]), MESSAGES
    return Action.by_verb[verb].__module__.split(".")[1], _slug(f"{verb} {who}"), verb


def _slug(text: str) -> str:
    return _APART.sub("-", _IDS.sub("", text).lower()).strip("-")


def _looks(part: Any) -> Any:  # noqa: ANN401  (any type)
    """What of a card can be seen."""
    if isinstance(part, list):
        return [_looks(one) for one in part]
    if isinstance(part, dict):
        return {name: _looks(value) for name, value in part.items() if name not in _UNSEEN}
    return part
