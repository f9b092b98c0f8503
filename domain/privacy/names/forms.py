"""The ways to write a name: in full, each name alone, with an initial, or by initials only."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import combinations
from typing import NamedTuple

from domain.privacy.names.folding import composed, fold
from domain.privacy.names.words import DOT, GAP, LETTERS, PARTICLES


class Spelling(IntEnum):
    """What is written of a name; what says most comes first."""

    FULL = 0
    PARTLY = 1
    WITH_INITIAL = 2
    OF_A_GROUP = 3
    SINGLE = 4
    INITIALS = 5
    MISSPELT = 6


class Form(NamedTuple):
    """A way to write a name: what a word of it begins with, its pattern, and what must stand in the text as well."""

    keys: frozenset[str]
    body: str
    spelling: Spelling
    needle: str = ""


def parts_of(name: str) -> list[str]:
    """The names of a name, folded; «Etternavn, Fornavn» is turned round."""
    last, _, first = fold(composed(name))[0].partition(",")
    return [part.strip(".,-'") for part in f"{first} {last}".split() if LETTERS.search(part)]


def full_forms(parts: list[str]) -> Iterator[Form]:
    """All of it, or the first name with the last; also the last name first."""
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        for names in dict.fromkeys([tuple(parts), (first, last)]):
            yield _in_a_row(names, Spelling.FULL)
        yield Form(_keys(last), rf"{_flexible(last)},?\s+{_flexible(first)}", Spelling.FULL, needle=_pieces(first)[0])


def partial_forms(parts: list[str]) -> Iterator[Form]:
    """The first or the last name with another."""
    for pair in combinations(_bearing(parts), 2):
        if (parts[0] == pair[0]) is not (parts[-1] == pair[1]):
            yield _in_a_row(pair, Spelling.PARTLY)


def _in_a_row(names: Sequence[str], spelling: Spelling) -> Form:
    return Form(_keys(names[0]), GAP.join(map(_flexible, names)), spelling, needle=_pieces(names[-1])[0])


def close_forms(parts: list[str]) -> Iterator[Form]:
    """Each name alone, with an initial, and the initials."""
    for single in singles(parts):
        yield Form(_keys(single), _flexible(single), Spelling.SINGLE)
    if len(parts) > 1:
        first, *rest = parts
        initial = "|".join(sorted({re.escape(part[0]) for part in rest}))
        yield Form(_keys(first), rf"{_flexible(first)}\s+(?:{initial})(?![-'])", Spelling.WITH_INITIAL)
        every = tuple(piece[0] for part in parts for piece in _pieces(part))
        for letters in {tuple(part[0] for part in parts), (parts[0][0], parts[-1][0]), every}:
            together, dotted = map(re.escape, letters), DOT.join(map(re.escape, letters))
            keys = frozenset({letters[0], "".join(letters)})
            yield Form(keys, rf"{''.join(together)}|{dotted}\.?", Spelling.INITIALS)


def group_forms(parts: list[str]) -> Iterator[Form]:
    """Each name alone, to be followed by the class or the grade."""
    for single in singles(parts):
        yield Form(_keys(single), _flexible(single), Spelling.OF_A_GROUP)


def singles(parts: list[str]) -> set[str]:
    """Each name alone, and each half of a double one; «van» and the like only when it is the first or last name."""
    halves = {piece for part in parts for piece in _pieces(part)}
    ends = {*parts[:1], *parts[-1:]}
    return {name for name in {*parts, *halves} if len(name) > 1 and (name in ends or name not in PARTICLES)}


def _bearing(parts: list[str]) -> list[str]:
    """Without initials, and «van» and the like inside."""
    ends = {*parts[:1], *parts[-1:]}
    return [part for part in parts if part in ends or (len(part) > 1 and part not in PARTICLES)]


def _keys(part: str) -> frozenset[str]:
    """The words it may begin with: a double name is also written in two words, or in one."""
    pieces = _pieces(part)
    return frozenset(word[0] for text in (pieces[0], "".join(pieces)) if (word := LETTERS.match(text)))


def _pieces(part: str) -> list[str]:
    return [piece for piece in part.split("-") if piece]


def _flexible(part: str) -> str:
    return r"[-\s]*".join(map(re.escape, _pieces(part)))
