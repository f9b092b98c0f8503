"""Rows of buttons that a phone has room for.

Teams lays a row out sideways, breaks no title, and cuts what is too wide.
"""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

Button = dict[str, Any]

MOST_IN_ROW = 3
ROOM = 39
"""Letters on 320 px, when the edges of each button take as much room as `EDGES` letters."""
EDGES = 5
MORE = {"title": "…"}
"""What opens those that stand under it takes room too."""
HEARD = 30


def rows(actions: Sequence[Button | None]) -> list[list[Button]]:
    """The buttons in order, in as few rows as they fit in; a long title has a row to itself."""
    found: list[list[Button]] = []
    for action in filter(None, actions):
        if found and fits([*found[-1], action]):
            found[-1].append(action)
        else:
            found.append([action])
    return found


def fits(row: Sequence[Mapping[str, Any]]) -> bool:
    """A single button always does: there is no narrower row."""
    if len(row) <= 1:
        return True
    return len(row) <= MOST_IN_ROW and sum(len(action["title"]) + EDGES for action in row) <= ROOM


def two_rows(actions: Sequence[Button | None]) -> tuple[list[Button], list[Button]]:
    """What stands at the foot of a card: the row above, if there is one, and the last; those beyond are under «…»."""
    found = rows(actions)
    if len(found) <= 1:
        return [], [action for row in found for action in row]
    above, last, *beyond = found
    under = [action for row in beyond for action in row]
    if under and len(last) > 1 and not fits([*last, MORE]):
        *last, moved = last
        under = [moved, *under]
    return above, [*last, *(action | {"mode": "secondary"} for action in under)]


def words_of(pieces: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is read there, line by line."""
    lines: list[str] = []
    for piece in pieces:
        lines += words_of(piece.get("items", ()))
        lines += [piece["text"]] if "text" in piece else []
        lines += ["".join(run["text"] for run in piece["inlines"])] if "inlines" in piece else []
    return lines


def read_aloud(title: str, about: str) -> str | None:
    """What tells a button to who hears it, where its title alone does not; short, for a card has room for so much."""
    return f"{title}: {shorten(about, HEARD, placeholder=' …')}" if about else None
