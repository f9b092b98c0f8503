"""A task of the årshjul: done, undone, put off, who."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import year as show
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.year.actions import (
    FinishTask,
    OpenFinish,
    OpenPutOff,
    OpenTask,
    OpenUndo,
    PutOffTask,
    UndoTask,
)
from domain.year.tasks import YearTaken
from services.turn import Turn
from services.year import year_tasks


@router.on(OpenTask)
def open_task(action: OpenTask, turn: Turn) -> Show:
    return Show(show.task_card(year_tasks.task(action.task, turn), action.post, turn))


@router.on(OpenFinish)
def open_finish(action: OpenFinish, turn: Turn) -> Show:
    return Show(show.finish_form(year_tasks.task_left(action.task, turn), action.post, turn))


@router.form(FinishTask)
def finish_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.finish_form(year_tasks.task(ids["task"], turn), ids.get("post", ""), turn, filled)


@router.on(FinishTask)
def finish(action: FinishTask, turn: Turn) -> Show:
    if not action.asked and (state := year_tasks.asks_first(action.task, turn)):
        return Show(show.finish_form(state, action.post, turn))
    states = year_tasks.finish_task(action.task, action.note, turn, parts=action.parts, results_on=action.on)
    return show.show_taken(states, action.task, action.post, YearTaken.DONE, turn)


@router.on(OpenUndo)
def open_undo(action: OpenUndo, turn: Turn) -> Show:
    return Show(show.undo_form(year_tasks.task_to_take(action.task, turn), action.undoes, action.post, turn))


@router.form(UndoTask)
def undo_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.undo_form(year_tasks.task(ids["task"], turn), ids["undoes"], ids.get("post", ""), turn, filled)


@router.on(UndoTask)
def undo(action: UndoTask, turn: Turn) -> Show:
    states = year_tasks.undo_task(action.task, action.undoes, action.reason, turn)
    return show.show_taken(states, action.task, action.post, YearTaken.UNDONE, turn)


@router.on(OpenPutOff)
def open_put_off(action: OpenPutOff, turn: Turn) -> Show:
    return Show(show.put_off_form(year_tasks.task_left(action.task, turn), action.post, turn))


@router.form(PutOffTask)
def put_off_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.put_off_form(year_tasks.task(ids["task"], turn), ids.get("post", ""), turn, filled)


@router.on(PutOffTask)
def put_off(action: PutOffTask, turn: Turn) -> Show:
    states = year_tasks.put_off_task(action.task, action.until, action.reason, turn, parts=action.parts)
    return show.show_taken(states, action.task, action.post, YearTaken.POSTPONED, turn)
