"""The årshjul, as cards: one's own month, the whole year, a post and a task."""

from collections.abc import Sequence

from bot.router import Show
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Action, Filled
from cards.kit.pages import PER_PAGE
from cards.year import task as task_cards
from cards.year import year as cards
from cards.year.actions import OpenUndo, UndoTask
from domain.reminders.channel import grades_of
from domain.school_plan.year_task import Purpose
from domain.year.posts import Covered, in_post
from domain.year.tasks import TaskState, agenda, is_for, may_undo, undone_with_reason
from services.turn import Turn
from services.year.year_tasks import (
    asks_why,
    button_of,
    channel_here,
    sees_everything,
    state_in,
    tasks_here,
    told_by_now,
    told_of,
    waits_for,
)


def month(turn: Turn, page: int = 1, note: str = "") -> Card:
    """The viewer's tasks; all of them for a leader, and those of the channel in a channel."""
    channels, leads = turn.tx.channels.all(), sees_everything(turn)
    mine = tasks_here(turn, channels)
    view = cards.YearView(
        agenda=agenda(mine, turn.today),
        today=turn.today,
        everything=leads,
        own=frozenset(state.one.key for state in mine if is_for(state.task, turn.actor)),
        waits=tuple(waits_for(turn).items()) if turn.place is None else (),
        told=tuple((event, says) for event, (says, _) in told_by_now(turn).items()) if turn.place is None else (),
        routines=tuple(dict.fromkeys(state.task.title for state in mine if state.task.routine)),
        unserved=leads and not any(Purpose.YEAR in channel.receives for channel in channels),
        ended=_ended(turn),
        note=note,
    )
    return cards.year_card(view, page=page)


def _ended(turn: Turn) -> str:
    """The school year of the plan, once the summer after it is over too."""
    first, last = turn.school_plan.calendar.first_school_day, turn.school_plan.calendar.last_school_day
    return f"{first.year}–{last:%y}" if turn.today >= last.replace(month=8, day=1) else ""


def task_card(state: TaskState, post: str, turn: Turn, note: str = "") -> Card:
    people = turn.tx.people.active()
    by_role = tuple(
        (role, tuple(p.name for p in people if p.has(role) and is_for(state.task, p))) for role in state.task.owners
    )
    view = task_cards.TaskView(
        state=state,
        today=turn.today,
        names=turn.tx.people.names,
        by_role=by_role,
        post=post,
        note=note,
        undo=_undo(state, turn),
    )
    return task_cards.task_card(view)


def _undo(state: TaskState, turn: Turn) -> type[Action] | None:
    if not may_undo(state, turn.actor, turn.today):
        return None
    return OpenUndo if undone_with_reason(state, turn.actor, turn.today) else UndoTask


def post_card(
    post: str, states: Sequence[TaskState], turn: Turn, *, page: int = 1, task: str = "", note: str = ""
) -> Card:
    """The post as it stands now in this channel; the page where `task` is."""
    covered = Covered.of(post)
    grades = grades_of(turn.tx.people.active())
    found = in_post(states, channel_here(turn), turn.tx.channels.all(), covered, grades)
    places = [place for place, state in enumerate(found) if state.one.key == task]
    page = places[0] // PER_PAGE + 1 if places else page
    return cards.post_card(found, covered, turn.today, page=page, note=note)


def show_taken(states: Sequence[TaskState], task: str, post: str, note: str, turn: Turn) -> Show:
    """The one who pressed sees at once what has become of it: in the post they pressed in, or alone."""
    state = state_in(states, task)
    if post:
        return Show(post_card(post, states, turn, task=task, note=f"{note}: {state.task.title}."))
    return Show(task_card(state, "", turn, f"{note}."))


def happened_form(event: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    return cards.happened_form(event, button_of(event, turn), turn.today, filled)


def take_back_form(event: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    says, told = told_of(event, turn)
    return cards.take_back_form(event, says, told.on or turn.today, asks=asks_why(told, turn), filled=filled)
