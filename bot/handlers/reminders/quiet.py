"""Asking for quiet, and to be reminded again."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from bot.show.reminders import quiet_form
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.reminders import quiet as cards
from cards.reminders.quiet import EndQuiet, OpenQuiet, SetQuiet, WantYearLines
from domain.message import Done
from services.reminders import absence
from services.turn import Turn


@router.on(OpenQuiet)
def open_quiet(_action: OpenQuiet, turn: Turn) -> Show:
    return Show(quiet_form(turn))


@router.form(SetQuiet)
def quiet_again(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return quiet_form(turn, filled)


@router.on(SetQuiet)
def set_quiet(action: SetQuiet, turn: Turn) -> Show:
    absence.be_quiet(action.until, turn)
    return show_done(Done.QUIET, turn, day=action.until)


@router.on(WantYearLines)
def want_year_lines(action: WantYearLines, turn: Turn) -> Show:
    absence.want_year_lines(turn, wanted=action.wanted)
    return show_done(Done.YEAR_ON if action.wanted else Done.YEAR_OFF, turn)


@router.on(EndQuiet)
def end_quiet(_action: EndQuiet, turn: Turn) -> Show:
    absence.end_quiet(turn)
    return Show(cards.reminded_card())
