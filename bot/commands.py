"""The words the bot answers to, with small spelling mistakes forgiven. The answers hold counts, never content."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.handlers import away, week, year
from bot.handlers.lists import filtered, unreachable
from bot.handlers.words_content import COMMON, looks_like_content, may_name, names_among, tokens
from bot.handlers.words_filter import SAID, read_filter
from bot.handlers.working import late, my_steps
from bot.router import Router, Show, Turn
from cards import alert, log, overview, start
from cards.actions import SayWord
from cards.elements import Card
from domain.access import Permission, may
from domain.case import Status
from domain.errors import NotFound, Refused
from domain.event import Event
from storage.support import new_id

router = Router()

WORDS: dict[str, str] = {
    "varsle": "si fra til rektor om at en elev kanskje ikke har det trygt og godt",
    "logg": "skriv ned noe du har sett eller snakket med en elev om",
    "mine": "stegene som venter på deg, varslene, utkastene og loggene dine; også «jeg er borte»",
    "saker": "åpne saker du er med i; også «saker 4. trinn», «saker forfalt», «saker ikke tatt imot»",
    "sak": "én sak: «sak 2026-014»",
    "plan": "planen i en sak: «plan 2026-014»",
    "uka": "ukens gjennomgang av åpne planer",
    "export": "dokumentene i en sak: «export 2026-014»",
    "årshjul": "oppgavene dine i skoleåret: denne måneden, det som er gjort, og neste måned",
    "hjelp": "dette kortet",
}
UNREACHABLE = "ikke nåbare"
"""A word for leaders only, so it is not among those offered to everyone."""
AWAY, CHANNEL = "jeg er borte", "kanal"
"""Not among those suggested either: Teams takes ten, and the last one is for channels."""
IN_THE_CHANNEL = "Skriv «kanal» i den kanalen det gjelder: da ser du hva den får, og en leder kan velge det."
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
    "eksport": "export",
    "eksporter": "export",
    "dokumenter": "export",
    "dokumentene": "export",
    "jeg blir borte": AWAY,
    "jeg er syk": AWAY,
    "jeg har fri": AWAY,
    "jeg er tilbake": AWAY,
}
ABOUT_A_CASE = ("export", "plan", "sak")
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
MEANINGS = {word: word for word in (*WORDS, UNREACHABLE, AWAY, CHANNEL)} | SYNONYMS
_BY_LENGTH = sorted(MEANINGS, key=lambda known: -len(known.split()))
_ABOUT = "|".join(known for known, word in MEANINGS.items() if word in ABOUT_A_CASE)
NUMBER = re.compile(rf"\b({_ABOUT})\s*(?:nr\.?|nummer|#)?\s*0*(\d{{1,3}})\b(?!\.?\s*(?:klasse|trinn|tr\b))")
_EXPLAINED = COMMON | SAID | {word for known in MEANINGS for word in known.split()}


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: a word the bot knows (or None), the rest, and whether it looks like content about a pupil.

    `typed` is all of it, when a name may be in it: to be judged again by the pupils' names, which take long to read.
    """

    word: str | None
    rest: str = field(repr=False)
    content: bool
    likely: tuple[str, ...] = LIKELY[:3]
    typed: str = field(default="", repr=False)


def parse(text: str, names: frozenset[str] = frozenset()) -> Command:
    """Find the word, wherever it stands. `names` are the pupils', as `names_among` gives them."""
    tidy = " ".join(text.casefold().split())
    content = looks_like_content(text, names)
    words = tokens(tidy)
    word, rest = _search(words[:MOST_WORDS])
    typed = text if may_name(text, _EXPLAINED, known=word is not None) else ""
    if found := REFERENCE.search(tidy):
        about = word if word in ABOUT_A_CASE else "sak"
        return Command(about, f"{found[1]}-{int(found[2]):03d}", content, typed=typed)
    if found := NUMBER.search(tidy):
        about = word if word in ABOUT_A_CASE else MEANINGS[found[1]]
        return Command(about, found[2], content, typed=typed)
    if " ".join(words) in MEANINGS:
        return Command(MEANINGS[" ".join(words)], "", content=False)
    which = read_filter(rest)
    if word == "sak" and which.name:
        word = "saker"
    understood = word == "saker" and not which.unknown
    return Command(word, rest, content and not understood, _likely(words), typed)


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
        return None, ""
    word, at, size = min(found, key=lambda one: _GIVES_WAY.index(one[0]) if one[0] in _GIVES_WAY else -1)
    return word, " ".join(words[:at] + words[at + size :])


def _at(words: list[str], at: int) -> list[tuple[str, int]]:
    """What may be meant at a place, the best first, with its number of words."""
    exact = [(known, size) for known in _BY_LENGTH if words[at : at + (size := len(known.split()))] == known.split()]
    return exact or [(known, len(known.split())) for known in _BY_LENGTH if _close(words, at, known)]


