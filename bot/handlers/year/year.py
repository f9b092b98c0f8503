"""The årshjul: one's own month, the whole year for leaders, a post, and what a task waits for."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import year as show
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.year import year as cards
from cards.year.actions import (
    OpenHappened,
    OpenTakeBack,
    ShowList,
    ShowPost,
    ShowWholeYear,
    ShowYear,
    TakeBack,
    TellHappened,
)
from domain.text.messages import _
from services.turn import Turn
from services.year import year_events, year_tasks


@router.on(ShowYear)
def show_year(action: ShowYear, turn: Turn) -> Show:
    return Show(show.month(turn, action.page))


@router.on(ShowWholeYear)
def whole(_action: ShowWholeYear, turn: Turn) -> Show:
    return Show(cards.whole_year_card(year_tasks.states_of(turn), turn.today))


@router.on(ShowPost)
def show_post(action: ShowPost, turn: Turn) -> Show:
    return Show(show.post_card(action.post, year_tasks.states_of(turn), turn))


@router.on(ShowList)
def show_list(action: ShowList, turn: Turn) -> Show:
    return Show(show.own_list(action.lists, action.day, turn))


@router.on(OpenHappened)
def open_happened(action: OpenHappened, turn: Turn) -> Show:
    return Show(show.happened_form(action.event, turn))


@router.form(TellHappened)
def happened_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.happened_form(ids["event"], turn, filled)


@router.on(TellHappened)
def tell(action: TellHappened, turn: Turn) -> Show:
    says = year_events.tell_happened(action.event, action.on, turn, action.instead_of)
    return Show(show.month(turn, note=f"{says}."))


@router.on(OpenTakeBack)
def open_take_back(action: OpenTakeBack, turn: Turn) -> Show:
    return Show(show.take_back_form(action.event, turn))


@router.form(TakeBack)
def take_back_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.take_back_form(ids["event"], turn, filled)


@router.on(TakeBack)
def take_back(action: TakeBack, turn: Turn) -> Show:
    says = year_events.take_back(action.event, action.reason, turn)
    return Show(show.month(turn, note=_("Angret: {said}", said=says)))
