"""The words the bot answers to, found in what was typed, with small spelling mistakes forgiven."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.language.case_filter import HALF, SAID, read_filter
from bot.language.filter_terms import school_year_in
from bot.language.phrases import PHRASES
from bot.language.thanks import is_thanks
from domain.case.case_filter import CaseState
from domain.privacy.content import COMMON, looks_like_content, may_name, tokens
from domain.text.messages import N_, Labels

WORDS: Labels[str] = Labels(
    {
        "varsle": N_("si fra til rektor om at en elev kanskje ikke har det trygt og godt"),
        "logg": N_("skriv ned noe du har sett eller snakket med en elev om"),
        "mine": N_("stegene som venter på deg, varslene, utkastene og loggene dine; også «jeg er borte»"),
        "saker": N_(
            "sakene du er med i; også «saker 4. trinn», «saker over fristen», «lukkede saker i fjor», «søk elev»"
        ),
        "sak": N_("én sak: «sak 2026-014»"),
        "plan": N_("planen i en sak: «plan 2026-014»"),
        "uka": N_("ukens gjennomgang av åpne planer"),
        "export": N_("dokumentene i en sak: «export 2026-014»"),
        "årshjul": N_("oppgavene dine i skoleåret: denne måneden, det som er gjort, og neste måned; også «kalender»"),
        "hjelp": N_("dette kortet"),
    }
)
"""What help says of each; the words themselves are no messages."""
UNREACHABLE = "ikke nåbare"
"""A word for leaders only, so it is not among those offered to everyone."""
AWAY, CHANNEL, CALENDAR = "jeg er borte", "kanal", "kalender"
QUIET, REMIND = "ikke minn meg", "minn meg"
"""Not among those suggested either: Teams takes ten, and the last one is for channels."""
CONTACTS, GUIDANCE = "hvem kan jeg ringe", "veiledning"
"""Nor these, which help has buttons for."""
SEARCH = "søk elev"
THANKS, MORE_WORDS = "takk", "flere ord"
IN_THE_CHANNEL = N_("Skriv «kanal» i den kanalen det gjelder: da ser du hva den får, og en leder kan velge det.")
NEW_TASK, OTHER_DEADLINE, IN_NEED, SUBSTITUTE = "ny oppgave", "endre frist", "nødtilgang", "vikar"
"""Words for leaders only."""
ACCESS = "innsyn"
SYNONYMS = {
    "hei": "hjelp",
    "hallo": "hjelp",
    "hva kan du": "hjelp",
    "hvordan bruker jeg": "hjelp",
    "help": "hjelp",
    "meny": "hjelp",
    "varsel": "varsle",
    "melde": "varsle",
    "melde fra": "varsle",
    "meld fra": "varsle",
    "si fra": "varsle",
    "bekymring": "varsle",
    "ny logg": "logg",
    "logge": "logg",
    "søk": SEARCH,
    "søke": SEARCH,
    "søk etter elev": SEARCH,
    "finn elev": SEARCH,
    "finn en elev": SEARCH,
    "leit etter elev": SEARCH,
    "mine varsler": "mine",
    "mine utkast": "mine",
    "mine logger": "mine",
    "mine saker": "saker",
    "mine åpne saker": "saker",
    "åpne saker": "saker",
    "sakene": "saker",
    "saken": "sak",
    "planen": "plan",
    "aktivitetsplan": "plan",
    "aktivitetsplanen": "plan",
    "uken": "uka",
    "ukens gjennomgang": "uka",
    "årshjulet": "årshjul",
    "hele året": "årshjul",
    "kalenderen": CALENDAR,
    "kalendar": CALENDAR,
    "calendar": CALENDAR,
    "abonner": CALENDAR,
    "abonnere": CALENDAR,
    "abonnement": CALENDAR,
    "legg til oppgave": NEW_TASK,
    "nye oppgaver": NEW_TASK,
    "endre fristen": OTHER_DEADLINE,
    "flytt frist": OTHER_DEADLINE,
    "endre oppgave": OTHER_DEADLINE,
    "eksport": "export",
    "eksporter": "export",
    "dokumenter": "export",
    "dokumentene": "export",
    "jeg blir borte": AWAY,
    "jeg er syk": AWAY,
    "jeg har fri": AWAY,
    "jeg er tilbake": AWAY,
    "ikke minne meg": QUIET,
    "slutt å minne meg": QUIET,
    "ikke påminn meg": QUIET,
    "ikkje minn meg": QUIET,
    "minn meg igjen": REMIND,
    "mine oppgaver": "årshjul",
    "mine oppgåver": "årshjul",
    "oppgavene mine": "årshjul",
    **{said: word for word, phrases in PHRASES.items() for said in phrases},
}
OF_CASES = frozenset({"sak", "saker", "sakene", "sakane"})
ABOUT_A_CASE = ("export", "plan", "sak")
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
_BESIDE = (
    UNREACHABLE,
    AWAY,
    CHANNEL,
    CALENDAR,
    CONTACTS,
    GUIDANCE,
    QUIET,
    REMIND,
    SEARCH,
    MORE_WORDS,
    NEW_TASK,
    OTHER_DEADLINE,
    IN_NEED,
    SUBSTITUTE,
    ACCESS,
)
MEANINGS = {word: word for word in (*WORDS, *_BESIDE)} | SYNONYMS
_BY_LENGTH = sorted(MEANINGS, key=lambda known: -len(known.split()))
_ABOUT = "|".join(known for known, word in MEANINGS.items() if word in WITH_NUMBER)
NUMBER = re.compile(rf"\b({_ABOUT})\s*(?:nr\.?|nummer|#)?\s*0*(\d{{1,3}})\b(?!\.?\s*(?:klasse|trinn|tr\b))")
_NUMBER_OF_CASES = re.compile(r"\b\d{1,2} (?:saker|sakene|sakane)\b")
_EXPLAINED = COMMON | SAID | {word for known in MEANINGS for word in known.split()}


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: a word the bot knows (or None), the rest, and whether it looks like content about a pupil.

    `typed` is all of it, when it is content or a name may be in it: to be judged again by the pupils' names, which take
    long to read, and to offer what can be read of an alert from it.
    """

    word: str | None
    rest: str = field(repr=False)
    content: bool
    likely: tuple[str, ...] = LIKELY[:3]
    typed: str = field(default="", repr=False)


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
    return Command(word, rest, content and not understood, _likely(words), typed)


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
