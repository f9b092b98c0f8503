"""The words the bot answers to, found in what was typed, with small spelling mistakes forgiven."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.language.case_filter import HALF, SAID, read_filter
from bot.language.filter_terms import school_year_in
from bot.language.known_words import IN_NEED, MEANINGS, SEARCH, SYNONYMS, THANKS, WORDS
from bot.language.thanks import is_thanks
from domain.case.case_filter import CaseState
from domain.privacy.content import COMMON, looks_like_content, may_name, tokens

OF_CASES = frozenset({"sak", "saker", "sakene", "sakane"})
ABOUT_A_CASE = ("dokumenter", "plan", "sak")
ABOUT_CASES = (*ABOUT_A_CASE, "saker", SEARCH)
WITH_NUMBER = (*ABOUT_A_CASE, IN_NEED)
_GIVES_WAY = (*ABOUT_A_CASE, "uka", "hjelp")
"""Words that stand in many a sentence about something else: another word, or one further left here, is meant."""
LIKELY = ("varsle", "logg", "saker", "mine", "hjelp")
GREETINGS = frozenset({"hei", "hallo"})
REFERENCE = re.compile(r"\b(20\d\d)\s*[-–/]\s*(\d{1,4})\b")
FORGIVEN = 0.75
"""One slip in four letters of the first word; two letters that changed places are one slip."""
PHRASE_FORGIVEN = 0.8
MOST_WORDS = 40
"""A command does not stand further out than this."""
_BY_LENGTH = sorted(MEANINGS, key=lambda known: -len(known.split()))
_ABOUT = "|".join(known for known, word in MEANINGS.items() if word in WITH_NUMBER)
NUMBER = re.compile(rf"\b({_ABOUT})\s*(?:nr\.?|nummer|#)?\s*0*(\d{{1,3}})\b(?!\.?\s*(?:klasse|trinn|tr\b))")
_NUMBER_OF_CASES = re.compile(r"\b\d{1,2} (?:saker|sakene|sakane)\b")
_EXPLAINED = COMMON | SAID | {word for known in MEANINGS for word in known.split()}


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: a word the bot knows (or None), the rest, and whether it looks like content about a pupil.

    `typed` is all of it, when it is content or a name may be in it: to be judged again by the pupils' names, which take
    long to read, and to offer what can be read of an alert from it. `said` is all of it in small letters.
    """

    word: str | None
    rest: str = field(repr=False)
    content: bool
    likely: tuple[str, ...] = LIKELY[:3]
    typed: str = field(default="", repr=False)
    said: str = field(default="", repr=False)


def parse(text: str, names: frozenset[str] = frozenset(), staff: frozenset[str] = frozenset()) -> Command:
    """Find the word, wherever it stands. `names` are the pupils', as `names_among` gives them, `staff` the first names
    of those who work there.
    """
    tidy = " ".join(text.casefold().split())
    content = looks_like_content(text, names, staff)
    words = tokens(tidy)
    word, rest = _search(words[:MOST_WORDS])
    typed = text if content or may_name(text, _EXPLAINED) else ""
    school_year = school_year_in(" ".join(words)) if word == "saker" else ""
    if (found := REFERENCE.search(tidy)) and not school_year:
        about = word if word in WITH_NUMBER else "sak"
        return Command(about, f"{found[1]}-{int(found[2]):03d}", content, typed=typed)
    if found := NUMBER.search(tidy):
        about = word if word in WITH_NUMBER else MEANINGS[found[1]]
        return Command(about, found[2], content, typed=typed)
    if is_thanks(tidy):
        return Command(THANKS, "", content=False)
    if " ".join(words) in MEANINGS:
        return Command(MEANINGS[" ".join(words)], "", content=False)
    word, rest = _of_cases(word, rest, words)
    understood = word == "saker" and not read_filter(rest).unknown
    return Command(word, rest, content and not understood, _likely(words), typed, tidy)


def _of_cases(word: str | None, rest: str, words: list[str]) -> tuple[str | None, str]:
    """«Sak» and «mine» beside what cases can be narrowed to, «plan» in «uten plan», and a number of them: «saker»."""
    everything = " ".join(words)
    if word == "plan" and CaseState.NO_PLAN in read_filter(everything).states:
        return "saker", everything
    if word == "mine" and not OF_CASES.isdisjoint(words):
        return "saker", " ".join(one for one in words if one not in {"mine", *OF_CASES})
    if word == "sak" and read_filter(rest).name:
        return "saker", rest
    if word == "saker" and _NUMBER_OF_CASES.search(everything):
        return "saker", everything
    return word, rest


def recognises(text: str, names: frozenset[str] = frozenset(), staff: frozenset[str] = frozenset()) -> bool:
    """Whether what was typed, wherever it was, is content about a pupil, and neither a command nor harmless."""
    return parse(text, names, staff).content


def _likely(words: list[str]) -> tuple[str, ...]:
    """To alert is always offered first; then the two words most like the one typed."""
    ranked = process.extract(words[0] if words else "", LIKELY[1:], scorer=fuzz.ratio, limit=2)
    return LIKELY[0], *(word for word, *_ in ranked)


def _search(words: list[str]) -> tuple[str | None, str]:
    """The word meant and what else was typed. Of words alike in weight, the first."""
    found = [(MEANINGS[known], at, size) for at in range(len(words)) for known, size in _at(words, at)]
    if words and (best := _forgiven(words[0])):
        found.append((MEANINGS[best], 0, 1))
    if not found:
        return None, " ".join(words)
    word, at, size = min(found, key=lambda one: _GIVES_WAY.index(one[0]) if one[0] in _GIVES_WAY else -1)
    return word, " ".join(words[:at] + words[at + size :])


def _at(words: list[str], at: int) -> list[tuple[str, int]]:
    """What may be meant at a place, the best first, with its number of words: «mine opgaver» is more than «mine»."""
    exact = [(known, size) for known in _BY_LENGTH if words[at : at + (size := len(known.split()))] == known.split()]
    longest = exact[0][1] if exact else 0
    close = (known for known in _BY_LENGTH if len(known.split()) > longest and _close(words, at, known))
    return [(known, len(known.split())) for known in close] or exact


def _close(words: list[str], at: int, known: str) -> bool:
    """A slip is forgiven in a word of five letters or more that begins right: «varlse», «sakr», but not «legge»; in a
    short phrase only when it is all that was typed.
    """
    size = len(known.split())
    typed = " ".join(words[at : at + size])
    if len(known) < 5 or known in GREETINGS or typed[0] != known[0]:
        return False
    if size > 1:
        alike = OSA.normalized_similarity(typed, known) >= PHRASE_FORGIVEN
        each = zip(words[at : at + size], known.split(), strict=False)
        return (len(known) > 8 or size == len(words)) and alike and all(_half_alike(*pair) for pair in each)
    swapped = sorted(typed) == sorted(known)
    return OSA.distance(typed, known) == 1 and (len(known) > 5 or len(typed) != len(known) or swapped)


def _half_alike(typed: str, known: str) -> bool:
    return OSA.normalized_similarity(typed, known) >= HALF


def _forgiven(first: str) -> str | None:
    best = process.extractOne(first, [*WORDS, *SYNONYMS], scorer=OSA.normalized_similarity, score_cutoff=FORGIVEN)
    return best[0] if best else None
