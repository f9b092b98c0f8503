"""A name that stands in a text, and whether it is meant as one."""

import re
from dataclasses import dataclass, replace

from domain.privacy.names.forms import Spelling
from domain.privacy.names.words import COMMON, NOT_INITIALS, NOUNS, OPENING, SHORTENED

_INITIAL = re.compile(r"\s+[^\W\d_](?![^\W\d_]|[-'’\d]\w)")
_DOT = re.compile(r"\.(?=\s+[^\W\d_A-ZÆØÅ]|\s*[,;:)«»-])")
"""That does not end the sentence."""
_BEFORE = re.compile(r"(?<![^\W_])(?:[A-ZÆØÅ]\.[\s-]?)+$")
_PUPIL = re.compile(r"\b(?:med)?elev\w*[\s«\"(]+(?:[^\W\d_]{2,3}(?:,|\s+og)\s+)*$", re.IGNORECASE)
"""«Eleven EN», «elevene EN og IT»: what comes is initials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a name stands: `text[start:end]`, as it is written there; `ending` is what follows the name itself."""

    start: int
    end: int
    text: str
    who: str
    ending: str = ""
    spelling: Spelling = Spelling.FULL

    @property
    def certain(self) -> bool:
        """Whether it is to be taken out without a question: not a word in small letters that is like a name."""
        return self.spelling is not Spelling.MISSPELT or self.text[0].isupper()

    def holds(self, other: "Hit") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Hit") -> bool:
        return self.start < other.end and other.start < self.end


def is_a_word(hit: Hit) -> bool:
    """Whether initials are an abbreviation or a word too: «IT», «EN»."""
    stem = hit.text.removesuffix(hit.ending)
    return bool({stem, hit.text} & NOT_INITIALS) or not {stem.casefold(), hit.text.casefold()}.isdisjoint(COMMON)


def counts(hit: Hit, text: str, *, likely: bool) -> bool:
    """Initials are in capitals; a name that is a word too has one, mostly inside a sentence, or is `likely` meant."""
    stem = hit.text.removesuffix(hit.ending)
    written = {stem.casefold(), hit.text.casefold()}
    if hit.spelling in {Spelling.INITIALS, Spelling.INITIALS_OF_A_GROUP}:
        together = "." not in stem and hit.ending.isupper()
        bare = hit.spelling is Spelling.INITIALS and is_a_word(hit) and not _PUPIL.search(text[: hit.start])
        return stem.isupper() and not together and not bare and hit.ending.casefold() != "a"
    if hit.spelling is Spelling.WITH_INITIAL:
        return stem.split()[-1].isupper()
    if hit.spelling in {Spelling.FULL, Spelling.PARTLY}:
        words = re.findall(r"[^\W\d_]+", stem)
        return not {word.casefold() for word in words} <= COMMON | NOUNS or all(word[0].isupper() for word in words)
    if written.isdisjoint(COMMON | NOUNS):
        return True
    capital, first = text[hit.start].isupper(), _opens_sentence(text[: hit.start])
    return capital and (likely or hit.spelling is Spelling.OF_A_GROUP or written.isdisjoint(COMMON) or not first)


def _opens_sentence(before: str) -> bool:
    bare = before.rstrip(OPENING)
    if not bare or "\n" in before[len(bare) :]:
        return True
    return bare[-1] in ".!?:…" and not bare.casefold().endswith(SHORTENED)


def with_initial(hit: Hit, text: str) -> Hit:
    """A capital after a name goes with it: «Peder B.»; so does a small letter with a dot."""
    end = hit.end
    if hit.spelling is not Spelling.WITH_INITIAL:
        initials = hit.spelling in {Spelling.INITIALS, Spelling.INITIALS_OF_A_GROUP}
        more = None if hit.ending or initials else _INITIAL.match(text, end)
        if more is None or not (more[0].strip().isupper() or _DOT.match(text, more.end())):
            return hit
        end = more.end()
    dot = _DOT.match(text, end)
    end = dot.end() if dot and not hit.ending else end
    return replace(hit, end=end, text=text[hit.start : end])


def with_first_initial(hit: Hit, text: str) -> Hit:
    """So does one before it: «P. Berg»."""
    before = _BEFORE.search(text[: hit.start]) if hit.spelling in {Spelling.SINGLE, Spelling.OF_A_GROUP} else None
    return replace(hit, start=before.start(), text=text[before.start() : hit.end]) if before else hit
