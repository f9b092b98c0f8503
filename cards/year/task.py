"""One task of the årshjul: a line of a list or post, the whole of it, and its small forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, box, card, facts, heading, problem, row, said, subheading, text
from cards.kit.forms import NOTHING, Action, Ask, Filled
from cards.year.actions import FinishTask, OpenFinish, OpenPutOff, OpenTask, PutOffTask, ShowPost, ShowYear, UndoTask
from domain.ids import PersonId
from domain.people.person import ROLE_LABELS
from domain.text.messages import N_, Labels, _, n_
from domain.year.tasks import TaskState, YearRecord, YearTaken

TAKEN = Labels(
    {
        YearTaken.DONE: N_("Ferdig"),
        YearTaken.UNDONE: N_("Ikke ferdig likevel"),
        YearTaken.POSTPONED: N_("Utsatt"),
    }
)
MOST_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """One task for the one who pressed: who does it, what is done, and what was said about it. `undo`: the button that
    takes back that it is done, or the one that asks why first.
    """

    state: TaskState
    today: date
    names: Mapping[PersonId, str]
    by_role: tuple[tuple[str, tuple[str, ...]], ...]
    post: str = ""
    note: str = ""
    undo: type[Action] | None = None


def line(state: TaskState, today: date, post: str = "") -> Card:
    """Task, day, owner by role, and the three buttons."""
    who = OpenTask.button(_("Hvem?"), task=state.one.key, post=post)
    return row(
        subheading(state.task.title),
        *_standing(state, today),
        opens=who,
        offers=[*_take(state, post), who],
    )


def _take(state: TaskState, post: str) -> list[Card]:
    """One press is enough where the plan asks for nothing."""
    if state.done_on:
        return []
    finish = OpenFinish if state.task.evidence else FinishTask
    return [
        finish.button(_("Ferdig"), blank=True, task=state.one.key, post=post),
        OpenPutOff.button(_("Utsett"), task=state.one.key, post=post),
    ]


def _standing(state: TaskState, today: date) -> list[Card]:
    day, moved = words.day(state.due), state.due != state.one.due
    due = _("utsatt til {day}", day=day) if moved else _("innen {day}", day=day)
    extra = [_("valgfri")] if state.task.optional else []
    lines = [said(words.items([due, words.roles(state.task.owners), *extra]), subtle=True)]
    if state.done_on:
        lines.append(said(_("✓ Ferdig {day}", day=words.day(state.done_on))))
    elif state.late(today):
        lines.append(problem(_("Over fristen")))
    if state.done_for and not state.done_on:
        done, number = len(state.done_for), len(state.classes)
        lines.append(said(_("Ferdig for {done} av {number} klasser", done=done, number=number)))
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
        facts({_("Ferdig i"): words.listing(sorted(state.done_for)), _("Gjenstår i"): words.listing(left)}),
        [_record(record, view) for record in state.records],
        actions=[
            *_take(state, view.post),
            view.undo.button(_("Angre «ferdig»"), blank=True, task=state.one.key, post=view.post)
            if view.undo
            else None,
            ShowPost.button(_("Tilbake"), post=view.post) if view.post else ShowYear.button(_("Årshjulet")),
        ],
    )


def _record(record: YearRecord, view: TaskView) -> Card:
    what, by = _what(record), view.names.get(record.by) or _("Ukjent")
    return box(
        said(f"{what}: {record.note}" if record.note else what),
        said(words.items([words.moment(record.at), by]), subtle=True),
    )


def _what(record: YearRecord) -> str:
    taken = TAKEN[record.taken]
    if record.until:
        return _("{taken} til {day}", taken=taken, day=words.day(record.until))
    if record.classes:
        return _("{taken} for {classes}", taken=taken, classes=words.listing(sorted(record.classes)))
    return taken


def _few(names: Sequence[str]) -> str:
    if not names:
        return _("ingen i personallisten")
    first, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    return n_("{names} og {count} til", "{names} og {count} til", more, names=first) if more > 0 else first


def finish_form(state: TaskState, post: str, filled: Filled = NOTHING) -> Card:
    """Asked only where the plan asks for something; it may be left empty."""
    asked = {"note": Ask(state.task.evidence or _("Kommentar"), lines=True, limit=600)}
    return card(
        heading(state.task.title),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        FinishTask.inputs(filled, asked=asked),
        actions=[FinishTask.button(_("Ferdig"), style="positive", task=state.one.key, post=post), _back(state, post)],
    )


def undo_form(state: TaskState, post: str, filled: Filled = NOTHING) -> Card:
    """For a leader who takes back what another has said, or of another day."""
    return card(
        heading(_("Angre «ferdig»: {task}", task=state.task.title)),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        UndoTask.inputs(filled),
        actions=[UndoTask.button(_("Angre"), style="destructive", task=state.one.key, post=post), _back(state, post)],
    )


def put_off_form(state: TaskState, post: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(_("Utsett: {task}", task=state.task.title)),
        text(_("Frist: {day}", day=words.day(state.due))),
        PutOffTask.inputs(filled),
        actions=[PutOffTask.button(_("Utsett"), style="positive", task=state.one.key, post=post), _back(state, post)],
    )


def _back(state: TaskState, post: str) -> Card:
    return OpenTask.button(_("Avbryt"), task=state.one.key, post=post)
