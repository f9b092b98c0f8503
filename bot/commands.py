"""The words the bot answers to, with small spelling mistakes forgiven. The answers hold counts, never content."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.handlers import week
from bot.handlers.lists import filtered, known_filter
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
    "mine": "stegene som venter på deg, varslene, utkastene og loggene dine",
    "saker": "åpne saker du er med i; også «saker 4. trinn», «saker forfalt», «saker ikke tatt imot»",
    "sak": "én sak: «sak 2026-014»",
    "plan": "planen i en sak: «plan 2026-014»",
    "uka": "ukens gjennomgang av åpne planer",
    "export": "dokumentene i en sak: «export 2026-014»",
    "hjelp": "dette kortet",
}
SYNONYMS = {
    "hei": "hjelp",
    "hallo": "hjelp",
    "hva kan du": "hjelp",
    "help": "hjelp",
    "meny": "hjelp",
    "varsel": "varsle",
    "melde fra": "varsle",
    "meld fra": "varsle",
    "si fra": "varsle",
    "bekymring": "varsle",
    "ny logg": "logg",
    "logge": "logg",
    "mine saker": "saker",
    "åpne saker": "saker",
    "eksport": "export",
    "eksporter": "export",
    "dokumenter": "export",
    "uken": "uka",
    "aktivitetsplan": "plan",
}
ABOUT_A_CASE = ("sak", "plan", "export")
LIKELY = ("varsle", "logg", "saker", "mine", "hjelp")
REFERENCE = re.compile(r"\b(20\d\d)\s*[-–/]\s*(\d{1,4})\b")
FORGIVEN = 0.75
"""One slip in four letters; two letters that changed places are one slip."""


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: a word the bot knows (or None), the rest, and whether it looks like content about a pupil."""

    word: str | None
    rest: str
    content: bool
    likely: tuple[str, ...] = LIKELY[:3]


def parse(text: str) -> Command:
    """Find the word. What follows it counts as content when the word takes nothing, or when it is long."""
    tidy = " ".join(text.casefold().split()).strip(".!?,")
    if found := REFERENCE.search(tidy):
        before, *others = tidy.replace(found[0], "").split() or ["sak"]
        word = SYNONYMS.get(before, before)
        reference = f"{found[1]}-{int(found[2]):03d}"
        return Command(word if word in ABOUT_A_CASE else "sak", reference, content=len(others) > 2)
    if tidy in SYNONYMS:
        return Command(SYNONYMS[tidy], "", content=False)
    first, _, rest = tidy.partition(" ")
    best = process.extractOne(first, [*WORDS, *SYNONYMS], scorer=OSA.normalized_similarity, score_cutoff=FORGIVEN)
    if best:
        word = SYNONYMS.get(best[0], best[0])
        return Command(word, rest, content=_says_much(rest, allowed=5 if word == "saker" else 1))
    ranked = process.extract(first, LIKELY, scorer=fuzz.ratio, limit=3)
    return Command(None, "", content=_says_much(tidy, allowed=3), likely=tuple(word for word, *_ in ranked))


def _says_much(words: str, allowed: int) -> bool:
    return len(words.split()) > allowed


def answer(command: Command, turn: Turn) -> Card:
    """The content-free card for a typed word."""
    if command.word is None:
        return start.not_understood(command.likely, wrote_content=command.content)
    if command.content and command.word != "varsle":
        return start.not_understood(LIKELY[:3], wrote_content=True)
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
    drafts = [draft for draft in tx.drafts.of(me) if not draft.expired(turn.now)]
    steps = my_steps(turn)
    counts = overview.MineCounts(
        steps=len(steps),
        late=sum(mine.step.overdue(turn.today) for mine in steps),
        drafts=len(drafts),
        alerts=len(tx.alerts.of_reporter(me)),
        cases=len(tx.cases.visible(me)),
    )
    return overview.mine_counts(counts)


def _cases(command: Command, turn: Turn) -> Card:
    which = known_filter(command.rest)
    cases = filtered(which, turn)
    waiting = sum(case.status is Status.REPORTED for case in cases)
    counts = overview.Counts(cases=len(cases), waiting=waiting, overdue=len(late(cases, turn)))
    return overview.counts_card(counts, which)


def _case(command: Command, turn: Turn) -> Card:
    if not REFERENCE.fullmatch(command.rest):
        return start.say(f"Skriv nummeret også, slik: «{command.word} 2026-014». Eller skriv «saker» for å se alle.")
    if command.word == "export" and not may(turn.actor, Permission.COORDINATE_CASE):
        return start.say("Dokumentene hentes av sosiallæreren eller en leder. Spør en av dem.")
    try:
        return overview.case_pointer(turn.tx.cases.find(command.rest, turn.actor.id), command.word or "sak")
    except NotFound as error:
        turn.tx.events.add(Event(kind="refused:sak", at=turn.now, by=turn.actor.id))
        return start.say(str(error))


def _week(_command: Command, turn: Turn) -> Card:
    return week.counts(turn)


_ANSWERS: dict[str, Callable[[Command, Turn], Card]] = {
    "hjelp": _help,
    "varsle": _alert,
    "logg": _log,
    "mine": _mine,
    "saker": _cases,
    "sak": _case,
    "plan": _case,
    "export": _case,
    "uka": _week,
}
