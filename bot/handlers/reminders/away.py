"""Telling that one is away, and back."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from bot.show.reminders import away_form
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.reminders import away as cards
from cards.reminders.away import ComeBack, OpenAway, SetAway
from domain.message import Done
from services.reminders import absence
from services.turn import Turn


@router.on(OpenAway)
def open_away(_action: OpenAway, turn: Turn) -> Show:
    return Show(away_form(turn))


@router.form(SetAway)
def away_again(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return away_form(turn, filled)


@router.on(SetAway)
def set_away(action: SetAway, turn: Turn) -> Show:
    told = absence.go_away(action.until, action.stand_in, turn, sure=action.sure)
    return show_done(Done.AWAY, turn, day=told.until)


@router.on(ComeBack)
def come_back(_action: ComeBack, turn: Turn) -> Show:
    absence.come_back(turn)
    return Show(cards.back_card())
