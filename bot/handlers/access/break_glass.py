"""«Nødtilgang»: the word, the form, and the case."""

from collections.abc import Mapping

from bot.handlers.words.registry import word
from bot.handlers.words.typed import reference_in
from bot.language.commands import REFERENCE, Command
from bot.language.known_words import IN_NEED
from bot.router import Show, router
from bot.show.done import show_done
from cards import start
from cards.access import break_glass as cards
from cards.access.actions import OpenInNeed, ReadInNeed
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.errors import Invalid
from domain.ids import new_id
from domain.message import Done
from domain.people.permissions import Permission, may
from domain.text.messages import _
from services.access.break_glass import read_in_need
from services.turn import Turn


@word(IN_NEED)
def in_need(command: Command, turn: Turn) -> Card:
    """The same to everyone who is no leader, whatever number it is."""
    if not may(turn.actor, Permission.BREAK_GLASS):
        return start.say(
            _("Bare ledere kan be om nødtilgang. Snakk med en av dem som er med i saken, eller med rektor.")
        )
    return cards.pointer(reference_in(command.rest, turn))


@router.on(OpenInNeed)
def open_form(action: OpenInNeed, _turn: Turn) -> Show:
    return Show(cards.form(action.number, new_id()))


@router.form(ReadInNeed)
def form(ids: Mapping[str, str], _turn: Turn, filled: Filled) -> Card:
    return cards.form("", ids.get("record_id") or new_id(), filled)


@router.on(ReadInNeed)
def read(action: ReadInNeed, turn: Turn) -> Show:
    reference = reference_in(action.number, turn)
    if not REFERENCE.fullmatch(reference):
        raise Invalid("number", "Skriv saksnummeret slik: 2026-014.")
    case = read_in_need(reference, action.reason, action.record_id, turn)
    return show_done(Done.IN_NEED, turn, case=case)
