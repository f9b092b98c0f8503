"""One task of the årshjul: a line of a list or post, the whole of it, and its small forms."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards import words
from cards.elements import Card, box, buttons, card, facts, heading, problem, said, subheading, text
from cards.forms import NOTHING, Ask, Filled
from cards.year_actions import (
    FinishTask,
    OpenFinish,
    OpenPutOff,
    OpenTask,
    PutOffTask,
    ShowPost,
    ShowYear,
    UndoTask,
)
from domain.people import ROLE_LABELS, Frozen, PersonId, Role
from domain.year_state import TaskState, YearRecord, YearTaken

TAKEN = {YearTaken.DONE: "Ferdig", YearTaken.UNDONE: "Ikke ferdig likevel", YearTaken.POSTPONED: "Utsatt"}
MOST_NAMES = 12


class TaskView(Frozen):
    """One task for the one who pressed: who does it, what is done, and what was said about it."""

    state: TaskState
    today: date
    names: Mapping[PersonId, str]
    by_role: tuple[tuple[Role, tuple[str, ...]], ...]
    post: str = ""
    note: str = ""


def line(state: TaskState, today: date, post: str = "") -> Card:
    """Task, day, owner by role, and the three buttons."""
    return box(
        subheading(state.task.title),
        *_standing(state, today),
        buttons(*_take(state, post), OpenTask.button("Hvem?", task=state.one.key, post=post)),
        emphasis=False,
    )


def _take(state: TaskState, post: str) -> list[Card]:
    """One press is enough where the plan asks for nothing."""
    if state.done_on:
        return []
    finish = OpenFinish if state.task.evidence else FinishTask
    return [
        finish.button("Ferdig", blank=True, task=state.one.key, post=post),
        OpenPutOff.button("Utsett", task=state.one.key, post=post),
    ]


def _standing(state: TaskState, today: date) -> list[Card]:
    owners = words.listing(ROLE_LABELS[role].lower() for role in state.task.owners)
    moved = "utsatt til" if state.due != state.one.due else "innen"
    extra = " · valgfri" if state.task.optional else ""
    lines = [said(f"{moved} {words.day(state.due)} · {owners}{extra}", subtle=True)]
    if state.done_on:
        lines.append(said(f"✓ Ferdig {words.day(state.done_on)}"))
    elif state.late(today):
        lines.append(problem("Over fristen"))
    if state.done_for and not state.done_on:
        lines.append(said(f"Ferdig for {len(state.done_for)} av {len(state.classes)} klasser"))
    return lines


def task_card(view: TaskView) -> Card:
    """What is to be done, by whom by name, and what has been said about it. Only ever the reply to a press."""
    state = view.state
    left = sorted(state.classes - state.done_for) if state.done_for else []
    return card(
        heading(state.task.title),
        said(f"✓ {view.note}") if view.note else None,
        text(state.task.text),
        *_standing(state, view.today),
        facts({ROLE_LABELS[role]: _few(names) for role, names in view.by_role}),
        facts({"Ferdig i": words.listing(sorted(state.done_for)), "Gjenstår i": words.listing(left)}),
        [_record(record, view) for record in state.records],
        actions=[
            *_take(state, view.post),
            UndoTask.button("Angre «ferdig»", task=state.one.key, post=view.post)
            if state.done_for or state.done_on
            else None,
            ShowPost.button("Tilbake", post=view.post) if view.post else ShowYear.button("Årshjulet"),
        ],
    )


def _record(record: YearRecord, view: TaskView) -> Card:
    until = f" til {words.day(record.until)}" if record.until else ""
    of = f" for {words.listing(sorted(record.classes))}" if record.classes else ""
    what = f"{TAKEN[record.taken]}{of}{until}"
    return box(
        said(f"{what}: {record.note}" if record.note else what),
        said(f"{words.moment(record.at)} · {view.names.get(record.by, 'Ukjent')}", subtle=True),
    )


def _few(names: Sequence[str]) -> str:
    more = f" og {len(names) - MOST_NAMES} til" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more if names else "ingen i personallisten"


def finish_form(state: TaskState, post: str, filled: Filled = NOTHING) -> Card:
    """Asked only where the plan asks for something; it may be left empty."""
    asked = {"note": Ask(state.task.evidence or "Kommentar", lines=True, limit=600)}
    return card(
        heading(state.task.title),
        text("Ingen navn på elever, og ingenting om en sak.", subtle=True),
        FinishTask.inputs(filled, asked=asked),
        actions=[FinishTask.button("Ferdig", style="positive", task=state.one.key, post=post), _back(state, post)],
    )


def put_off_form(state: TaskState, post: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(f"Utsett: {state.task.title}"),
        text(f"Frist: {words.day(state.due)}"),
        PutOffTask.inputs(filled),
        actions=[PutOffTask.button("Utsett", style="positive", task=state.one.key, post=post), _back(state, post)],
    )


def _back(state: TaskState, post: str) -> Card:
    return OpenTask.button("Avbryt", task=state.one.key, post=post)
