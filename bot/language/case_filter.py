"""Which of one's cases are asked for: «4b forfalt», «trinn 4», «fjerde trinn», with small mistakes forgiven."""

import re
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.case.case_filter import CaseFilter, CaseState
from domain.people.content import COMMON, tokens
from domain.text.messages import _

T = TypeVar("T")
STATES: dict[str, CaseState] = {
    "ikke tatt i mot": CaseState.UNTAKEN,
    "ikke er tatt imot": CaseState.UNTAKEN,
    "ikke tatt imot": CaseState.UNTAKEN,
    "ikke mottatt": CaseState.UNTAKEN,
    "ikke tatt": CaseState.UNTAKEN,
    "ubehandlede": CaseState.UNTAKEN,
    "ubehandlet": CaseState.UNTAKEN,
    "venter": CaseState.UNTAKEN,
    "nye": CaseState.UNTAKEN,
    "ny": CaseState.UNTAKEN,
    "over fristen": CaseState.OVERDUE,
    "over frist": CaseState.OVERDUE,
    "for sent": CaseState.OVERDUE,
    "forfalte": CaseState.OVERDUE,
    "forfalt": CaseState.OVERDUE,
    "mine": CaseState.MINE,
    "min": CaseState.MINE,
}
"""The longest first: what is read is taken out."""
_NTH = tokens("første andre tredje fjerde femte sjette sjuende åttende niende tiende")
_ORDINALS = {word: str(at) for at, word in enumerate(_NTH, start=1)} | {"syvende": "7"}
SAID = frozenset(_ORDINALS) | {word for phrase in STATES for word in phrase.split()}
MOST_GROUPS = 2
"""More classes and grades than this are not read, so that the filter fits in a button."""
FORGIVEN = 0.8
_FILLERS = COMMON - {"ikke", *STATES}
_ORDINAL = re.compile(r"\b([^\W\d]{4,})(?= (?:klassen?|klassetrinn|trinn)\b)")
_GROUP = re.compile(
    r"\b(?:trinn |klasse |klassen )?(10|[1-9])"
    r"(?: ?(?:klasse)?trinn(?:et)?\b| ?klassen?\b| tr\b|([a-zæøå])\b| ([a-h])\b|\b)"
)
_SAYABLE = re.compile(r"\d{1,4}[a-zæøå]?|avsluttede?|avsluttet|lukkede?|lukket|gamle|fjor|år|uke|uka|måned|alvorlige?")


def misread(which: CaseFilter) -> str:
    """What was not understood, for the card; said back only when all of it is known to be harmless."""
    if not which.unknown:
        return ""
    if all(_SAYABLE.fullmatch(word) or word in COMMON or word in STATES for word in which.unknown):
        return f"«{' '.join(which.unknown)}»"
    return _("en del av det du skrev")


def read_filter(typed: str) -> CaseFilter:
    text = _ORDINAL.sub(_digit, " ".join(tokens(typed.casefold())))
    classes: list[str] = []
    grades: list[int] = []

    def group(found: re.Match[str]) -> str:
        letter = found[2] or found[3]
        if letter:
            classes.append(f"{found[1]}{letter.upper()}")
        else:
            grades.append(int(found[1]))
        return " "

    words = _GROUP.sub(group, text, count=MOST_GROUPS).split()
    states = _take_states(words)
    unknown = tuple(word for word in words if word not in _FILLERS)
    return CaseFilter(classes=_once(classes), grades=_once(grades), states=states, unknown=unknown)


def _digit(found: re.Match[str]) -> str:
    best = process.extractOne(found[1], [*_ORDINALS], scorer=OSA.normalized_similarity, score_cutoff=0.75)
    return _ORDINALS[best[0]] if best else found[1]


def _take_states(words: list[str]) -> tuple[CaseState, ...]:
    """The states among the words, which are taken out of the list."""
    states = []
    for phrase, state in STATES.items():
        size = len(phrase.split())
        while (at := _find(phrase, size, words)) is not None:
            del words[at : at + size]
            states.append(state)
    return tuple(sorted({*states}))


def _find(phrase: str, size: int, words: list[str]) -> int | None:
    """Where the phrase stands, unless «ikke» stands before it; one slip in five letters is forgiven."""
    for at in range(len(words) - size + 1):
        alike = OSA.normalized_similarity(" ".join(words[at : at + size]), phrase)
        if alike >= (FORGIVEN if len(phrase) > 4 else 1) and "ikke" not in words[max(at - 1, 0) : at]:
            return at
    return None


def _once(found: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
