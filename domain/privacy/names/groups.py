"""«Sara i 6B», «Ali og Sara på 6. trinn»: a name with the class, the base or the grade it is told by."""

import re
from collections.abc import Iterable, Iterator

from domain.privacy.names.folding import fold
from domain.privacy.names.words import LETTER

_GRADES = ("første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende", "tiende")
_INITIAL = rf"(?:\s+{LETTER}(?!{LETTER}))?\.?"
_OTHERS = (
    rf"(?:\s*(?:,|og|eller|\+|&|/)\s*(?:{LETTER}\.?\s?{LETTER}\.?(?!{LETTER})|{LETTER}+(?:[-\s]{LETTER}+)?\.?)){{0,5}}"
)
_CLASS_WORD = r"(?:parallell)?klassen?\s+\(?|trinn(?:et)?\s+|[a-hæøå]-klassen\s+(?:på|i)\s+"
_LEAD = rf"[\s,(]*(?:som\s+)?(?:går\s+|er\s+)?(?:(?:i|fra|på|av|ved|til)\s+)?(?:{_CLASS_WORD})?"
_GRADE = rf"(?:(?P<number>10|[1-9])\.?|(?P<word>{'|'.join((*_GRADES, 'syvende'))}))[\s-]*(?:trinn|klasse|klassing)"
_TRINN = r"trinn\s+(?P<trinn>10|[1-9])"


class Groups:
    """The classes and bases of a school, as they are said after a name."""

    def __init__(self, groups: Iterable[str]) -> None:
        named = sorted({_plain(group) for group in groups if not group.isdecimal()}, key=len, reverse=True)
        spelt = "|".join(map(_spelt, filter(None, named)))
        group = rf"(?P<group>{spelt})(?!{LETTER}|\d)|" if spelt else ""
        self._after = re.compile(rf"{_INITIAL}{_OTHERS}{_LEAD}(?:{group}{_GRADE}|{_TRINN})")
        told = "|".join(_spelt(group) for group in named if any(map(str.isdecimal, group)))
        self._classes = re.compile(rf"(?<![^\W_])(?:{told})(?![^\W_])") if told else None

    def after(self, folded: str, end: int) -> str:
        """The group that is said of the name that ends there, as `plain` has it; empty when none is."""
        found = self._after.match(folded, end)
        if found is None:
            return ""
        said = {name: value for name, value in found.groupdict().items() if value}
        if "word" in said:
            return "7" if said["word"] == "syvende" else str(_GRADES.index(said["word"]) + 1)
        return _plain(next(iter(said.values())))

    def classes(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Where a class or a base with a number in its name is said, and which, as `plain` has it."""
        for found in self._classes.finditer(folded) if self._classes else ():
            yield found.start(), found.end(), _plain(found[0])

    @staticmethod
    def plain(groups: Iterable[str]) -> frozenset[str]:
        return frozenset(map(_plain, groups))


def _spelt(group: str) -> str:
    return r"[\s.-]*".join(map(re.escape, group))


def _plain(group: str) -> str:
    return "".join(sign for sign in fold(group)[0] if sign.isalnum())
