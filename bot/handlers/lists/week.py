"""The weekly review of open plans."""

from bot.router import Show, router
from bot.show.lists import show_week
from cards.case.actions import ListWeek
from services.turn import Turn


@router.on(ListWeek)
def week(action: ListWeek, turn: Turn) -> Show:
    return show_week(turn, action.page)
