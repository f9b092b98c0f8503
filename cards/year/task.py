"""One task of the årshjul: a line of a list or post, and the whole of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cards.alert.actions import StartAlert
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, heading, own_chat, problem, row, said, subheading, text
from cards.kit.forms import Action
from cards.year.actions import (
    FinishTask,
    OpenFinish,
    OpenHappened,
    OpenPutOff,
    OpenTakeBack,
    OpenTask,
    ShowPost,
    ShowYear,
)
from cards.year.change_actions import ShowTaskChange
from domain.ids import PersonId
from domain.people.person import ROLE_LABELS, Grade
from domain.school_plan.year_task import Per, YearTask
from domain.text.messages import N_, Labels, _, n_
from domain.year.parts import WHOLE, Parts, in_order, part_label
from domain.year.tasks import Results, TaskState, YearRecord, YearTaken

TAKEN = Labels(
    {
        YearTaken.DONE: N_("Ferdig"),
        YearTaken.UNDONE: N_("Angret"),
        YearTaken.POSTPONED: N_("Fristen er flyttet"),
    }
)
MOST_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """One task for the one who pressed: who does it, what is done, and what was said about it. `undo`: of
    each record that may be taken back the button that does, or the one that asks why first; `results`: those of the
    task; `draft_id`: of an alert that what comes of it may call for, and none in a channel; `changes`: who
    pressed may change the task itself; `bot_id`: whom to write to in one's own chat, when this is in a channel.
    """

    state: TaskState
    today: date
    names: Mapping[PersonId, str]
    by_role: tuple[tuple[str, tuple[str, ...]], ...]
    post: str = ""
    note: str = ""
    undo: Mapping[str, type[Action]] = field(default_factory=dict)
    results: Results | None = None
    draft_id: str = ""
    changes: bool = False
    bot_id: str = ""


def line(state: TaskState, today: date, post: str = "") -> Card:
    """Task, what is to be done, day, owner by role, and the three buttons. Of one made in chat neither its title nor
    what is to be done (law 1).
    """
    made = state.task.made_in_chat
    who = OpenTask.button(_("Vis") if made else _("Hvem?"), about=_told_apart(state), task=state.one.key, post=post)
    return row(
        subheading(state.task.notice),
        text(state.task.text, subtle=True, small=True) if not (made or state.done_on) else None,
        *standing(state, today),
        opens=who,
        offers=[*_take(state, post), who],
    )


def _take(state: TaskState, post: str) -> list[Card]:
    """One press is enough where the plan asks for nothing."""
    if not state.left or state.task.meeting:
        return []
    asks = state.task.evidence or state.task.results
    finish = OpenFinish if asks else FinishTask
    return [
        finish.button(_("Ferdig"), about=_told_apart(state), blank=True, task=state.one.key, post=post),
        OpenPutOff.button(_("Flytt fristen"), about=_told_apart(state), task=state.one.key, post=post),
    ]


def _told_apart(state: TaskState) -> str:
    """To whom hears the buttons only. Of one made in chat `notice` does not say what it is (law 1)."""
    return words.items([state.task.notice, words.day_of_school_year(state.due)])


def standing(state: TaskState, today: date) -> list[Card]:
    """When it is due, whose it is, of which grades, and how far it has come."""
    day, moved = words.day_of_school_year(state.due), state.due != state.one.due
    due = _("fristen er flyttet til {day}", day=day) if moved else _("innen {day}", day=day)
    extra = [of_grades(state.task.grades), _("valgfri") if state.task.optional else ""]
    lines = [said(words.items([due, words.roles(state.task.owners), *filter(None, extra)]), subtle=True)]
    if state.done_on:
        lines.append(said(_("✓ Ferdig {day}", day=words.day_of_school_year(state.done_on))))
    elif late := state.late_parts(today):
        lines.append(
            problem(_("Over fristen: {parts}", parts=named(state, late)) if _divided(state) else _("Over fristen"))
        )
    if state.done and state.left:
        lines.append(said(so_far(state)))
    return lines


def _divided(state: TaskState) -> bool:
    return WHOLE not in state.parts


def so_far(state: TaskState) -> str:
    """«Ferdig for 1 av 2 klasser»."""
    done, number = len(state.done), len(state.parts)
    match state.task.done_per:
        case Per.CLASS:
            return _("Ferdig for {done} av {number} klasser", done=done, number=number)
        case Per.GRADE:
            return _("Ferdig for {done} av {number} trinn", done=done, number=number)
        case _:
            return _("Ferdig for {done} av {number} baser", done=done, number=number)


def named(state: TaskState, parts: Parts) -> str:
    """«4A og 4B», «trinn 5»."""
    return words.listing(part_label(state.task.done_per, part) for part in in_order(parts))


def of_grades(told: Iterable[Grade]) -> str:
    """«trinn 5–7», or nothing when it is for all."""
    grades = sorted(told)
    if not grades:
        return ""
    if len(grades) > 1 and grades == [*range(grades[0], grades[-1] + 1)]:
        return _("trinn {first}–{last}", first=grades[0], last=grades[-1])
    return _("trinn {grades}", grades=words.listing(map(str, grades)))


def titled(task: YearTask) -> list[Card]:
    """What it is, for whoever pressed; what a leader wrote, letter for letter."""
    return [heading(task.notice), *([subheading(task.title)] if task.made_in_chat else [])]


def task_card(view: TaskView) -> Card:
    """What is to be done, by whom by name, and what has been said about it. Only ever the reply to a press."""
    state = view.state
    some = _divided(state) and state.done
    done, left = (named(state, state.parts - state.left), named(state, state.left)) if some else ("", "")
    return card(
        titled(state.task),
        said(f"✓ {view.note}") if view.note else None,
        said(state.task.text) if state.task.made_in_chat else text(state.task.text),
        *standing(state, view.today),
        facts({ROLE_LABELS[role]: _few(names) for role, names in view.by_role}),
        facts({_("Ferdig i"): done, _("Gjenstår i"): left, _("Resultatene kom"): _came(view.results)}),
        text(_leads_to(view), subtle=True) if state.task.leads_to else None,
        [_record(record, view) for record in state.records],
        actions=_ways_on(view),
    )


def _leads_to(view: TaskView) -> str:
    """A channel is no place to begin it."""
    if view.draft_id:
        return _("Viser svarene at en elev ikke har det trygt og godt, skal du varsle.")
    return _(
        "Viser svarene at en elev ikke har det trygt og godt, skal du varsle: skriv «varsle» til meg i en egen chat."
    )


def _ways_on(view: TaskView) -> list[Card | None]:
    state, post = view.state, view.post
    return [
        *_take(state, post),
        *_of_results(view.results),
        StartAlert.button(_("Start varsel"), draft_id=view.draft_id) if state.task.leads_to and view.draft_id else None,
        own_chat(view.bot_id) if state.task.leads_to and not view.draft_id else None,
        ShowTaskChange.button(_("Endre"), task=state.one.key) if view.changes else None,
        ShowPost.button(_("Tilbake"), post=post) if post else ShowYear.button(_("Årshjulet")),
    ]


def _came(results: Results | None) -> str:
    return words.day_of_school_year(results.on) if results and results.on else ""


def _of_results(results: Results | None) -> list[Card | None]:
    if results is None:
        return []
    says = _("Rett dagen resultatene kom") if results.on else _("Resultatene er kommet")
    back = OpenTakeBack.button(_("Resultatene er ikke kommet"), event=results.event) if results.may_take_back else None
    return [OpenHappened.button(says, event=results.event), back]


def _record(record: YearRecord, view: TaskView) -> Card:
    what, by = what_was_said(record, view.state), view.names.get(record.by) or _("Ukjent")
    ids = {"task": view.state.one.key, "undoes": record.id, "post": view.post}
    undo = view.undo.get(record.id)
    return box(
        said(what),
        said(record.note) if record.note else None,
        said(words.items([words.moment(record.at), by]), subtle=True),
        text(_("Gjelder ikke lenger: en leder har satt en annen dag."), subtle=True)
        if view.state.overtaken(record)
        else None,
        buttons(
            undo.button(_("Angre «{said}»", said=TAKEN[record.taken].lower()), blank=True, **ids) if undo else None
        ),
    )


def what_was_said(record: YearRecord, state: TaskState) -> str:
    """«Ferdig for 4A», «Utsatt til fredag 6.11.»"""
    taken, of = TAKEN[record.taken], named(state, record.parts - {WHOLE})
    if record.until and of:
        return _("{taken} til {day} for {parts}", taken=taken, day=words.day_of_school_year(record.until), parts=of)
    if record.until:
        return _("{taken} til {day}", taken=taken, day=words.day_of_school_year(record.until))
    return _("{taken} for {parts}", taken=taken, parts=of) if of else taken


def receipt(state: TaskState, taken: YearTaken) -> str:
    """What was done just now; nothing where the card says so anyway."""
    if taken is not YearTaken.DONE or not state.records:
        return f"{TAKEN[taken]}."
    return "" if state.done_on else f"{what_was_said(state.records[-1], state)}."


def _few(names: Sequence[str]) -> str:
    if not names:
        return _("ingen i personallisten")
    first, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    return n_("{names} og {count} til", "{names} og {count} til", more, names=first) if more > 0 else first
