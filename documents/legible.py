"""What of a text can be set: what no font draws gets a sign and a note, and what cannot be seen is left out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.fonts import undrawn

UNSEEN = {"Cc", "Cf", "Co", "Cs"}
"""Controls, formats, private use and surrogates: not in a document, but for `KEPT`."""
KEPT = {
    *("\n", "\xad", "\u061c", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060"),
    *("\u2066", "\u2067", "\u2068", "\u2069"),
    *map(chr, (*range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080))),
}
"""Line breaks, and what shapes, joins, varies or turns the signs beside it and needs no glyph of its own."""
LAST_OF_A_PLANE = 0xFFFE
NO_CHARACTERS = range(0xFDD0, 0xFDF0)
TWINS = ("🇳🇴", "🇦🇺")
"""Flags that the font draws as another country's, with its letters: these are written by their own."""
BREAK = "\u200b"
LONGEST_WORD = 45
TRIPLED = re.compile(r"(\w)\1\1")
UNBROKEN = re.compile(r"\S{31,}")
_SIGN = r"(?:(?![\u0e00-\u109f\u1780-\u17ff\u2e80-\uffff])\w|[!-~\u2010-\u2bff])"
"""What a line may be broken between: no marks, joiners or emoji, and no script that typst breaks by itself."""
PLACES = re.compile(rf"(\S{{9}}\S*?{_SIGN})(?={_SIGN})")


@dataclass(frozen=True, slots=True)
class Note:
    """What stands for a character («¤1»), its code («U+13000»), and its Unicode name, in English, if known."""

    sign: str
    code: str
    name: str


def legible(said: Any) -> tuple[Any, tuple[Note, ...]]:  # noqa: ANN401  (whatever JSON can hold)
    """The same with every text as it is set, and the notes. A character has the same sign in all of them."""
    found = [one for one in dict.fromkeys("".join(map(_lines, _texts(said)))) if one not in KEPT]
    gone, missing = {one for one in found if _unseen(one)}, undrawn(found)
    notes = {one: _note(number, one) for number, one in enumerate((one for one in found if one in missing - gone), 1)}
    table = {ord(one): "" for one in gone} | {ord(one): note.sign for one, note in notes.items()}
    return _set(said, table), tuple(notes.values())


def _texts(said: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict | list | tuple):
        for one in said.values() if isinstance(said, dict) else said:
            yield from _texts(one)


def _set(said: Any, table: Mapping[int, str]) -> Any:  # noqa: ANN401
    if isinstance(said, str):
        return wrapped(_flags(_lines(said).translate(table)))
    if isinstance(said, dict):
        return {key: _set(value, table) for key, value in said.items()}
    return [_set(one, table) for one in said] if isinstance(said, list | tuple) else said


def _note(number: int, character: str) -> Note:
    return Note(f"¤{number}", f"U+{ord(character):04X}", unicodedata.name(character, ""))


def wrapped(text: str) -> str:
    """With places to break long runs without a space: they would run off the page."""
    return UNBROKEN.sub(lambda run: run[0] if _hyphenated(run[0]) else PLACES.sub(rf"\1{BREAK}", run[0]), text)


def _hyphenated(run: str) -> bool:
    """A long word (no «neeeei») is left to typst, which knows where it may be parted."""
    word = run.strip("«».,:;!?()")
    return len(word) <= LONGEST_WORD and word.isalpha() and not TRIPLED.search(word)


def _lines(text: str) -> str:
    """Whatever ended a line, and tabs, as we have them."""
    return "\n".join(text.splitlines()).replace("\t", " ")


def _flags(text: str) -> str:
    for flag in TWINS:
        text = text.replace(flag, "\u200c".join(flag))
    return text


def _unseen(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in UNSEEN or code & LAST_OF_A_PLANE == LAST_OF_A_PLANE or code in NO_CHARACTERS
    )
