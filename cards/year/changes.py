"""A leader changes the school year: the forms, and what differs from the plan file. Only ever the reply to a press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, Choices, box, buttons, card, heading, said, text
from cards.kit.forms import NOTHING, Action, Filled
from cards.kit.pages import page_of
from cards.year.actions import OpenTask, ShowYear
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
from cards.year.task import of_grades, standing, titled
from domain.people.person import ROLE_LABELS, Grade
from domain.school_plan.year_task import Per
from domain.text.messages import N_, Labels, _
from domain.year.changes import ChangeKind, YearChange
from domain.year.tasks import TaskState

TITLES = Labels(
    {
        ChangeKind.DAY: N_("Flytt fristen"),
        ChangeKind.OWNERS: N_("Endre hvem som gjør den"),
        ChangeKind.GRADES: N_("Endre trinn"),
        ChangeKind.SKIPPED: N_("Ta ut i år"),
    }
)
DONE_FOR = Labels(
    {
        Per.SCHOOL: N_("Hele skolen"),
        Per.GRADE: N_("Hvert trinn"),
        Per.CLASS: N_("Hver klasse"),
        Per.BASE: N_("Hver base"),
    }
)
FORMS: Mapping[ChangeKind, type[Action]] = {
    ChangeKind.DAY: ToDay,
    ChangeKind.OWNERS: ToOwners,
    ChangeKind.GRADES: ToGrades,
    ChangeKind.SKIPPED: LeaveOut,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the forms give to choose among: the school's roles, and its grades; and whether there are other times of the
    task this year, that a change may be for too.
    """

    roles: Sequence[str]
    grades: Sequence[Grade]
    every: bool = False

    @property
    def choices(self) -> dict[str, Choices]:
        return {
            "owners": [(role, ROLE_LABELS[role]) for role in self.roles],
            "per": [(per.value, label) for per, label in DONE_FOR.items()],
            "grades": [(str(grade), _("Trinn {grade}", grade=grade)) for grade in self.grades],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A change as a line: of which task, and by whom. `day`: that of the plan; `undone_by`: who took it back."""

    change: YearChange
    title: str
    by: str
    day: date | None = None
    undone: YearChange | None = None
    undone_by: str = ""


def new_task_word() -> Card:
    """The answer to the word, which is kept in the chat: what it is, is written in the form."""
    return card(
        heading(_("Ny oppgave")),
        text(_("Skriv den i skjemaet, ikke i chatten.")),
        actions=[OpenNewTask.button(_("Ny oppgave")), ShowYear.button(_("Årshjulet"))],
    )


def other_deadline_word() -> Card:
    return card(
        heading(_("Endre en oppgave")),
        text(_("Velg oppgaven som skal endres i år.")),
        actions=[ChooseTask.button(_("Velg oppgave")), ShowYear.button(_("Årshjulet"))],
    )


def new_task_form(record_id: str, offered: Offered, filled: Filled = NOTHING) -> Card:
    return card(
        heading(_("Ny oppgave")),
        text(_("Bare den som trykker på «Vis», ser hva du skriver. I meldinger heter den «Ny oppgave».")),
        _no_names(),
        AddTask.inputs(filled, choices=offered.choices),
        actions=[AddTask.button(_("Lagre"), style="positive", record_id=record_id), ShowYear.button(_("Avbryt"))],
    )


def _no_names() -> Card:
    return text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True)


def choose_form(states: Sequence[TaskState], filled: Filled = NOTHING) -> Card:
    """Of each task the next time; or all times of one."""
    offered = [(state.one.key, f"{state.task.title} ({words.day_of_school_year(state.due)})") for state in states]
    return card(
        heading(_("Endre en oppgave")),
        ChosenTask.inputs(filled, choices={"task": offered}),
        actions=[ChosenTask.button(_("Velg"), style="positive"), ShowYear.button(_("Årshjulet"))],
    )


def change_card(state: TaskState, lines: Sequence[ChangeLine], today: date, *, again: bool) -> Card:
    """What can be changed of it, and what has been. `again`: it comes at other times too."""
    key = state.one.key
    return card(
        titled(state.task),
        standing(state, today),
        [_line(line) for line in lines],
        text(_("Endringen gjelder bare dette skoleåret."), subtle=True),
        buttons(*(OpenChange.button(title, task=key, kind=kind.value) for kind, title in TITLES.items())),
        actions=[
            OpenRounds.button(_("En annen gang"), task=key) if again else None,
            OpenTask.button(_("Tilbake"), task=key),
            ShowYear.button(_("Årshjulet")),
        ],
    )


def change_form(
    state: TaskState, kind: ChangeKind, record_id: str, offered: Offered, today: date, filled: Filled = NOTHING
) -> Card:
    action, key = FORMS[kind], state.one.key
    asked = {name: ask for name, ask in action.asks().items() if offered.every or name != "every"}
    values = {**_as_now(state, kind, offered), **filled.values}
    return card(
        heading(TITLES[kind]),
        said(state.task.title),
        standing(state, today),
        _no_names(),
        action.inputs(Filled(values, filled.errors), choices=offered.choices, asked=asked),
        actions=[
            action.button(_("Lagre"), style="positive", task=key, record_id=record_id),
            ShowTaskChange.button(_("Avbryt"), task=key),
        ],
    )


def _as_now(state: TaskState, kind: ChangeKind, offered: Offered) -> dict[str, str]:
    """Of what can be chosen."""
    match kind:
        case ChangeKind.OWNERS:
            return {"owners": ",".join(state.task.owners), "per": state.task.done_per}
        case ChangeKind.GRADES:
            return {"grades": ",".join(str(one) for one in offered.grades if one in state.task.grades)}
        case _:
            return {}


def changes_card(lines: Sequence[ChangeLine], page: int = 1) -> Card:
    """What differs from the plan file, and what was changed and taken back."""
    part, page, pages = page_of(lines, page)
    return card(
        heading(_("Endret i år")),
        text(_("Endringene gjelder bare dette skoleåret."), subtle=True),
        [_line(line, page) for line in part] or text(_("Ingenting er endret.")),
        buttons(
            ShowChanges.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ShowChanges.button(_("Neste"), page=str(page + 1)) if page < pages else None,
        ),
        actions=[OpenNewTask.button(_("Ny oppgave")), ShowYear.button(_("Årshjulet"))],
    )


def _line(line: ChangeLine, page: int = 1) -> Card:
    """What, why, when and by whom."""
    change, undone = line.change, line.undone
    back = [words.moment(undone.at), line.undone_by] if undone else []
    about = words.items([TITLES.get(change.kind, _("Ny oppgave")), line.title])
    return box(
        said(f"{line.title}: {_what(line)}"),
        said(change.reason),
        said(words.items([words.moment(change.at), line.by]), subtle=True),
        said(_("Angret {when}", when=words.items(back)), subtle=True) if back else None,
        None if back else buttons(TakeBackChange.button(_("Angre"), about=about, change=change.id, page=str(page))),
    )


def _done_by(change: YearChange) -> str:
    by = words.roles(change.owners)
    per = DONE_FOR[change.per].lower() if change.per else ""
    return _("gjøres av {roles}, én gang for {of}", roles=by, of=per) if per else _("gjøres av {roles}", roles=by)


def _what(line: ChangeLine) -> str:
    change = line.change
    day = words.day_of_school_year(change.day) if change.day else ""
    match change.kind:
        case ChangeKind.NEW:
            return _("ny oppgave, innen {day} ({roles})", day=day, roles=words.roles(change.owners))
        case ChangeKind.DAY if line.day:
            return _("{day} i stedet for {before}", day=day, before=words.day_of_school_year(line.day))
        case ChangeKind.DAY:
            return _("innen {day}", day=day)
        case ChangeKind.OWNERS:
            return _done_by(change)
        case ChangeKind.GRADES:
            return of_grades(change.grades) or _("alle trinn")
        case _:
            return _("ikke {day}", day=words.day_of_school_year(line.day)) if line.day else _("ikke i år")
