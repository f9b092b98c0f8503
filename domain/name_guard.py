"""Other pupils' names in a plan (L1212–1213): found, pointed out, and taken out or confirmed with a reason."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from domain.people import Frozen, Pupil, PupilId

ENDINGS = r"(?:['’]?s|['’]|en)?"
_WORDS = """
bjørn liv mai stein sol dag odd tor svein per embla storm falk ask eik eira alma eva ida ine mia nor varg løv løve vår
sommer hauk ulv kai rose lilje iris viola solveig trygg fred glede
"""
COMMON = frozenset(_WORDS.split())
"""First names that are words too: only when written with a capital, and not as the first word of a sentence."""


class Hit(Frozen):
    """Where a name stands: `text[start:end]`, as it is written there."""

    start: int
    end: int
    text: str
    pupil_id: PupilId


class OtherNames:
    """The names of other pupils, made ready once for many texts.

    Of a pupil of the class it is about, also first and last names; a name that the pupil it is about (`own`) bears
    too is not another's.
    """

    def __init__(self, others: Iterable[Pupil], *, classmates_of: str | None, own: Pupil | None = None) -> None:
        mine = {name.casefold() for name in _names(own, classmate=True)} if own else set()
        self._known = [
            (name, re.compile(rf"(?<!\w){_pattern(name)}{ENDINGS}(?!\w)", re.IGNORECASE), pupil.id)
            for pupil in others
            for name in _names(pupil, classmate=pupil.school_class == classmates_of)
            if name.casefold() not in mine
        ]

    def find(self, text: str) -> list[Hit]:
        """Where they stand, also with -s, 's, ’ or -en. Positions are those of `composed(text)`."""
        text = composed(text)
        found: dict[tuple[int, int], Hit] = {}
        for name, pattern, pupil_id in self._known:
            for match in pattern.finditer(text):
                if not _is_word(name, match, text):
                    hit = Hit(start=match.start(), end=match.end(), text=match[0], pupil_id=pupil_id)
                    found.setdefault((hit.start, hit.end), hit)
        return _longest(found.values())

    def rewritten(self, text: str, write: Callable[[Hit], str]) -> str:
        """The text with each name as `write` gives it."""
        return _rewritten(composed(text), self.find(text), write)


def composed(text: str) -> str:
    """One way to write a letter (NFC), however it was typed."""
    return unicodedata.normalize("NFC", text)


def find_names(text: str, others: Iterable[Pupil], *, classmates_of: str | None, own: Pupil | None = None) -> list[Hit]:
    """As `OtherNames.find`, for a single text."""
    return OtherNames(others, classmates_of=classmates_of, own=own).find(text)


def _names(pupil: Pupil, *, classmate: bool) -> list[str]:
    full = composed(pupil.name)
    parts = full.split()
    ends = [parts[0], *parts[0].split("-"), parts[-1], *parts[-1].split("-")]
    short = [part for part in ends if len(part) > 1]
    initials = [".".join(part[0] for part in parts) + "."] if len(parts) > 1 else []
    return [full, *(dict.fromkeys([f"{parts[0]} {parts[-1]}", *short, *initials]) if classmate else [])]


def _pattern(name: str) -> str:
    return r"\s+".join(re.escape(part) for part in name.split())


def _is_word(name: str, match: re.Match[str], text: str) -> bool:
    """A common word that is also a name, written as a word."""
    if name.casefold() not in COMMON:
        return False
    before = text[: match.start()].rstrip()
    return not match[0][0].isupper() or not before or before[-1] in ".!?:\n"


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """In order; of overlapping ones the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def marked(text: str, hits: Iterable[Hit]) -> str:
    """The text with each name between ⟦ and ⟧."""
    return _rewritten(composed(text), hits, lambda hit: f"⟦{hit.text}⟧")


def _rewritten(text: str, hits: Iterable[Hit], write: Callable[[Hit], str]) -> str:
    at, out = 0, ""
    for hit in hits:
        out += text[at : hit.start] + write(hit)
        at = hit.end
    return out + text[at:]


def unconfirmed(hits: Iterable[Hit], confirmed: Mapping[str, str]) -> list[Hit]:
    """Those nobody has said must stand."""
    return [hit for hit in hits if hit.text.casefold() not in confirmed]
