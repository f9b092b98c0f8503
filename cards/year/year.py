"""The årshjul: posts in channels, one's own month, and for leaders the whole year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, heading, problem, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.kit.pages import page_of, paged
from cards.year.actions import (
    OpenHappened,
    OpenTakeBack,
    ShowSubscriptions,
    ShowWholeYear,
    ShowYear,
    TakeBack,
    TellHappened,
)
from cards.year.change_actions import OpenNewTask, ShowChanges
from cards.year.task import line
from domain.text.messages import _, n_
from domain.year.tasks import Agenda, TaskState

TASKS = 5
"""On a page: with their texts there is no room for more."""


def no_plan(year: str) -> str:
    """`year` is the school year that there is no plan for."""
    return _("Planen for skoleåret {year} er ikke lagt inn. Si fra til drift.", year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A month for one viewer; `own` are the keys of the tasks a leader has beside everyone's, `waits` the buttons for
    what some tasks wait for (event, button), `told` those of what has happened and can be taken back. `subscribes`: it
    is shown where nobody reads along; `elsewhere`: in a channel that nobody has chosen anything for; `differs`: a
    leader has changed something of the plan file's. `ended` is the school year when it is over; `no_plan` the next
    one, to a leader, when its plan is missing.
    """

    agenda: Agenda
    today: date
    everything: bool
    own: frozenset[str] = frozenset()
    waits: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    meetings: tuple[str, ...] = ()
    unserved: bool = False
    elsewhere: bool = False
    subscribes: bool = False
    differs: bool = False
    ended: str = ""
    no_plan: str = ""
    note: str = ""


def year_card(view: YearView, *, page: int = 1) -> Card:
    """The month, what is late from before, and next month: the viewer's own tasks, first among all for a leader."""
    found = view.agenda
    first = view.today.replace(day=1)
    tasks = sorted(
        [*found.late, *found.now], key=lambda state: (state.due < first, state.one.key not in view.own, state.due)
    )
    part, page, pages = page_of(tasks, page, TASKS)
    unserved = _("Ingen kanal får årshjulet ennå. Skriv «kanal» i en kanal der jeg er lagt til.")
    return card(
        heading(_("Årshjulet, {month}", month=words.month(view.today))),
        said(f"✓ {view.note}") if view.note else None,
        problem(_ended(view.ended)) if view.ended else None,
        problem(no_plan(view.no_plan)) if view.no_plan and not view.ended else None,
        problem(unserved) if view.unserved else None,
        text(_number(len(tasks), page, pages), subtle=True, small=True) if pages > 1 else None,
        [line(state, view.today) for state in part] or text(_nothing(view)),
        buttons(
            ShowYear.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ShowYear.button(_("Neste"), page=str(page + 1)) if page < pages else None,
        ),
        _titles(_("Gjort"), found.done, "✓ "),
        _titles(_("Neste måned"), found.following),
        _titles(_("Før oppstart"), found.before),
        _fixed(view.meetings),
        buttons(*(OpenHappened.button(says, event=event) for event, says in view.waits)),
        [_happened(event, says) for event, says in view.told],
        actions=_ways_on(view),
    )


def _nothing(view: YearView) -> str:
    if view.elsewhere:
        return _("Denne kanalen får ikke årshjulet. En leder kan velge det: skriv «kanal».")
    return _("Alt er gjort denne måneden.") if view.agenda.done else _("Ingenting venter denne måneden.")


def _ways_on(view: YearView) -> list[Card | None]:
    return [
        ShowWholeYear.button(_("Hele året")) if view.everything else None,
        ShowSubscriptions.button(_("Abonner i kalenderen")) if view.subscribes else None,
        OpenNewTask.button(_("Ny oppgave")) if view.everything else None,
        ShowChanges.button(_("Endret i år")) if view.differs else None,
    ]


def _number(tasks: int, page: int, pages: int) -> str:
    return paged(n_("{count} oppgave", "{count} oppgaver", tasks), page, pages)


def _happened(event: str, says: str) -> Card:
    """What has happened, and the way to take it back."""
    back = OpenTakeBack.button(_("Angre"), about=says, event=event)
    return box(said(f"✓ {says}"), buttons(back), emphasis=False)


def _ended(year: str) -> str:
    return _("Årshjulet er for skoleåret {year}. Årets plan er ikke lagt inn. Si fra til drift.", year=year)


def _titles(title: str, states: Sequence[TaskState], mark: str = "") -> list[Card]:
    lines = [said(f"{mark}{state.task.notice} ({words.day_of_school_year(state.due)})") for state in states]
    return [subheading(title), *lines] if lines else []


def _fixed(titles: Sequence[str]) -> Card | None:
    return text(_("Faste møter: {meetings}.", meetings=" · ".join(titles)), subtle=True, small=True) if titles else None


def whole_year_card(states: Sequence[TaskState], today: date) -> Card:
    """How many each month are done, late, ahead; and what was due before the school began with the årshjul."""
    asked = [state for state in states if not state.task.meeting and not state.task.optional]
    months = groupby(asked, key=lambda state: (state.due.year, state.due.month))
    rows = {words.month(date(*month, 1)).capitalize(): _row(list(of), today) for month, of in months}
    return card(
        heading(_("Årshjulet, hele året")),
        text(_("Valgfrie oppgaver er ikke med."), subtle=True, small=True),
        facts(rows),
        actions=[ShowYear.button(_("Denne måneden"))],
    )


def _row(states: Sequence[TaskState], today: date) -> str:
    done = sum(state.done_on is not None for state in states)
    late = sum(state.late(today) for state in states)
    before = sum(state.before_start for state in states)
    left = len(states) - done - late - before
    counts = [
        n_("{count} gjort", "{count} gjort", done) if done else "",
        n_("{count} over fristen", "{count} over fristen", late) if late else "",
        n_("{count} gjenstår", "{count} gjenstår", left) if left else "",
        n_("{count} før oppstart", "{count} før oppstart", before) if before else "",
    ]
    return ", ".join(filter(None, counts))


def take_back_form(event: str, says: str, days: Sequence[date], *, asks: bool, filled: Filled = NOTHING) -> Card:
    """`days`: all that were told, the one that counts last; `asks`: a reason is needed."""
    *before, on = map(words.day, days)
    return card(
        heading(_("Angre «{said}»", said=says)),
        text(_("Registrert dag: {day}", day=on)),
        text(_("Registrert før det, og gjelder ikke da heller: {days}", days=words.listing(before)))
        if before
        else None,
        text(_("Oppgavene som venter på dette, får ikke frist før noen sier fra på nytt.")),
        text(_("Ingen navn på elever, og ingenting om en sak."), subtle=True) if asks else None,
        TakeBack.inputs(filled) if asks else None,
        actions=[TakeBack.button(_("Angre"), style="destructive", event=event), ShowYear.button(_("Tilbake"))],
    )


def happened_form(event: str, says: str, on: date, known: date | None, filled: Filled = NOTHING) -> Card:
    """`known`: the day it was said to have happened, which this one puts right."""
    return card(
        heading(_("Si fra: {said}", said=says)),
        text(_("Fristene for det som venter på dette, regnes fra dagen du velger.")),
        text(_("Registrert dag: {day}", day=words.day_of_school_year(known))) if known else None,
        TellHappened.inputs(Filled({"on": on.isoformat(), **filled.values}, filled.errors)),
        actions=[
            TellHappened.button(
                _("Lagre"), style="positive", event=event, instead_of=known.isoformat() if known else ""
            ),
            ShowYear.button(_("Avbryt")),
        ],
    )
