"""The årshjul, as cards: one's own month, the whole year, a post and a task."""

from collections.abc import Sequence
from datetime import date

from bot.router import Show
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Action, Filled
from cards.reminders import posts, year_post
from cards.year import changes as change_cards
from cards.year import task as task_cards
from cards.year import task_forms
from cards.year import year as cards
from cards.year.actions import OpenUndo, UndoTask
from domain.ids import new_id
from domain.people.person import Role, name_among
from domain.reminders.channel import grades_of
from domain.school_plan.calendar import year_without_plan
from domain.school_plan.year_task import Lists, Purpose
from domain.year.changes import ChangeKind
from domain.year.posts import Covered, in_post
from domain.year.taking import asks_which, may_undo, takes_back, undone_with_reason
from domain.year.tasks import TaskState, YearTaken, agenda, is_for
from services.lists.meeting_lists import to_go_through
from services.turn import Turn
from services.year.change_year import (
    ChangeMade,
    changes_made,
    comes_again,
    differs,
    grades_offered,
    rounds,
    tasks_to_change,
)
from services.year.taker import taker
from services.year.year_events import (
    asks_why,
    button_of,
    known_day,
    results_day,
    results_of,
    told_by_now,
    told_of,
    waits_for,
)
from services.year.year_tasks import channel_here, sees_everything, state_in, task, tasks_here


def month(turn: Turn, page: int = 1, note: str = "") -> Card:
    """The viewer's tasks; all of them for a leader, and those of the channel in a channel."""
    channels, leads, by = turn.tx.channels.all(), sees_everything(turn), taker(turn)
    mine = tasks_here(turn, channels)
    view = cards.YearView(
        agenda=agenda(mine, turn.today),
        today=turn.today,
        everything=leads,
        own=frozenset(state.one.key for state in mine if by.own(state)),
        waits=tuple(waits_for(turn).items()) if turn.place is None else (),
        told=tuple((event, says) for event, (says, _) in told_by_now(turn).items()) if turn.place is None else (),
        meetings=tuple(dict.fromkeys(state.task.notice for state in mine if state.task.meeting)),
        differs=leads and differs(turn),
        elsewhere=turn.place is not None and channel_here(turn) is None,
        unserved=leads and not any(Purpose.YEAR in channel.receives for channel in channels),
        subscribes=turn.place is None,
        ended=_ended(turn),
        no_plan=year_without_plan(turn.school_plan.calendar, turn.today) if leads else "",
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
        (role, tuple(p.name for p in people if p.has(role) and is_for(state.task, p, state.parts)))
        for role in state.task.owners
    )
    view = task_cards.TaskView(
        state=state,
        today=turn.today,
        names=turn.tx.people.names,
        by_role=by_role,
        post=post,
        note=note,
        undo=_undo(state, turn),
        results=results_of(state, turn),
        draft_id="" if turn.place else new_id(),
        changes=sees_everything(turn),
        bot_id=turn.bot_id,
    )
    return task_cards.task_card(view)


def _undo(state: TaskState, turn: Turn) -> dict[str, type[Action]]:
    """Of each record that the person may take back, the button that does, or the one that asks why first."""
    by = taker(turn)
    mine = [one for one in takes_back(state, by) if may_undo(one, by, turn.today)]
    return {one.id: OpenUndo if undone_with_reason(one, turn.today) else UndoTask for one in mine}


def finish_form(state: TaskState, post: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    return task_forms.finish_form(_form(state, post, turn), filled)


def put_off_form(state: TaskState, post: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    return task_forms.put_off_form(_form(state, post, turn), filled)


def _form(state: TaskState, post: str, turn: Turn) -> task_forms.TaskForm:
    by, came = taker(turn), results_day(state, turn)
    among = asks_which(state, by)
    return task_forms.TaskForm(state=state, post=post, among=among, own=among & by.own(state), results_on=came)


def undo_form(state: TaskState, undoes: str, post: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    """As the task stands, when it counts no more already."""
    record = next((one for one in takes_back(state, taker(turn)) if one.id == undoes), None)
    return task_forms.undo_form(state, post, record, filled) if record else task_card(state, post, turn)


def post_card(post: str, states: Sequence[TaskState], turn: Turn, *, note: str = "") -> Card:
    """The post as it stands now in this channel."""
    covered = Covered.of(post)
    told = in_post(states, covered, grades_of(turn.tx.people.active()))
    return year_post.post_card(told, covered, turn.today, note=note)


def show_taken(states: Sequence[TaskState], task: str, post: str, taken: YearTaken, turn: Turn) -> Show:
    """The one who pressed sees at once what has become of it: in the post they pressed in, or alone."""
    state = state_in(states, task)
    if post:
        return Show(post_card(post, states, turn, note=f"{task_cards.TAKEN[taken]}: {state.task.notice}."))
    return Show(task_card(state, "", turn, task_cards.receipt(state, taken)))


def own_list(lists: Lists, day: date, turn: Turn) -> Card:
    """Of the cases a meeting goes through, those the viewer is on."""
    return posts.own_list(lists, to_go_through(lists, turn), day, turn.bot_id)


def happened_form(event: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    known = known_day(event, turn)
    return cards.happened_form(event, button_of(event, turn), known or turn.today, known, filled)


def take_back_form(event: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    says, told = told_of(event, turn)
    days = list(dict.fromkeys(one.on for one in told if one.on))
    return cards.take_back_form(event, says, days, asks=asks_why(told, turn), filled=filled)


def new_task_form(record_id: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    return change_cards.new_task_form(record_id, _offered(turn), filled)


def choose_form(turn: Turn, filled: Filled = NOTHING) -> Card:
    return change_cards.choose_form(tasks_to_change(turn), filled)


def rounds_form(key: str, turn: Turn) -> Card:
    return change_cards.choose_form(rounds(key, turn))


def change_card(key: str, turn: Turn) -> Card:
    """The task, and what stands of what has been changed of it."""
    state = task(key, turn)
    made = [one for one in changes_made(turn) if one.change.task == state.task.id and not one.undone]
    here = [_line(one, turn) for one in made if one.change.key in {"", key}]
    return change_cards.change_card(state, here, turn.today, again=comes_again(key, turn))


def change_form(key: str, kind: ChangeKind, record_id: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    state = task(key, turn)
    offered = _offered(turn, state.task.owners, every=comes_again(key, turn))
    return change_cards.change_form(state, kind, record_id, offered, turn.today, filled)


def changes_card(turn: Turn, page: int = 1) -> Card:
    return change_cards.changes_card([_line(one, turn) for one in changes_made(turn)], page)


def _offered(turn: Turn, now: Sequence[str] = (), *, every: bool = False) -> change_cards.Offered:
    """All roles of those who work at the school, and who does it `now`."""
    there = {role for person in turn.tx.people.active() for role in person.roles} | {*now}
    school = [role for role, kind in turn.school_plan.people_roles.items() if kind is not Role.SCHOOL_OWNER]
    roles = [role for role in school if role in there]
    return change_cards.Offered(roles=roles, grades=grades_offered(turn), every=every)


def _line(made: ChangeMade, turn: Turn) -> change_cards.ChangeLine:
    names, undone = turn.tx.people.names, made.undone
    return change_cards.ChangeLine(
        change=made.change,
        title=made.title,
        by=name_among(names, made.change.by),
        day=made.day,
        undone=undone,
        undone_by=name_among(names, undone.by) if undone else "",
    )
