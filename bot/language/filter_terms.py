"""What a case can be asked for by: the school's own kinds and places, and years, as people write them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.case.case_filter import school_year, school_year_of
from domain.privacy.content import COMMON, tokens
from domain.school_plan.alert_form import PickLists
from domain.school_plan.fields import Choice

FORGIVEN = 0.8
"""One slip in five letters."""
SPELT = dict(
    pair.split(":")
    for pair in [
        "ikkje:ikke",
        "utan:uten",
        "frå:fra",
        "kor:hvor",
        "opne:åpne",
        "opna:åpne",
        "lukka:lukkede",
        "avslutta:avsluttede",
        "teke:tatt",
        "teken:tatt",
        "tekne:tatt",
        "eit:et",
        "vald:vold",
        "valdeleg:vold",
        "trugslar:trusler",
        "trugsmål:trusler",
        "trussel:trusler",
        "skulegard:skolegård",
        "skulegarden:skolegård",
        "skolegarden:skolegård",
        "skuleveg:skolevei",
        "skulevegen:skolevei",
        "krenking:krenkelse",
        "krenkingar:krenkelse",
        "krenkelser:krenkelse",
        "skuleåret:skoleåret",
        "skuleår:skoleår",
        "førre:forrige",
        "sidan:siden",
        "nokon:noen",
    ]
)
"""Nynorsk and other forms, read as one."""
PERSONS = frozenset(
    tokens(
        """
        han hun hen ham henne hans hennes hu gutt gutten gutter guttene jente jenta jenten jenter jentene elev
        eleven elever elevene barn barnet barna mor moren mora far faren foreldre foreldrene bror broren søster
        søsteren søstera medelev medelever medeleven klassekamerat klassekamerater venn venner vennen vennene
        venninne lærer læreren
        """
    )
)
_DULL = COMMON | PERSONS | frozenset(tokens("annet annen anna sted ting sier sagt ikke eller trygt godt"))
NOT_MEANT = frozenset(
    tokens("ikke uten unntatt unnateke foruten utenom utanom bortsett enn før etter mellom not without except")
)
"""What comes after is not what is meant: it is said not to be understood, rather than read as its opposite."""
_ENDING = re.compile(r"e|a|en|et|ene|er|ar|ane|n|t|s")
_OF_CASES = re.compile(r"s?sak(?:er|en|ene|ar|a)?")
NO_DAY = date(2000, 1, 1)
_SPAN = re.compile(r"\b(20\d\d) (?:20)?(\d\d)\b")
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words for a kind or a place, each with the ids it may mean, and the day it is asked."""

    today: date = NO_DAY
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, lists: PickLists, today: date) -> "Terms":
        return cls(today=today, kinds=_words_of(lists.kinds), places=_words_of(lists.places))

    def meant(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The kinds and the places the word may mean: an exact word first, then one inflected, or with a slip."""
        known = [*self.kinds, *self.places]
        exact = word if word in known else _inflected(word, known) or _compound(word, known) or _slipped(word, known)
        return self.kinds.get(exact, ()), self.places.get(exact, ())

    @property
    def years(self) -> dict[str, str]:
        """What is said of a year, the longest first, and the year."""
        this, now = self.today.year, school_year_of(self.today)
        before = school_year(int(now[:4]) - 1)
        return {
            **dict.fromkeys(("i fjor skoleår", "forrige skoleåret", "forrige skoleår", "last school year"), before),
            **dict.fromkeys(("dette skoleåret", "i skoleåret", "skoleåret", "this school year"), now),
            **dict.fromkeys(("i fjor", "ifjor", "forrige år", "fjoråret", "last year"), str(this - 1)),
            **dict.fromkeys(("hittil i år", "dette året", "i år", "this year"), str(this)),
        }


TIMELESS = Terms()
"""For whoever only asks whether something is a filter at all."""


def school_year_in(text: str) -> str:
    """«2025-26», when that is a school year and no number of a case; else nothing. Signs are spaces in the text."""
    found = _SPAN.search(text)
    fits = found and (int(found[1]) + 1) % 100 == int(found[2])
    return school_year(int(found[1])) if found and fits else ""


def take_year(text: str) -> tuple[str, str]:
    """The year of a text, and the text without it. One that is said not to be meant stays."""
    year = school_year_in(text)
    pattern = _SPAN if year else _YEAR
    found = pattern.search(text)
    if not found or not NOT_MEANT.isdisjoint(text[: found.start()].split()):
        return "", text
    before = re.sub(r"\bskoleåre?t? $", "", text[: found.start()])
    return year or found[0], f"{before} {text[found.end() :]}"


def _words_of(choices: Iterable[Choice]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for choice in choices:
        if choice.id in _DULL:
            continue
        words = (word for word in tokens(choice.label.casefold()) if len(word) > 3 and word not in _DULL)
        for word in dict.fromkeys((choice.id, *words)):
            found[word] = (*found.get(word, ()), choice.id)
    return {word: (word,) if word in ids else ids for word, ids in found.items()}


def _inflected(word: str, known: list[str]) -> str:
    """The longest of those that the word is a form of: «garderoben»."""
    found = (one for one in known if word.startswith(one) and _ENDING.fullmatch(word[len(one) :]))
    return max(found, key=len, default="")


def _compound(word: str, known: list[str]) -> str:
    """«mobbesaker», «voldssakene»: known by how it begins."""
    of = _OF_CASES.search(word, 4)
    if of is None or of.end() != len(word):
        return ""
    return next((one for one in known if one.startswith(word[:4])), "")


def _slipped(word: str, known: list[str]) -> str:
    long = [one for one in known if len(one) > 4]
    best = process.extractOne(word, long, scorer=OSA.normalized_similarity, score_cutoff=FORGIVEN)
    return best[0] if best and len(word) > 4 else ""
