"""Pupils found by the beginning of their names."""

import unicodedata
from collections.abc import Iterable

from domain.people.person import Pupil

SHORTEST = 2
"""Letters: fewer find half the school."""


def named(pupils: Iterable[Pupil], words: str) -> list[Pupil]:
    """Those with a name that begins as each of the words does, whatever the order, the case and the accents; nobody
    for words that are too short.
    """
    wanted = _plain(words)
    if sum(map(len, wanted)) < SHORTEST:
        return []
    return [pupil for pupil in pupils if all(_begins(one, _plain(pupil.name)) for one in wanted)]


def _begins(word: str, names: Iterable[str]) -> bool:
    return any(name.startswith(word) for name in names)


def _plain(words: str) -> list[str]:
    """«Åse-Marie Ibáñez» is «ase», «marie», «ibanez»."""
    bare = (one for one in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(one))
    return "".join(bare).replace("-", " ").replace(",", " ").split()
