"""Substitutes: the word, the form, and those who are let in now."""

from collections.abc import Mapping

from bot.handlers.words.registry import word
from bot.language.commands import Command
from bot.language.known_words import SUBSTITUTE
from bot.router import Show, router
from cards import start
from cards.access import substitutes as cards
from cards.access.actions import EndSubstitute, LetInSubstitute, ListSubstitutes, OpenSubstitute
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.people.permissions import Permission, may
from domain.text.messages import _
from services.access.substitutes import end, let_in, substitute, todays
from services.people.staff import chosen_groups, groups
from services.turn import Turn


@word(SUBSTITUTE)
def substitutes(_command: Command, turn: Turn) -> Card:
    if not may(turn.actor, Permission.LET_IN_SUBSTITUTE):
        return start.say(_("Vikarer får tilgang av rektor, assisterende rektor eller en trinnleder. Spør en av dem."))
    return cards.pointer(len(todays(turn)))


@router.on(ListSubstitutes)
def list_them(action: ListSubstitutes, turn: Turn) -> Show:
    return Show(_listed(turn, action.page))


@router.on(OpenSubstitute)
def open_form(action: OpenSubstitute, turn: Turn) -> Show:
    if not action.instead_of:
        return Show(cards.form(groups(turn), ""))
    person = substitute(action.instead_of, turn)
    return Show(cards.form(groups(turn), person.id, cards.as_given(person, chosen_groups(person))))


@router.form(LetInSubstitute)
def form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.form(groups(turn), ids.get("instead_of", ""), filled)


@router.on(LetInSubstitute)
def let_someone_in(action: LetInSubstitute, turn: Turn) -> Show:
    let_in(action.account, action.name, action.groups, action.until, turn, instead_of=action.instead_of)
    return Show(_listed(turn, 1, _("Tilgangen er gitt.")))


@router.on(EndSubstitute)
def end_it(action: EndSubstitute, turn: Turn) -> Show:
    end(action.person, turn)
    return Show(_listed(turn, 1, _("Tilgangen er avsluttet.")))


def _listed(turn: Turn, page: int, note: str = "") -> Card:
    there = [(person, chosen_groups(person), by) for person, by in todays(turn)]
    return cards.list_card(there, page, note)
