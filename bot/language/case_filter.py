"""Which of one's cases are asked for: «4b over fristen», «lukkede saker i fjor», «fjerde trinn vold», in any order and
with small mistakes forgiven.
"""

import re
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.filter_terms import FORGIVEN, NOT_MEANT, PERSONS, SPELT, TIMELESS, Terms, take_year
from domain.case.case_filter import CaseFilter, CaseState
from domain.privacy.content import COMMON, tokens
from domain.text.messages import _, quoted

T = TypeVar("T")
_SAID_OF = {
    CaseState.OPEN: "åpne, åpen, aktive, pågående, i gang, ikke avsluttede, ikke avsluttet, ikke lukkede, ikke lukket, "
    "open",
    CaseState.ENDED: "avsluttede, avsluttet, lukkede, lukket, ferdige, sammenslåtte, slått sammen, closed",
    CaseState.UNTAKEN: "ikke er tatt i mot, ikke tatt i mot, ikke er tatt imot, ikke tatt imot, ikke mottatt, "
    "ikke tatt, ubehandlede, ubehandlet, venter, not taken on",
    CaseState.OVERDUE: "over fristen, over frist, over tida, for sent, for seint, forsinkede, forfalte, forfalt, "
    "overdue, late",
    CaseState.NEW: "nye siden sist, ny siden sist, siden sist, nytt, nye, ny, new",
    CaseState.MINE: "mine, min, my",
    CaseState.NO_PLAN: "uten aktivitetsplan, uten plan, mangler aktivitetsplan, mangler plan, har ikke plan, "
    "ikke har plan, ikke plan, without a plan, without plan, no plan",
}
_PHRASES = [(phrase, state) for state, said in _SAID_OF.items() for phrase in said.split(", ")]
STATES: dict[str, CaseState] = dict(sorted(_PHRASES, key=lambda one: (-len(one[0].split()), -len(one[0]))))
"""The longest first: what is read is taken out."""
_NTH = tokens("første andre tredje fjerde femte sjette sjuende åttende niende tiende")
_ORDINALS = {word: str(at) for at, word in enumerate(_NTH, start=1)} | {"syvende": "7"}
SAID = (
    frozenset(_ORDINALS)
    | {word for phrase in (*STATES, *TIMELESS.years) for word in phrase.split()}
    | frozenset((*SPELT, "mange", "antall", "antal", "skoleår", "skuleår"))
)
MOST_GROUPS = 4
"""More classes and grades than this are not read, so that the filter fits in a button; nor more kinds and places."""
MOST_TERMS = 4
HALF = 0.5
_FILLERS = (COMMON | {"mange", "antall", "antal", "totalt", "finnes", "finst", "viser", "syn"}) - {
    *(
        "ikke",
        "før",
        "etter",
        "mellom",
        "til",
        "siste",
        "tatt",
        "imot",
        "mot",
        "over",
        "enn",
        "frist",
        "fristen",
        "logg",
        "logge",
        "varsel",
        "varsler",
    ),
    *STATES,
}
"""Words that change nothing of what is asked for."""
_ORDINAL = re.compile(r"\b([^\W\d]{4,})(?= (?:klassen?|klassetrinn|trinn|trinnet|steg|klassesteg)\b)")
_GROUP = re.compile(
    r"\b(?:trinn |klasse |klassen |klassesteg |year |grade |class )?(10|[1-9])"
    r"(?! (?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des))"
    r"(?: ?(?:klasse)?(?:trinn(?:et)?|steg(?:et)?)\b| ?klassen?\b| tr\b|([a-zæøå])\b| ([a-h])\b|\b)"
)
_RANGE = re.compile(r"\b(10|[1-9])(?: til)? (10|[1-9])(?= ?(?:klasse)?(?:trinn|steg))")
_OF_A_NUMBER = frozenset(tokens("side nr nummer kl klokka klokken base med av de dei the with"))
"""Before a number that is of no grade."""
_COUNTED = frozenset(
    tokens(
        "saker sakene sakane eldste nyeste siste elever elevar barn uke uker veke veker dag dager dagar måned måneder "
        "månad månader år timer timar stk cases pupils weeks days"
    )
)
"""What a number before it is the number of."""
_SAYABLE = re.compile(r"\d{1,4}[a-zæøå]?|gamle|side|fjor|år|uke|uka|måned|måneden|alvorlige?")