def _close(words: list[str], at: int, known: str) -> bool:
    """A slip is forgiven in a word of five letters or more that begins right: «varlse», «sakr», but not «legge»."""
    size = len(known.split())
    typed = " ".join(words[at : at + size])
    if len(known) < 5 or known in GREETINGS or typed[0] != known[0]:
        return False
    if size > 1:
        return len(known) > 8 and OSA.normalized_similarity(typed, known) >= PHRASE_FORGIVEN
    swapped = sorted(typed) == sorted(known)
    return OSA.distance(typed, known) == 1 and (len(known) > 5 or len(typed) != len(known) or swapped)


def _forgiven(first: str) -> str | None:
    best = process.extractOne(first, [*WORDS, *SYNONYMS], scorer=OSA.normalized_similarity, score_cutoff=FORGIVEN)
    return best[0] if best else None


def answer(command: Command, turn: Turn) -> Card:
    """The content-free card for a typed word."""
    if command.typed:
        command = parse(command.typed, names_among(pupil.name for pupil in turn.tx.pupils.read_all()))
    if command.content and command.word != "varsle":
        return start.not_understood(LIKELY[:3], wrote_content=True)
    if command.word is None or (command.word == UNREACHABLE and not may(turn.actor, Permission.SEE_UNREACHABLE)):
        return start.not_understood(command.likely, wrote_content=False)
    return _ANSWERS[command.word](command, turn)


@router.on(SayWord)
def say_word(action: SayWord, turn: Turn) -> Show:
    if action.word not in _ANSWERS:
        raise Refused("Dette ordet kjenner jeg ikke lenger. Skriv «hjelp».")
    return Show(answer(Command(action.word, "", content=False), turn))


def _help(_command: Command, turn: Turn) -> Card:
    return start.welcome_or_help(turn.actor, turn.plan.school, list(WORDS.items()))


def _alert(command: Command, _turn: Turn) -> Card:
    return alert.start(new_id(), start.DELETE_IT if command.content else "")


def _log(_command: Command, _turn: Turn) -> Card:
    return log.start()


def _mine(_command: Command, turn: Turn) -> Card:
    tx, me = turn.tx, turn.actor.id
    steps = my_steps(turn)
    counts = overview.MineCounts(
        steps=len(steps),
        late=sum(mine.step.overdue(turn.today) for mine in steps),
        drafts=sum(not draft.expired(turn.now) for draft in tx.drafts.of(me)),
        alerts=len(tx.alerts.of_reporter(me)),
        cases=len(tx.cases.visible(me)),
    )
    return overview.mine_counts(counts)


def _cases(command: Command, turn: Turn) -> Card:
    which = read_filter(command.rest)
    cases = filtered(which, turn)
    waiting = sum(case.status is Status.REPORTED for case in cases)
    counts = overview.Counts(cases=len(cases), waiting=waiting, overdue=len(late(cases, turn)))
    return overview.counts_card(counts, which.name, which.misread)


def _case(command: Command, turn: Turn) -> Card:
    """A number alone is one of this year's: the school numbers its cases by the calendar year."""
    alone = command.rest.isdecimal() and len(command.rest) <= 3
    reference = f"{turn.today.year}-{int(command.rest):03d}" if alone else command.rest
    if not REFERENCE.fullmatch(reference):
        return start.say(f"Skriv nummeret også, slik: «{command.word} 2026-014». Eller skriv «saker» for å se alle.")
    if command.word == "export" and not may(turn.actor, Permission.COORDINATE_CASE):
        return start.say("Dokumentene hentes av sosiallæreren eller en leder. Spør en av dem.")
    try:
        return overview.case_pointer(turn.tx.cases.find(reference, turn.actor.id), command.word or "sak")
    except NotFound as error:
        turn.tx.events.add(Event(kind="refused:sak", at=turn.now, by=turn.actor.id))
        return start.say(str(error))


def _unreachable(_command: Command, turn: Turn) -> Card:
    return overview.unreachable_count(len(unreachable(turn)))


_ANSWERS: dict[str, Callable[[Command, Turn], Card]] = {
    "hjelp": _help,
    "varsle": _alert,
    "logg": _log,
    "mine": _mine,
    "saker": _cases,
    "sak": _case,
    "plan": _case,
    "export": _case,
    "uka": lambda _command, turn: week.counts(turn),
    "årshjul": lambda _command, turn: year.month(turn),
    CHANNEL: lambda _command, _turn: start.say(IN_THE_CHANNEL),
    AWAY: lambda _command, turn: away.pointer(turn),
    UNREACHABLE: _unreachable,
}
