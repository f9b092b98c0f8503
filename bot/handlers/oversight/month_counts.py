"""What is counted for the school owner's contact."""

from bot.router import Show, router
from cards.oversight.month_counts import ShowMonthCounts, counts_card
from services.oversight.month_counts import shown
from services.turn import Turn


@router.on(ShowMonthCounts)
def show_month_counts(action: ShowMonthCounts, turn: Turn) -> Show:
    return Show(counts_card(*shown(action.month, turn)))
