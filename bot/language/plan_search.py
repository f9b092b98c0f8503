"""What of the school's plan somebody asks for in their own words: a small index over it, with spelling forgiven."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.language.stems import stems
from domain.handbook.sections import Entry, Handbook
from domain.privacy.content import tokens

ASKED_BY, IN_TITLE, IN_TEXT = 4.0, 3.0, 1.0
"""What a word is worth by where it stands."""
ALIKE = 0.8
"""A slip in a word of five letters."""
SHORTEST = 5
"""Letters of a word in which a slip is forgiven."""
HALF_MEANT = 0.5
"""So much of what was asked, by how rare the words are, must be found."""
MOST = 4


@dataclass(frozen=True, slots=True)
class Matches:
    """Entries by their ids, the nearest first. `named`: the first was asked for by its name."""

    entries: tuple[str, ...] = ()
    named: bool = False

    @property
    def sure(self) -> bool:
        """The first is what was asked for."""
        return self.named or len(self.entries) == 1


@dataclass(frozen=True, slots=True)
class Index:
    """The words of a plan. `weights`: of each entry, what each word is worth; `phrases`: what it is asked by; `names`:
    the entry of a whole question, letter for letter.
    """

    weights: Mapping[str, Mapping[str, float]]
    phrases: Mapping[str, frozenset[frozenset[str]]]
    names: Mapping[str, str]
    rareness: Mapping[str, float]

    def search(self, text: str) -> Matches:
        """Empty when nothing is near enough to what was asked."""
        asked = {word: self._near(word) for word in stems(text)}
        whole = sum(max((self.rareness[one] for one in near), default=self._rarest) for near in asked.values())
        share = {entry: self._share(entry, asked) for entry in self.weights}
        enough = [entry for entry in self.weights if share[entry] and share[entry] >= HALF_MEANT * whole]
        scores = {entry: self._score(entry, asked) for entry in enough}
        ranked = sorted(enough, key=lambda entry: -scores[entry])
        if (named := self.names.get(_plain(text))) is not None:
            ranked = [named, *(entry for entry in ranked if entry != named)]
        if not ranked:
            return Matches()
        first, *others = ranked
        near = [entry for entry in others if scores[entry] >= scores.get(first, 0) / 2]
        return Matches((first, *near[: MOST - 1]), first == named or self._called(first, asked))

    @property
    def _rarest(self) -> float:
        return math.log(1 + len(self.weights))

    def _near(self, word: str) -> tuple[str, ...]:
        """The word itself, or those of the plan that it may be a misspelling of."""
        if word in self.rareness:
            return (word,)
        if len(word) < SHORTEST:
            return ()
        alike = [(OSA.normalized_similarity(word, one), one) for one in self.rareness if one[0] == word[0]]
        nearest = max(alike, default=(0.0, ""))
        return (nearest[1],) if nearest[0] >= ALIKE else ()

    def _score(self, entry: str, known: Mapping[str, tuple[str, ...]]) -> float:
        worth = self.weights[entry]
        each = (max((worth.get(one, 0) * self.rareness[one] for one in near), default=0.0) for near in known.values())
        found = sum(each)
        return found * (2 if self._called(entry, known) else 1)

    def _share(self, entry: str, known: Mapping[str, tuple[str, ...]]) -> float:
        """How much of what was asked the entry speaks of at all."""
        worth = self.weights[entry]
        return sum(max((self.rareness[one] for one in near if one in worth), default=0.0) for near in known.values())

    def _called(self, entry: str, known: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether it is asked for by its name."""
        asked = {one for near in known.values() for one in near}
        return any(phrase <= asked and len(phrase) * 2 > len(asked) for phrase in self.phrases[entry])


def index_of(handbook: Handbook) -> Index:
    """Of all that can be looked up."""
    entries = handbook.found_by_words
    weights = {entry_id: _weights(entry) for entry_id, entry in entries.items()}
    in_how_many = Counter(word for one in weights.values() for word in one)
    rareness = {word: math.log(1 + len(weights) / number) for word, number in in_how_many.items()}
    phrases = {entry_id: frozenset(map(frozenset, _phrases(entry))) for entry_id, entry in entries.items()}
    titles = [(one.title, one.id) for one in entries.values()]
    asked_by = [(text, one.id) for one in entries.values() for text in one.words]
    names = {_plain(text): entry_id for text, entry_id in reversed([*titles, *asked_by])}
    return Index(weights, phrases, names, rareness)


def _plain(text: str) -> str:
    return " ".join(tokens(text.casefold()))


def _phrases(entry: Entry) -> Iterable[list[str]]:
    return filter(None, map(stems, (entry.title, *entry.words)))


def _weights(entry: Entry) -> dict[str, float]:
    """A word counts where it is worth most."""
    weights: dict[str, float] = {}
    for worth, texts in ((IN_TEXT, entry.points), (ASKED_BY, entry.words), (IN_TITLE, (entry.title,))):
        for word in (word for text in texts for word in stems(text)):
            weights[word] = max(worth, weights.get(word, 0))
    return weights
