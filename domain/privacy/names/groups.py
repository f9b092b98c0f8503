"""«Sara i 6B», «Ali og Sara på 6. trinn»: a name with the class, the base or the grade it is told by."""

import re
from collections.abc import Iterable

from domain.privacy.names.folding import fold
from domain.privacy.names.words import LETTER

_GRADES = ("første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende", "tiende")
_OTHERS = rf"(?:\s*(?:,|og|eller|\+|&)\s+{LETTER}+(?:[-\s]{LETTER}+)?){{0,3}}"
_LEAD = r"[\s,(]*(?:som\s+)?(?:går\s+|er\s+)?(?:(?:i|fra|på|av|ved|til)\s+)?(?:klasse\s+)?"
_GRADE = rf"(?:(?P<number>10|[1-9])\.?|(?P<word>{'|'.join((*_GRADES, 'syvende'))}))[\s-]*(?:trinn|klasse|klassing)"
_TRINN = r"trinn\s+(?P<trinn>10|[1-9])"


class Groups:
    """The classes and bases of a school, as they are said after a name."""

    def __init__(self, groups: Iterable[str]) -> None:
        named = sorted({_plain(group) for group in groups if not group.isdecimal()}, key=len, reverse=True)
        spelt = "|".join(r"[\s.-]*".join(map(re.escape, group)) for group in named if group)
        group = rf"(?P<group>{spelt})(?!{LETTER}|\d)|" if spelt else ""
        self._after = re.compile(rf"{_OTHERS}{_LEAD}(?:{group}{_GRADE}|{_TRINN})")

    def after(self, folded: str, end: int) -> str:
        """The group that is said of the name that ends there, as `plain` has it; empty when none is."""
        found = self._after.match(folded, end)
        if found is None:
            return ""
        said = {name: value for name, value in found.groupdict().items() if value}
        if "word" in said:
            return "7" if said["word"] == "syvende" else str(_GRADES.index(said["word"]) + 1)
        return _plain(next(iter(said.values())))

    @staticmethod
    def plain(groups: Iterable[str]) -> frozenset[str]:
        return frozenset(map(_plain, groups))


def _plain(group: str) -> str:
    return "".join(sign for sign in fold(group)[0] if sign.isalnum())
