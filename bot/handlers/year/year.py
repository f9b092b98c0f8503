"""The årshjul: done, put off, who; one's own month, and the whole year for leaders."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import year as show
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.year import task as task_cards
from cards.year import year as cards
from cards.year.actions import (
    FinishTask,
    OpenFinish,
    OpenHappened,
    OpenPutOff,
    OpenTask,
    PutOffTask,
    ShowPost,
    ShowWholeYear,
    ShowYear,
    TellHappened,
    UndoTask,
)
from domain.text.messages import _
from services.turn import Turn
from services.year import year_tasks


@router.on(ShowYear)
def show_year(action: ShowYear, turn: Turn) -> Show:
    return Show(show.month(turn, action.page))


@router.on(ShowWholeYear)
def whole(_action: ShowWholeYear, turn: Turn) -> Show:
    return Show(cards.whole_year_card(year_tasks.states_of(turn), turn.today))


@router.on(ShowPost)
def show_post(action: ShowPost, turn: Turn) -> Show:
    return Show(show.post_card(action.post, year_tasks.states_of(turn), turn, page=action.page))


@router.on(OpenTask)
def open_task(action: OpenTask, turn: Turn) -> Show:
    return Show(show.task_card(year_tasks.task(action.task, turn), action.post, turn))


@router.on(OpenFinish)
def open_finish(action: OpenFinish, turn: Turn) -> Show:
    return Show(task_cards.finish_form(year_tasks.task_to_take(action.task, turn), action.post))


@router.form(FinishTask)
def finish_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return task_cards.finish_form(year_tasks.task(ids["task"], turn), ids.get("post", ""), filled)


@router.on(FinishTask)
def finish(action: FinishTask, turn: Turn) -> Show:
    states = year_tasks.finish_task(action.task, action.note, turn)
    return show.show_taken(states, action.task, action.post, _("Ferdig"), turn)


@router.on(UndoTask)
def undo(action: UndoTask, turn: Turn) -> Show:
    states = year_tasks.undo_task(action.task, turn)
    return show.show_taken(states, action.task, action.post, _("Ikke ferdig likevel"), turn)


@router.on(OpenPutOff)
def open_put_off(action: OpenPutOff, turn: Turn) -> Show:
    return Show(task_cards.put_off_form(year_tasks.task_to_take(action.task, turn), action.post))


@router.form(PutOffTask)
def put_off_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return task_cards.put_off_form(year_tasks.task(ids["task"], turn), ids.get("post", ""), filled)


@router.on(PutOffTask)
def put_off(action: PutOffTask, turn: Turn) -> Show:
    states = year_tasks.put_off_task(action.task, action.until, action.reason, turn)
    return show.show_taken(states, action.task, action.post, _("Utsatt"), turn)


@router.on(OpenHappened)
def open_happened(action: OpenHappened, turn: Turn) -> Show:
    return Show(show.happened_form(action.event, turn))


@router.form(TellHappened)
def happened_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.happened_form(ids["event"], turn, filled)


@router.on(TellHappened)
def tell(action: TellHappened, turn: Turn) -> Show:
    says = year_tasks.tell_happened(action.event, action.on, turn)
    return Show(show.month(turn, note=f"{says}."))
