"""The small forms of a task of the årshjul: done, put off, taken back."""

from dataclasses import dataclass
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, Choices, card, heading, said, text
from cards.kit.forms import NOTHING, Ask, Filled
from cards.year.actions import FinishTask, OpenTask, PutOffTask, UndoTask
from cards.year.task import titled, what_was_said
from domain.text.messages import _
from domain.year.parts import Parts, in_order, part_label
from domain.year.tasks import TaskState, YearRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForm:
    """What a form of the task is for. `among`: the parts to choose among, if there are several, and the `own` of these,
    which are chosen already; `results_on`: the day they came, where it is known, and then it is not asked again.
    """

    state: TaskState
    post: str = ""
    among: Parts = frozenset()
    own: Parts = frozenset()
    results_on: date | None = None

    def choices(self) -> dict[str, Choices]:
        return {"parts": [(one, part_label(self.state.task.done_per, one)) for one in in_order(self.among)]}

    def filled(self, filled: Filled) -> Filled:
        return Filled({"parts": ",".join(in_order(self.own)), **filled.values}, filled.errors)

    def asks_day(self, filled: Filled) -> bool:
        """Whether it asks which day the results came; and again when someone else has said another meanwhile."""
        return bool(self.state.task.results) and (self.results_on is None or bool(filled.values.get("on")))


def finish_form(form: TaskForm, filled: Filled = NOTHING) -> Card:
    """Asked only where the plan asks for something, or where there is something to choose among."""
    state, post = form.state, form.post
    asks = FinishTask.asks()
    note = Ask(state.task.evidence or _("Kommentar"), lines=True, limit=600)
    asked = {
        **({"parts": asks["parts"]} if form.among else {}),
        **({"on": asks["on"]} if form.asks_day(filled) else {}),
        "note": note,
    }
    return card(
        titled(state.task),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        said(_("Resultatene kom: {day}", day=words.day_of_school_year(form.results_on))) if form.results_on else None,
        FinishTask.inputs(form.filled(filled), asked=asked, choices=form.choices()),
        actions=[
            FinishTask.button(_("Ferdig"), style="positive", task=state.one.key, post=post, asked="true"),
            _back(state, post),
        ],
    )


def undo_form(state: TaskState, post: str, record: YearRecord, filled: Filled = NOTHING) -> Card:
    """For a leader who takes back what was said another day. `record`: for the parts that it is taken back of."""
    return card(
        heading(_("Angre: {task}", task=state.task.notice)),
        said(what_was_said(record, state)),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        UndoTask.inputs(filled),
        actions=[
            UndoTask.button(_("Angre"), style="destructive", task=state.one.key, undoes=record.id, post=post),
            _back(state, post),
        ],
    )


def put_off_form(form: TaskForm, filled: Filled = NOTHING) -> Card:
    state, post = form.state, form.post
    asked = {name: ask for name, ask in PutOffTask.asks().items() if form.among or name != "parts"}
    return card(
        heading(_("Flytt fristen: {task}", task=state.task.notice)),
        text(_("Frist: {day}", day=words.day_of_school_year(state.due))),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True),
        PutOffTask.inputs(form.filled(filled), asked=asked, choices=form.choices()),
        actions=[
            PutOffTask.button(_("Flytt fristen"), style="positive", task=state.one.key, post=post),
            _back(state, post),
        ],
    )


def _back(state: TaskState, post: str) -> Card:
    return OpenTask.button(_("Avbryt"), task=state.one.key, post=post)
