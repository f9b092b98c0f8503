"""The small forms of a task of the årshjul: done, put off, taken back."""

from collections.abc import Iterable

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from cards.kit.forms import NOTHING, Ask, Filled
from cards.year.actions import FinishTask, OpenTask, PutOffTask, UndoTask
from cards.year.task import titled
from domain.text.messages import _
from domain.year.parts import Parts, in_order, part_label
from domain.year.tasks import TaskState


def finish_form(state: TaskState, post: str, among: Parts, filled: Filled = NOTHING) -> Card:
    """Asked only where the plan asks for something, or where there is something to choose `among`."""
    asks = FinishTask.asks()
    note = Ask(state.task.evidence or _("Kommentar"), lines=True, limit=600)
    asked = {
        **({"parts": asks["parts"]} if among else {}),
        **({"on": asks["on"]} if state.task.results else {}),
        "note": note,
    }
    return card(
        titled(state.task),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        FinishTask.inputs(filled, asked=asked, choices=_choices(state, among)),
        actions=[
            FinishTask.button(_("Ferdig"), style="positive", task=state.one.key, post=post, asked="true"),
            _back(state, post),
        ],
    )


def undo_form(state: TaskState, post: str, said: str, filled: Filled = NOTHING) -> Card:
    """For a leader who takes back what was said another day."""
    return card(
        heading(_("Angre «{said}»: {task}", said=said, task=state.task.notice)),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        UndoTask.inputs(filled),
        actions=[UndoTask.button(_("Angre"), style="destructive", task=state.one.key, post=post), _back(state, post)],
    )


def put_off_form(state: TaskState, post: str, among: Parts, filled: Filled = NOTHING) -> Card:
    asked = {name: ask for name, ask in PutOffTask.asks().items() if among or name != "parts"}
    return card(
        heading(_("Utsett: {task}", task=state.task.notice)),
        text(_("Frist: {day}", day=words.day(state.due))),
        PutOffTask.inputs(filled, asked=asked, choices=_choices(state, among)),
        actions=[PutOffTask.button(_("Utsett"), style="positive", task=state.one.key, post=post), _back(state, post)],
    )


def _choices(state: TaskState, among: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    return {"parts": [(part, part_label(state.task.done_per, part)) for part in in_order(among)]}


def _back(state: TaskState, post: str) -> Card:
    return OpenTask.button(_("Avbryt"), task=state.one.key, post=post)
