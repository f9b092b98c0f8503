"""Who has opened a case."""

from bot.router import Show, router
from cards.access.actions import ShowOpened
from cards.access.opened import opened_card
from services.access.opened import seen
from services.turn import Turn


@router.on(ShowOpened)
def opened(action: ShowOpened, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    found = seen(file, turn)
    return Show(opened_card(file.case, found.opened, found.refused, turn.tx.people.names, action.page))