def misread(which: CaseFilter) -> str:
    """What was not understood, for the card; said back only when all of it is known to be harmless."""
    if not which.unknown:
        return ""
    known = COMMON | STATES.keys()
    if all(_SAYABLE.fullmatch(word) or word in known for word in which.unknown):
        return quoted(" ".join(which.unknown))
    return _("en del av det du skrev")


def read_filter(typed: str, terms: Terms = TIMELESS) -> CaseFilter:
    """The same whatever the order of what is asked for."""
    words = [SPELT.get(word, word) for word in tokens(typed.casefold())]
    states = _take_states(words)
    year, text = take_year(_RANGE.sub(_each_grade, _ORDINAL.sub(_digit, " ".join(filter(None, words)))))
    text, classes, grades = _take_groups(text)
    words = text.split()
    year = year or _take_year_said(words, terms)
    kinds, places = _take_terms(words, terms)
    return CaseFilter(
        classes=_once(classes),
        grades=_once(grades),
        kinds=kinds,
        places=places,
        states=states,
        year=year,
        unknown=tuple(word for word in words if word and word not in _FILLERS),
    )


def _digit(found: re.Match[str]) -> str:
    best = process.extractOne(found[1], [*_ORDINALS], scorer=OSA.normalized_similarity, score_cutoff=0.75)
    return _ORDINALS[best[0]] if best else found[1]


def _each_grade(found: re.Match[str]) -> str:
    """«3.-5. trinn», «fra 3. til 5. trinn»: each of them."""
    first, last = int(found[1]), int(found[2])
    return " ".join(f"{grade} trinn" for grade in range(first, last + 1)) if first < last else found[0]


def _take_groups(text: str) -> tuple[str, list[str], list[int]]:
    """The text without them, classes, and grades; neither those beyond what fits nor those said not to be meant."""
    classes: list[str] = []
    grades: list[int] = []

    def group(found: re.Match[str]) -> str:
        before, after = text[: found.start()].split(), text[found.end() :].split()
        of_other = not _OF_A_NUMBER.isdisjoint(before[-1:]) or not _COUNTED.isdisjoint(after[:1])
        if (
            not NOT_MEANT.isdisjoint(before)
            or (found[0].isdecimal() and of_other)
            or len(classes) + len(grades) == MOST_GROUPS
        ):
            return found[0]
        if letter := found[2] or found[3]:
            classes.append(f"{found[1]}{letter.upper()}")
        else:
            grades.append(int(found[1]))
        return " "

    return _GROUP.sub(group, text), sorted(classes), sorted(grades)


def _take_states(words: list[str]) -> tuple[CaseState, ...]:
    """The states among the words, which are taken out of the list."""
    states = []
    for phrase, state in STATES.items():
        size = len(phrase.split())
        while (at := _find(phrase, size, words)) is not None:
            words[at : at + size] = [""]
            states.append(state)
    return tuple(sorted({*states}))


def _find(phrase: str, size: int, words: list[str]) -> int | None:
    """Where the phrase stands, unless «ikke» stands before it; one slip in five letters is forgiven."""
    for at in range(len(words) - size + 1):
        if _alike(words[at : at + size], phrase) and "ikke" not in words[max(at - 1, 0) : at]:
            return at
    return None


def _alike(typed: list[str], phrase: str) -> bool:
    """Each word of a phrase must be half right, too, so that nothing is taken of what stands beside it."""
    if len(phrase) <= 4 or not PERSONS.isdisjoint(typed):
        return " ".join(typed) == phrase
    each = zip(typed, phrase.split(), strict=True)
    whole = OSA.normalized_similarity(" ".join(typed), phrase)
    return whole >= FORGIVEN and all(OSA.normalized_similarity(*pair) >= HALF for pair in each)


def _take_year_said(words: list[str], terms: Terms) -> str:
    for said, year in terms.years.items():
        size = len(said.split())
        for at in range(len(words) - size + 1):
            if words[at : at + size] == said.split() and NOT_MEANT.isdisjoint(words[:at]):
                words[at : at + size] = [""]
                return year
    return ""


def _take_terms(words: list[str], terms: Terms) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds and places among the words, which are taken out of the list; none is read in part."""
    kinds: set[str] = set()
    places: set[str] = set()
    for at, word in enumerate(words):
        if word in _FILLERS or not NOT_MEANT.isdisjoint(words[:at]):
            continue
        meant, where = terms.meant(word)
        if (meant or where) and len(kinds | {*meant}) + len(places | {*where}) <= MOST_TERMS:
            kinds, places = kinds | {*meant}, places | {*where}
            words[at] = ""
    return tuple(sorted(kinds)), tuple(sorted(places))


def _once(found: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
