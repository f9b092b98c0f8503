"""Lists of cases, of what is one's own, and of whom the bot cannot reach."""

from collections.abc import Mapping

from bot.language.case_filter import read_filter
from bot.language.filter_terms import Terms
from bot.router import Show, router
from bot.show.lists import show_cases, show_found, show_mine, show_unreachable
from cards.case.actions import ListCases, ShowMine, ShowUnreachable
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.lists.actions import FindPupil, SearchPupil
from cards.lists.cases import search_form
from services.turn import Turn


@router.on(ListCases)
def cases(action: ListCases, turn: Turn) -> Show:
    which = read_filter(action.which, Terms.of(turn.school_plan.pick_lists, turn.today))
    return show_cases(which, action.page, turn, oldest_first=action.oldest_first)


@router.on(SearchPupil)
def search(_action: SearchPupil, _turn: Turn) -> Show:
    return Show(search_form())


@router.on(FindPupil)
def found(action: FindPupil, turn: Turn) -> Show:
    return show_found(action.pupil_name, turn)


@router.form(FindPupil)
def search_again(_ids: Mapping[str, str], _turn: Turn, filled: Filled) -> Card:
    return search_form(filled)


@router.on(ShowMine)
def mine(action: ShowMine, turn: Turn) -> Show:
    return show_mine(action.page, turn)


@router.on(ShowUnreachable)
def not_reached(action: ShowUnreachable, turn: Turn) -> Show:
    return show_unreachable(action.page, turn)
