"""What is typed by someone who works at several schools: answered where only one can be meant. Else it is asked which,
and what was asked for stands in the buttons.
"""

from collections.abc import Sequence

from bot.handlers.words.typed import answer_to, as_filter, filter_of, judged, known_names, reference_in
from bot.language.case_filter import misread
from bot.language.commands import ABOUT_A_CASE, Command
from bot.language.known_words import THANKS
from cards import start
from cards.alert.actions import StartAlert
from cards.case.actions import ListCases, SayWord
from cards.kit.elements import Card, problem, said, stamp
from cards.lists.cases import misread_note
from cards.lists.overview import way_to
from domain.case.case import Case
from domain.errors import DomainError
from domain.people.permissions import Permission, may
from domain.privacy.content import names_someone
from domain.text.messages import worded
from services.alert.alert_draft import offer
from services.turn import Turn


def where_named(typed: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """Those at whose school it names a pupil, or nearly; all of them when it does at none."""
    names = [(turn, *known_names(turn)) for turn in turns] if typed and len(turns) > 1 else []
    exactly = [turn for turn, pupils, staff in names if names_someone(typed, pupils, staff)]
    return exactly or [one for one, pupils, staff in names if names_someone(typed, pupils, staff, nearly=True)] or turns


def answer_at_one(command: Command, turns: Sequence[Turn]) -> Card:
    """The answer at the school that is meant, or the question which it is."""
    turns = where_named(command.typed, turns)
    if command.word in ABOUT_A_CASE and not command.content:
        turns = [turn for turn in turns if _case(command, turn)] or turns[:1]
    if len(turns) == 1 or command.word == THANKS:
        card = answer_to(command, turns[0])
        stamp(card, turns[0].tx.school_id)
        return card
    understood = [as_filter(judged(command, turn), turn) for turn in turns]
    ways = [
        (turn.tx.school_id, _way_on(meant, turn.school_plan.school, turn))
        for meant, turn in zip(understood, turns, strict=True)
    ]
    return start.choose_school(ways, _note(understood, turns))


def _case(command: Command, turn: Turn) -> Case | None:
    try:
        return turn.tx.cases.find(reference_in(command.rest, turn), turn.actor.id, turn.today)
    except DomainError:
        return None


def _note(understood: Sequence[Command], turns: Sequence[Turn]) -> Card | None:
    """To take back what was written of a pupil; or what was not understood at any of them."""
    if any(command.content for command in understood):
        return problem(worded(start.DELETE_IT))
    which = [filter_of(command.rest, turn) for command, turn in zip(understood, turns, strict=True)]
    if understood[0].word != "saker" or not all(misread(one) for one in which):
        return None
    return said(misread_note(misread(which[0]), which[0]))


def _way_on(command: Command, title: str, turn: Turn) -> Card:
    """A button that leads on at the school, with what was asked for in our own words (law 1)."""
    if command.content:
        if not may(turn.actor, Permission.RAISE_ALERT):
            return SayWord.button(title, word="varsle")
        return StartAlert.button(title, draft_id=offer(command.typed, turn))
    if command.word == "saker" and (which := filter_of(command.rest, turn)).name:
        return ListCases.button(title, which=which.name)
    if command.word in ABOUT_A_CASE and (case := _case(command, turn)):
        return way_to(case, command.word, title)
    return SayWord.button(title, word=command.word or "hjelp")
