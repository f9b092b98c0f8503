"""The answers to typed words. They hold counts, never content (law 1)."""

import re
from dataclasses import replace

from bot.handlers.words.handbook import asked_of_the_plan
from bot.handlers.words.registry import ANSWERS, word
from bot.language.case_filter import misread, read_filter
from bot.language.commands import ABOUT_CASES, REFERENCE, Command, parse
from bot.language.filter_terms import Terms
from bot.language.known_words import (
    AWAY,
    CALENDAR,
    CHANNEL,
    CONTACTS,
    GUIDANCE,
    IN_THE_CHANNEL,
    LANGUAGE,
    NAMES,
    NEW_TASK,
    OTHER_DEADLINE,
    QUIET,
    REMIND,
    SEARCH,
    THANKS,
    UNREACHABLE,
    WHO_SEES,
    WORDS,
)
from bot.router import Show, router
from bot.show.alert import show_alert
from bot.show.lists import case_counts, mine_counts, week_summary
from bot.show.reminders import away_pointer, quiet_pointer
from bot.show.year import month
from cards import start
from cards.access.break_glass import not_on_it
from cards.access.substitutes_help import with_own_buttons
from cards.alert import pages as alert
from cards.case import log
from cards.case.actions import SayWord
from cards.kit.elements import Card
from cards.lists import overview
from cards.lists.cases import search_pointer
from cards.lists.unreachable import unreachable_count
from cards.retention.deleted import deleted_card
from cards.year import subscriptions
from cards.year.changes import new_task_word, other_deadline_word
from domain.case.case_filter import CaseFilter
from domain.errors import DomainError, NotFound, Refused
from domain.ids import new_id
from domain.people.permissions import Permission, may
from domain.privacy.content import first_names, names_among
from domain.text.messages import _, worded
from services.alert.alert_draft import begin, offer, unwritten
from services.lists.case_lists import lost_channels, unreachable
from services.lists.find_case import find_case
from services.protection.privacy_module import standing
from services.reminders.absence import all_away
from services.retention.deleted import deleted
from services.turn import Turn

_ASKS_WHAT = re.compile(r"(?:hva|kva|what) (?:er|betyr|tyder|menes|regnes|reknast|is|does)\b")
FOR_SUBSTITUTES = frozenset({"hjelp", "varsle", "logg", "mine", THANKS, CONTACTS, GUIDANCE, WHO_SEES, LANGUAGE})
"""Any other word of theirs is answered with help."""


def judged(command: Command, turn: Turn) -> Command:
    """As understood by someone who knows the pupils' names."""
    if not command.typed:
        return command
    known = parse(command.typed, *known_names(turn))
    return replace(known, content=known.content or command.content)


def known_names(turn: Turn) -> tuple[frozenset[str], frozenset[str]]:
    """The pupils' names, and the first names of the staff."""
    staff = first_names(person.name for person in turn.tx.people.active())
    return names_among(name for pupil in turn.tx.pupils.read_all() for name in pupil.names), staff


def as_filter(command: Command, turn: Turn) -> Command:
    """«4. trinn vold», alone or beside «mine», when all of it is understood, and does not ask what a word means."""
    if command.word not in {None, "mine"} or _ASKS_WHAT.match(command.rest):
        return command
    which = filter_of(command.rest, turn)
    rest = f"{command.word or ''} {command.rest}".strip()
    return replace(command, word="saker", rest=rest) if which.name and not which.unknown else command


def answer_to(command: Command, turn: Turn) -> Card:
    """The content-free card for a typed word."""
    command = judged(command, turn)
    if turn.actor.until is None:
        return _answer(command, turn)
    command = command if command.word else as_filter(command, turn)
    told = None if command.content else asked_of_the_plan(command, turn)
    word = command.word if command.content or command.word in FOR_SUBSTITUTES else "hjelp"
    card: Card = with_own_buttons(told or _answer(replace(command, word=word, rest=""), turn), turn.actor)
    return card


def _answer(command: Command, turn: Turn) -> Card:
    if command.content and command.word != "varsle":
        draft = offer(command.typed, turn) if may(turn.actor, Permission.RAISE_ALERT) else ""
        likely = [one for one in start.first_words(turn.actor) if one != "varsle"]
        return start.wrote_content(draft, likely, searches=command.word in ABOUT_CASES)
    command = as_filter(command, turn)
    if told := asked_of_the_plan(command, turn):
        return told
    if command.word is None or (command.word == UNREACHABLE and not may(turn.actor, Permission.SEE_UNREACHABLE)):
        return start.not_understood(start.offered(command.likely, turn.actor))
    return ANSWERS[command.word](command, turn)


