"""What of a text can be set: what no font draws gets a sign and a note, and what cannot be seen is left out."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.fonts import together, undrawn

UNSEEN = {"Cc", "Cf", "Co", "Cs"}
"""Controls, formats, private use and surrogates: not in a document, but for `KEPT`."""
JOINING = {"\u200c", "\u200d", *map(chr, (*range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)))}
TURNING = {"\n", "\u061c", "\u200b", "\u200e", "\u200f", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069"}
KEPT = JOINING | TURNING
"""What joins or varies the signs beside it, or parts and turns lines: it needs no glyph of its own."""
SKINS = set("🏻🏼🏽🏾🏿")
LAST_OF_A_PLANE = 0xFFFE
NO_CHARACTERS = range(0xFDD0, 0xFDF0)
TWINS = ("🇳🇴", "🇦🇺")
"""Flags that the font draws as another country's, with its letters: these are written by their own."""
BASE = "\xa0"
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


class Legible:
    """The texts of one document: a character has the same sign in all of them.

    `apart`: no sign is drawn on another, or joined to it.
    """

    def __init__(self, said: Any, *, apart: bool = False) -> None:  # noqa: ANN401  (any type)
        self._apart = apart
        characters = set().union(*_texts(said)) - KEPT
        self._gone = {one for one in characters if _unseen(one)}
        self._missing = undrawn(characters - self._gone)
        self._notes: dict[str, Note] = {}
        self.said = self._set(said)

    @property
    def notes(self) -> list[Note]:
        return list(self._notes.values())

    def _set(self, said: Any) -> Any:  # noqa: ANN401  (any type)
        if isinstance(said, str):
            return wrapped(_flags("".join(self._shown(_lines(said)))))
        if isinstance(said, dict):
            return {key: self._set(value) for key, value in said.items()}
        return [self._set(one) for one in said] if isinstance(said, list | tuple) else said

    def _shown(self, text: str) -> Iterator[str]:
        """A mark is drawn on what is before it, when one font has both; where nothing is, on a space."""
        cluster = ""
        for one in text:
            if one in self._missing:
                cluster = ""
                yield self._sign(one)
            elif one in JOINING and self._apart:
                continue
            elif one in KEPT:
                cluster = cluster if one in JOINING else ""
                yield one
            elif (one in SKINS and cluster) or unicodedata.category(one).startswith("M"):
                base = "" if cluster else BASE
                cluster = f"{cluster}{base}{one}"
                fits = not self._apart and together(cluster)
                cluster = cluster if fits else ""
                yield f"{base}{one}" if fits else self._sign(one)
            elif one not in self._gone:
                cluster = one
                yield one

    def _sign(self, one: str) -> str:
        note = Note(f"¤{len(self._notes) + 1}", f"U+{ord(one):04X}", unicodedata.name(one, ""))
        return self._notes.setdefault(one, note).sign


def _texts(said: Any) -> Iterator[str]:  # noqa: ANN401  (any type)
    if isinstance(said, str):
        yield _lines(said)
    elif isinstance(said, dict | list | tuple):
        for one in said.values() if isinstance(said, dict) else said:
            yield from _texts(one)


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
