"""The årshjul: done, put off, who; one's own month, and the whole year for leaders."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.router import Router, Show, Turn
from cards import year as cards
from cards import year_task
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.overview import PER_PAGE
from cards.year_actions import (
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
from domain.access import Permission, may
from domain.channel import Channel, Purpose
from domain.errors import Invalid, NotFound, Refused
from domain.year_rules import AfterEvent
from domain.year_state import TaskState, YearRecord, agenda, finish, is_for, put_off, require_taker, undo
from storage.support import new_id
from storage.year import POST, Covered, for_channel, in_post

router = Router()


def states_of(turn: Turn) -> list[TaskState]:
    return turn.tx.year.states(turn.plan, turn.tx.people.active())


def month(turn: Turn, page: int = 1, note: str = "") -> Card:
    """The viewer's tasks; all of them for a leader, and those of the channel in a channel."""
    states, leads = states_of(turn), may(turn.actor, Permission.LEAD_YEAR) and turn.place is None
    channels = turn.tx.channels.all()
    if turn.place:
        mine = for_channel(states, _here(turn), channels)
    else:
        mine = [state for state in states if leads or is_for(state.task, turn.actor)]
    view = cards.YearView(
        agenda=agenda(mine, turn.today),
        today=turn.today,
        everything=leads,
        own=frozenset(state.one.key for state in mine if is_for(state.task, turn.actor)),
        waits=tuple(_waits(turn).items()) if turn.place is None else (),
        routines=tuple(dict.fromkeys(state.task.title for state in mine if state.task.routine)),
        unserved=leads and not any(Purpose.YEAR in channel.receives for channel in channels),
        ended=_ended(turn),
        note=note,
    )
    return cards.year_card(view, page=page)


def _ended(turn: Turn) -> str:
    """The school year of the plan, once the summer after it is over too."""
    first, last = turn.plan.calendar.first_school_day, turn.plan.calendar.last_school_day
    return f"{first.year}–{last:%y}" if turn.today >= last.replace(month=8, day=1) else ""


def _here(turn: Turn) -> Channel | None:
    """The channel it happens in, if it receives anything; None in a person's own chat."""
    return turn.tx.channels.at(turn.place.conversation_id) if turn.place else None


def _waits(turn: Turn) -> dict[str, str]:
    """What has not happened yet this year and the viewer can say has: the event and its button."""
    told = turn.tx.year.happened()
    rules = [(task, task.rule) for task in turn.plan.year if isinstance(task.rule, AfterEvent)]
    first = turn.plan.calendar.first_school_day
    return {
        rule.event: rule.says
        for task, rule in rules
        if (told.get(rule.event) or date.min) < first
        and (is_for(task, turn.actor) or may(turn.actor, Permission.LEAD_YEAR))
    }


@router.on(ShowYear)
def show(action: ShowYear, turn: Turn) -> Show:
    return Show(month(turn, action.page))


@router.on(ShowWholeYear)
def whole(_action: ShowWholeYear, turn: Turn) -> Show:
    return Show(cards.whole_year_card(states_of(turn), turn.today))


@router.on(ShowPost)
def show_post(action: ShowPost, turn: Turn) -> Show:
    return Show(_post(action.post, states_of(turn), turn, page=action.page))


@router.on(OpenTask)
def open_task(action: OpenTask, turn: Turn) -> Show:
    return Show(_task(_state(action.task, states_of(turn)), action.post, turn))


@router.on(OpenFinish)
def open_finish(action: OpenFinish, turn: Turn) -> Show:
    state = _state(action.task, states_of(turn))
    require_taker(state, turn.actor)
    return Show(year_task.finish_form(state, action.post))


@router.form(FinishTask)
def finish_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return year_task.finish_form(_state(ids["task"], states_of(turn)), ids.get("post", ""), filled)


@router.on(FinishTask)
def finish_task(action: FinishTask, turn: Turn) -> Show:
    state = _state(action.task, states_of(turn))
    return _taken(action, finish(state, new_id(), turn.actor, turn.now, note=action.note), "Ferdig", turn)