@router.on(SayWord)
def say_word(action: SayWord, turn: Turn) -> Show:
    if action.word not in ANSWERS:
        raise Refused("Dette ordet kjenner jeg ikke lenger. Skriv «hjelp».")
    if action.word == "varsle" and may(turn.actor, Permission.RAISE_ALERT):
        return show_alert(begin(unwritten(turn), turn), turn)
    return Show(answer_to(Command(action.word, "", content=False), turn))


@word("hjelp")
def help_(_command: Command, turn: Turn) -> Card:
    return start.welcome_or_help(turn.actor, turn.school_plan, learns=standing(turn).offered)


@word(start.MORE_WORDS)
def more_words(_command: Command, turn: Turn) -> Card:
    return start.more_words(turn.actor, {one: (NAMES[one], WORDS[one]) for one in WORDS})


@word(THANKS)
def thanked(_command: Command, _turn: Turn) -> Card:
    return start.thanked()


@word("varsle")
def alert_(command: Command, turn: Turn) -> Card:
    if not may(turn.actor, Permission.RAISE_ALERT):
        return start.say(_("Varsler sendes av ansatte på skolen. Skriv «saker» for å se sakene du er med i."))
    if command.content:
        return alert.start(offer(command.typed, turn), worded(start.DELETE_IT))
    return alert.start(new_id())


@word("logg")
def log_(_command: Command, turn: Turn) -> Card:
    return log.start(alerts=may(turn.actor, Permission.RAISE_ALERT))


@word("mine")
def mine(_command: Command, turn: Turn) -> Card:
    return mine_counts(turn)


@word("saker")
def cases(command: Command, turn: Turn) -> Card:
    which = filter_of(command.rest, turn)
    return case_counts(which, misread(which), turn)


def filter_of(typed: str, turn: Turn) -> CaseFilter:
    return read_filter(typed, Terms.of(turn.school_plan.pick_lists, turn.today))


@word(SEARCH)
def search(_command: Command, _turn: Turn) -> Card:
    return search_pointer()


@word("sak", "plan", "dokumenter")
def case(command: Command, turn: Turn) -> Card:
    about, reference = command.word or "sak", reference_in(command.rest, turn)
    if not reference:
        how = _("Skriv saksnummeret også, slik: «{word} 2026-014». Eller skriv «saker» for å se alle.", word=about)
        return start.say(how)
    if about == "dokumenter" and not may(turn.actor, Permission.COORDINATE_CASE):
        return start.say(_("Dokumentene hentes av en leder eller den som koordinerer saken. Spør en av dem."))
    return _pointer(reference, about, turn)


def reference_in(typed: str, turn: Turn) -> str:
    """A number alone is one of this year's: cases are numbered by the calendar year. Empty when it is none."""
    alone = typed.isdecimal() and len(typed) <= 3
    reference = f"{turn.today.year}-{int(typed):03d}" if alone else typed
    return reference if REFERENCE.fullmatch(reference) else ""


def _pointer(reference: str, about: str, turn: Turn) -> Card:
    try:
        return overview.case_pointer(find_case(reference, turn), about)
    except DomainError as error:
        if isinstance(error, NotFound) and (stub := deleted(reference, turn)):
            return deleted_card(stub, reference)
        leads = isinstance(error, NotFound) and may(turn.actor, Permission.BREAK_GLASS)
        return not_on_it(str(error)) if leads else start.say(str(error))


@word("uka")
def week(_command: Command, turn: Turn) -> Card:
    return week_summary(turn)


@word("årshjul")
def year(_command: Command, turn: Turn) -> Card:
    return month(turn)


@word(CALENDAR)
def calendar(_command: Command, _turn: Turn) -> Card:
    return subscriptions.pointer()


@word(NEW_TASK, OTHER_DEADLINE)
def change_year(command: Command, turn: Turn) -> Card:
    if not may(turn.actor, Permission.LEAD_YEAR):
        return start.say(_("Årshjulet endres av en leder. Skriv «årshjul» for å se oppgavene dine."))
    return new_task_word() if command.word == NEW_TASK else other_deadline_word()


@word(CHANNEL)
def channel(_command: Command, _turn: Turn) -> Card:
    return start.say(worded(IN_THE_CHANNEL))


@word(AWAY)
def away(_command: Command, turn: Turn) -> Card:
    return away_pointer(turn)


@word(QUIET, REMIND)
def reminders(_command: Command, turn: Turn) -> Card:
    return quiet_pointer(turn)


@word(UNREACHABLE)
def not_reached(_command: Command, turn: Turn) -> Card:
    return unreachable_count(len(unreachable(turn)), len(all_away(turn)), len(lost_channels(turn)))
