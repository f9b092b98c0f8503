"""Names with one letter wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from domain.privacy.content import COMMON as EVERYDAY
from domain.privacy.names.words import COMMON, NOUNS
from domain.privacy.near_names import near
from domain.privacy.telling import NO_NAMES

SHORTEST = 6
"""A shorter name with a letter wrong is another word."""
IN_SMALL_LETTERS = 8
"""A word that is so long is asked about in small letters too."""
_ENDINGS = ("", "s")
_WORDS = EVERYDAY | NO_NAMES | COMMON | NOUNS


class Misspelt:
    """Names of six letters or more, each with whose it is; `known` are names that are spelt as they should be."""

    def __init__(self, names: Iterable[tuple[str, str]], known: AbstractSet[str]) -> None:
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
        if not self._by_length or len(word) < (SHORTEST - 1 if capital else IN_SMALL_LETTERS):
            return None
        return None if self.is_known(word) else next(self._nearly(word), None)

    def _nearly(self, word: str) -> Iterator[tuple[str, str]]:
        for stem in _stems(word):
            for length in (len(stem) - 1, len(stem), len(stem) + 1):
                for name, who in self._by_length.get(length, ()):
                    if near(stem, name):
                        yield who, word[len(stem) :]


def _stems(word: str) -> list[str]:
    return [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
