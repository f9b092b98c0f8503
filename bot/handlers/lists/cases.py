"""Lists of cases, of what is one's own, and of whom the bot cannot reach."""

from bot.language.case_filter import read_filter
from bot.router import Show, router
from bot.show.lists import show_cases, show_mine, show_unreachable
from cards.case.actions import ListCases, ShowMine, ShowUnreachable
from services.turn import Turn


@router.on(ListCases)
def cases(action: ListCases, turn: Turn) -> Show:
    return show_cases(read_filter(action.which), action.page, turn)


@router.on(ShowMine)
def mine(action: ShowMine, turn: Turn) -> Show:
    return show_mine(action.page, turn)


@router.on(ShowUnreachable)
def not_reached(action: ShowUnreachable, turn: Turn) -> Show:
    return show_unreachable(action.page, turn)
