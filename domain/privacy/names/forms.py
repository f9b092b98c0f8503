"""The ways to write a name: in full, each name alone, with an initial, or by initials only."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from domain.privacy.names.folding import alike, composed, fold
from domain.privacy.names.words import DOT, GAP, LETTERS, PARTICLES, SPACED, TWO_IN_ONE

SHORTEST_IN_ONE = 7
"""Two names written as one word: a shorter one is a word of its own."""
SHORTEST_BARE = 5
"""A name that is also found with a and o for å and ø."""
_SPELT = re.compile("å|aa|ø|oe|æ|ae")
_WAYS = {"å": "(?:aa|å)", "aa": "(?:aa|å)", "ø": "(?:oe|ø)", "oe": "(?:oe|ø)", "æ": "(?:ae|æ)", "ae": "(?:ae|æ)"}
_WAYS_BARE = _WAYS | {"å": "(?:aa|å|a)", "aa": "(?:aa|å|a)", "ø": "(?:oe|ø|o)", "oe": "(?:oe|ø|o)"}


class Spelling(IntEnum):
    """What is written of a name; what says most comes first."""

    FULL = 0
    PARTLY = 1
    WITH_INITIAL = 2
    OF_A_GROUP = 3
    SINGLE = 4
    INITIALS = 5
    INITIALS_OF_A_GROUP = 6
    FOR_SHORT = 7
    MISSPELT = 8


class Form(NamedTuple):
    """A way to write a name: what a word of it begins with, its pattern, and what must stand in the text as well; the
    first and the last as `alike` has them.
    """

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
        body = rf"{_flexible(last)}(?:,?\s+|[-._]){_flexible(first)}"
        yield Form(_keys(last), body, Spelling.FULL, needle=_needle(first))


def partial_forms(parts: list[str]) -> Iterator[Form]:
    """The first or the last name with another."""
    for pair in combinations(_bearing(parts), 2):
        if (parts[0] == pair[0]) is not (parts[-1] == pair[1]):
            yield _in_a_row(pair, Spelling.PARTLY)


def _in_a_row(names: Sequence[str], spelling: Spelling) -> Form:
    """Also in one word."""
    word = "".join(piece for name in names for piece in _pieces(name))
    body, keys = GAP.join(map(_flexible, names)), _keys(names[0])
    if len(word) >= SHORTEST_IN_ONE:
        begun = LETTERS.match("".join(names))
        keys |= {alike(word)} | ({alike(begun[0])} if begun else frozenset())
        body = "[-.]?".join(map(_flexible, names)) + f"|{body}"
    return Form(keys, body, spelling, needle=_needle(names[-1]))


def close_forms(parts: list[str]) -> Iterator[Form]:
    """Each name alone, with an initial, and the initials."""
    for single in singles(parts):
        yield Form(_keys(single), _flexible(single), Spelling.SINGLE)
    if len(parts) > 1:
        first, *rest = parts
        initial = "|".join(sorted({re.escape(part[0]) for part in rest}))
        yield Form(_keys(first), rf"{_flexible(first)}\s+(?:{initial})(?![-'])", Spelling.WITH_INITIAL)
        for letters in _initials(parts):
            together, dotted = map(re.escape, letters), DOT.join(map(re.escape, letters))
            yield Form(_first_of(letters), rf"{''.join(together)}|{dotted}\.?", Spelling.INITIALS)


def group_forms(parts: list[str]) -> Iterator[Form]:
    """Each name alone, and the initials, to be told by the class or the grade."""
    for single in singles(parts):
        yield Form(_keys(single), _flexible(single), Spelling.OF_A_GROUP)
    for letters in _initials(parts) if len(parts) > 1 else ():
        body = SPACED.join(map(re.escape, letters)) + r"\.?"
        yield Form(_first_of(letters), body, Spelling.INITIALS_OF_A_GROUP)


def _initials(parts: list[str]) -> set[tuple[str, ...]]:
    every = tuple(piece[0] for part in parts for piece in _pieces(part))
    double = tuple(piece[0] for piece in _pieces(parts[0]))
    found = {tuple(part[0] for part in parts), (parts[0][0], parts[-1][0]), every}
    return found | ({double} if len(double) > 1 else set())


def _first_of(letters: tuple[str, ...]) -> frozenset[str]:
    return frozenset({alike(letters[0]), alike("".join(letters))})


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
    pieces = _two_of(part)
    return frozenset(alike(word[0]) for text in (pieces[0], "".join(pieces)) if (word := LETTERS.match(text)))


def _needle(part: str) -> str:
    return alike(_two_of(part)[0])


def _pieces(part: str) -> list[str]:
    return [piece for piece in part.replace("'", "-").split("-") if piece]


def _two_of(part: str) -> list[str]:
    """As `_pieces`; «Annemarie» is written as two names too."""
    found = TWO_IN_ONE.fullmatch(part)
    return [*found.groups()] if found else _pieces(part)


@lru_cache(maxsize=4096)
def _flexible(part: str) -> str:
    """Each letter as it may be spelt: å as aa, æ as ae, ø as oe, and in a longer name without its ring or stroke."""
    ways = _WAYS_BARE if len(part) >= SHORTEST_BARE else _WAYS
    return r"[-'\s]*".join(_SPELT.sub(lambda sign: ways[sign[0]], re.escape(one)) for one in _two_of(part))
