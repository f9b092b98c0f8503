"""A leader changes the school year: a new task, another day, other owners or grades, or not this year."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import year as show
from bot.show.done import show_done
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.year.change_actions import (
    AddTask,
    ChooseTask,
    ChosenTask,
    LeaveOut,
    OpenChange,
    OpenNewTask,
    OpenRounds,
    ShowChanges,
    ShowTaskChange,
    TakeBackChange,
    ToDay,
    ToGrades,
    ToOwners,
)
from domain.ids import new_id
from domain.message import Done
from domain.year.changes import ChangeKind
from services.turn import Turn
from services.year import change_year


def _receipt(turn: Turn, *, changed: bool) -> Show:
    return show_done(Done.YEAR if changed else Done.YEAR_AS_BEFORE, turn)


@router.on(OpenNewTask)
def open_new_task(_action: OpenNewTask, turn: Turn) -> Show:
    return router.open(AddTask, {"record_id": new_id()}, turn)


@router.form(AddTask)
def new_task_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.new_task_form(ids["record_id"], turn, filled)


@router.on(AddTask)
def add_task(action: AddTask, turn: Turn) -> Show:
    change_year.add_task(action.record_id, action.told, action.reason, turn)
    return show_done(Done.YEAR, turn)


@router.on(ChooseTask)
def choose(_action: ChooseTask, turn: Turn) -> Show:
    return Show(show.choose_form(turn))


@router.on(OpenRounds)
def choose_round(action: OpenRounds, turn: Turn) -> Show:
    return Show(show.rounds_form(action.task, turn))


@router.form(ChosenTask)
def choose_again(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.choose_form(turn, filled)


@router.on(ChosenTask)
def chosen(action: ChosenTask, turn: Turn) -> Show:
    return Show(show.change_card(action.task, turn))


@router.on(ShowTaskChange)
def show_task_change(action: ShowTaskChange, turn: Turn) -> Show:
    return Show(show.change_card(action.task, turn))


@router.on(OpenChange)
def open_change(action: OpenChange, turn: Turn) -> Show:
    return Show(show.change_form(action.task, action.kind, new_id(), turn))


@router.form(ToDay)
def day_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.change_form(ids["task"], ChangeKind.DAY, ids["record_id"], turn, filled)


@router.on(ToDay)
def to_day(action: ToDay, turn: Turn) -> Show:
    changed = change_year.to_day(action.task, action.record_id, action.day, action.reason, turn)
    return _receipt(turn, changed=changed)


@router.form(ToOwners)
def owners_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.change_form(ids["task"], ChangeKind.OWNERS, ids["record_id"], turn, filled)


@router.on(ToOwners)
def to_owners(action: ToOwners, turn: Turn) -> Show:
    per = action.per or None
    changed = change_year.to_owners(action.task, action.record_id, action.owners, per, action.reason, turn)
    return _receipt(turn, changed=changed)


@router.form(ToGrades)
def grades_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.change_form(ids["task"], ChangeKind.GRADES, ids["record_id"], turn, filled)


@router.on(ToGrades)
def to_grades(action: ToGrades, turn: Turn) -> Show:
    changed = change_year.to_grades(action.task, action.record_id, action.grades, action.reason, turn)
    return _receipt(turn, changed=changed)


@router.form(LeaveOut)
def leave_out_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show.change_form(ids["task"], ChangeKind.SKIPPED, ids["record_id"], turn, filled)


@router.on(LeaveOut)
def leave_out(action: LeaveOut, turn: Turn) -> Show:
    changed = change_year.leave_out(action.task, action.record_id, action.reason, turn, every=action.every)
    return _receipt(turn, changed=changed)


@router.on(ShowChanges)
def show_changes(action: ShowChanges, turn: Turn) -> Show:
    return Show(show.changes_card(turn, action.page))


@router.on(TakeBackChange)
def take_back(action: TakeBackChange, turn: Turn) -> Show:
    change_year.take_back_change(action.change, turn)
    return Show(show.changes_card(turn, action.page))
