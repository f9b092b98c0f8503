"""The words the bot answers to, with small spelling mistakes forgiven. The answers hold counts, never content."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.handlers.lists import filtered
from bot.handlers.words_filter import read_filter
from bot.router import Router, Show, Turn
from cards import alert, log, overview, start
from cards.actions import SayWord
from cards.elements import Card
from domain.case import Status
from domain.errors import NotFound, Refused
from domain.event import Event
from storage.support import new_id

router = Router()

WORDS: dict[str, str] = {
    "varsle": "si fra til rektor om at en elev kanskje ikke har det trygt og godt",
    "logg": "skriv ned noe du har sett eller snakket med en elev om",
    "mine": "varslene, utkastene og loggene dine",
    "saker": "åpne saker du er med i; også «saker 4. trinn», «saker forfalt», «saker ikke tatt imot»",
    "sak": "én sak: «sak 2026-014»",
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
}
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
        rest = tidy.replace(found[0], "").replace("sak", "", 1).strip()
        return Command("sak", f"{found[1]}-{int(found[2]):03d}", content=len(rest.split()) > 2)
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
    return overview.mine_counts(len(tx.alerts.of_reporter(me)), len(drafts), len(tx.cases.visible(me)))


def _cases(command: Command, turn: Turn) -> Card:
    which = read_filter(command.rest)
    cases = filtered(which, turn)
    waiting = sum(case.status is Status.REPORTED for case in cases)
    overdue = sum(case.overdue(turn.now, turn.today) for case in cases)
    counts = overview.Counts(cases=len(cases), waiting=waiting, overdue=overdue)
    return overview.counts_card(counts, which.name, which.misread)


def _case(command: Command, turn: Turn) -> Card:
    if not REFERENCE.fullmatch(command.rest):
        return start.say("Skriv nummeret også, slik: «sak 2026-014». Eller skriv «saker» for å se alle.")
    try:
        return overview.case_pointer(turn.tx.cases.find(command.rest, turn.actor.id))
    except NotFound as error:
        turn.tx.events.add(Event(kind="refused:sak", at=turn.now, by=turn.actor.id))
        return start.say(str(error))


_ANSWERS: dict[str, Callable[[Command, Turn], Card]] = {
    "hjelp": _help,
    "varsle": _alert,
    "logg": _log,
    "mine": _mine,
    "saker": _cases,
    "sak": _case,
}