@router.on(UndoTask)
def undo_task(action: UndoTask, turn: Turn) -> Show:
    record = undo(_state(action.task, states_of(turn)), new_id(), turn.actor, turn.now)
    return _taken(action, record, "Ikke ferdig likevel", turn)


@router.on(OpenPutOff)
def open_put_off(action: OpenPutOff, turn: Turn) -> Show:
    state = _state(action.task, states_of(turn))
    require_taker(state, turn.actor)
    return Show(year_task.put_off_form(state, action.post))


@router.form(PutOffTask)
def put_off_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return year_task.put_off_form(_state(ids["task"], states_of(turn)), ids.get("post", ""), filled)


@router.on(PutOffTask)
def put_off_task(action: PutOffTask, turn: Turn) -> Show:
    state = _state(action.task, states_of(turn))
    record = put_off(state, new_id(), action.until, action.reason, turn.actor, turn.now, turn.plan)
    return _taken(action, record, "Utsatt", turn)


def _taken(action: FinishTask | UndoTask | PutOffTask, record: YearRecord | None, note: str, turn: Turn) -> Show:
    """Recorded once, and every post of it says so to everyone; the one who pressed sees it at once."""
    if record:
        turn.tx.year.add(record)
    states = states_of(turn)
    state = _state(action.task, states)
    if record:
        for post in turn.tx.outbox.posted(POST):
            if Covered.of(post).holds(state):
                turn.tx.outbox.repost(POST, post, turn.now, key=record.id)
    if action.post:
        return Show(_post(action.post, states, turn, task=action.task, note=f"{note}: {state.task.title}."))
    return Show(_task(state, "", turn, f"{note}."))


@router.on(OpenHappened)
def open_happened(action: OpenHappened, turn: Turn) -> Show:
    return Show(happened_form({"event": action.event}, turn, NOTHING))


@router.form(TellHappened)
def happened_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.happened_form(ids["event"], _says(ids["event"], turn), turn.today, filled)


@router.on(TellHappened)
def tell(action: TellHappened, turn: Turn) -> Show:
    says = _says(action.event, turn)
    if not turn.plan.calendar.first_school_day <= action.on <= turn.today:
        raise Invalid("on", "Velg en dag i dette skoleåret, ikke i fremtiden.")
    turn.tx.year.tell(action.event, action.on, turn.actor.id, turn.now)
    return Show(month(turn, note=f"{says}."))


def _says(event: str, turn: Turn) -> str:
    """The button of an event that the viewer may tell of. Raises `Refused`."""
    known = _waits(turn)
    if event not in known:
        raise Refused("Dette er sagt fra om allerede, eller det er ikke din oppgave.")
    return known[event]


def _state(key: str, states: Iterable[TaskState]) -> TaskState:
    found = next((state for state in states if state.one.key == key), None)
    if found is None:
        raise NotFound("Fant ikke oppgaven i årets årshjul. Skriv «årshjul» for å se det.")
    return found


def _task(state: TaskState, post: str, turn: Turn, note: str = "") -> Card:
    people = turn.tx.people.active()
    by_role = tuple(
        (role, tuple(p.name for p in people if p.has(role) and is_for(state.task, p))) for role in state.task.owners
    )
    names = {person.id: person.name for person in turn.tx.people.known.values()}
    return year_task.task_card(
        year_task.TaskView(state=state, today=turn.today, names=names, by_role=by_role, post=post, note=note)
    )


def _post(post: str, states: Iterable[TaskState], turn: Turn, *, page: int = 1, task: str = "", note: str = "") -> Card:
    """The post as it stands now in this channel; the page where `task` is."""
    covered = Covered.of(post)
    found = in_post(states, _here(turn), turn.tx.channels.all(), covered)
    places = [place for place, state in enumerate(found) if state.one.key == task]
    page = places[0] // PER_PAGE + 1 if places else page
    return cards.post_card(found, post, covered.until, turn.today, page=page, note=note)
