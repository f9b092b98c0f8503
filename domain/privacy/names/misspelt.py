"""Names with one letter wrong, or written as they sound."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from domain.privacy.content import COMMON as EVERYDAY
from domain.privacy.names.words import COMMON, NOUNS
from domain.privacy.near_names import as_said, near
from domain.privacy.telling import NO_NAMES

SHORTEST = 6
"""A shorter name with a letter wrong is another word."""
IN_SMALL_LETTERS = 8
"""A word that is so long is asked about in small letters too."""
SHORTEST_SAID = 4
"""A shorter name that only sounds alike is another."""
_ENDINGS = ("", "s")
_DRAWN_OUT = re.compile(r"(\w)\1\1")
_WORDS = EVERYDAY | NO_NAMES | COMMON | NOUNS


class Misspelt:
    """`names` with a letter wrong, of six letters or more, and those `said` otherwise spelt, each with whose it is;
    `known` are names that are spelt as they should be.
    """

    def __init__(
        self, names: Iterable[tuple[str, str]], known: AbstractSet[str], said: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._answers: dict[tuple[str, bool], tuple[str, str] | None] = {}
        self._by_sound = {as_said(name): who for name, who in said if len(name) >= SHORTEST_SAID}
        self._known = known | _WORDS
        self._by_length: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for name, who in names:
            if len(name) >= SHORTEST:
                self._by_length[len(name)].append((name, who))

    def is_known(self, word: str) -> bool:
        """Whether the folded word is a name or a word as it should be spelt."""
        return not self._known.isdisjoint(_stems(word))

    def whose(self, word: str, *, capital: bool) -> tuple[str, str] | None:
        """Whose name the folded word nearly is, and its ending; None for one that is a name or a word itself."""
        asked = word, capital
        if asked not in self._answers:
            sought = (self._by_length or self._by_sound) and not self.is_known(word)
            self._answers[asked] = next(self._alike(word, capital=capital), None) if sought else None
        return self._answers[asked]

    def _alike(self, word: str, *, capital: bool) -> Iterator[tuple[str, str]]:
        if len(word) >= (SHORTEST - 1 if capital else IN_SMALL_LETTERS):
            yield from self._nearly(word)
        if len(word) >= SHORTEST_SAID and (capital or _DRAWN_OUT.search(word)):
            for stem in _stems(word):
                if who := self._by_sound.get(as_said(stem)):
                    yield who, word[len(stem) :]

    def _nearly(self, word: str) -> Iterator[tuple[str, str]]:
        for stem in _stems(word):
            for length in (len(stem) - 1, len(stem), len(stem) + 1):
                for name, who in self._by_length.get(length, ()):
                    if near(stem, name):
                        yield who, word[len(stem) :]


def _stems(word: str) -> list[str]:
    return [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
