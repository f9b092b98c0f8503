"""The årshjul: posts in channels, one's own month, and for leaders the whole year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, facts, heading, problem, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.kit.pages import page_of
from cards.year.actions import OpenHappened, OpenTakeBack, ShowWholeYear, ShowYear, TakeBack, TellHappened
from cards.year.lines import no_plan
from cards.year.mentions import mention_line, mentioned
from cards.year.task import line, named
from domain.people.person import Person
from domain.school_plan.year_task import EverySecondWeek, Weekly
from domain.text.messages import _, n_
from domain.year.agenda import Agenda
from domain.year.parts import WHOLE
from domain.year.posts import ChannelPost, Covered
from domain.year.tasks import TaskState

MOST_LATE = 8


def post_card(
    post: ChannelPost, covered: Covered, today: date, *, called: Sequence[Person] = (), note: str = ""
) -> Card:
    """What a channel is told one day: each task with its buttons; what repeats in one line (law 1). `called`: those
    whose task is due that day.
    """
    title = _("Årshjulet, {day}", day=words.day(covered.until))
    if post.of > 1:
        title = _("{title} ({part} av {number})", title=title, part=covered.part, number=post.of)
    told = card(
        heading(title),
        said(f"✓ {note}") if note else None,
        mention_line(called),
        [line(state, today, covered.text) for state in post.tasks],
        _meetings(post.meetings),
        _late(post.late, covered.school),
    )
    return mentioned(told, called)


def _meetings(meetings: Sequence[TaskState]) -> Card | None:
    """The fixed meetings, in one line: those of the week with their day."""
    told = dict.fromkeys(
        _("{meeting} ({day})", meeting=one.task.title, day=words.weekday(one.due)) if _of_week(one) else one.task.title
        for one in meetings
    )
    return text(_("Faste møter: {meetings}.", meetings=" · ".join(told)), subtle=True) if told else None


def _of_week(meeting: TaskState) -> bool:
    return isinstance(meeting.task.rule, Weekly | EverySecondWeek)


def _late(late: Sequence[TaskState], day: date) -> Card | None:
    """What was over its day already, the last missed first."""
    titles = [_titled(state, state.late_parts(day)) for state in sorted(late, key=_due, reverse=True)]
    more = len(titles) - MOST_LATE
    rest = [n_("{count} til", "{count} til", more)] if more > 0 else []
    return problem(_("Over fristen: {tasks}", tasks=" · ".join([*titles[:MOST_LATE], *rest]))) if titles else None


def _titled(state: TaskState, parts: frozenset[str]) -> str:
    """The task, and whose of it, when not everyone's."""
    if WHOLE in parts or parts == state.parts:
        return state.task.title
    return _("{task} ({parts})", task=state.task.title, parts=named(state, parts))


def _due(state: TaskState) -> date:
    return state.due


def _more(number: int) -> str:
    return _("Flere (i alt {number})", number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A month for one viewer; `own` are the keys of the tasks a leader has beside everyone's, `waits` the buttons for
    what some tasks wait for (event, button), `told` those of what has happened and can be taken back. `ended` is the
    school year when it is over; `no_plan` the next one, to a leader, when its plan is missing.
    """

    agenda: Agenda
    today: date
    everything: bool
    own: frozenset[str] = frozenset()
    waits: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    meetings: tuple[str, ...] = ()
    unserved: bool = False
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
    part, page, pages = page_of(tasks, page)
    nothing = _("Alt er gjort denne måneden.") if found.done else _("Ingenting venter denne måneden.")
    unserved = _("Ingen kanal får årshjulet ennå. Skriv «kanal» i en kanal der jeg er lagt til.")
    return card(
        heading(_("Årshjulet, {month}", month=words.month(view.today))),
        said(f"✓ {view.note}") if view.note else None,
        problem(_ended(view.ended)) if view.ended else None,
        problem(no_plan(view.no_plan)) if view.no_plan and not view.ended else None,
        problem(unserved) if view.unserved else None,
        [line(state, view.today) for state in part] or text(nothing),
        buttons(
            ShowYear.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ShowYear.button(_more(len(tasks)), page=str(page + 1)) if page < pages else None,
        ),
        _titles(_("Gjort"), found.done, "✓ "),
        _titles(_("Neste måned"), found.following),
        _titles(_("Før oppstart"), found.before),
        _fixed(view.meetings),
        buttons(*(OpenHappened.button(says, event=event) for event, says in view.waits)),
        buttons(*(OpenTakeBack.button(_undo(says), event=event) for event, says in view.told)),
        actions=[ShowWholeYear.button(_("Hele året")) if view.everything else None],
    )


def _ended(year: str) -> str:
    return _("Årshjulet er for skoleåret {year}. Årets planfil må legges inn.", year=year)


def _titles(title: str, states: Sequence[TaskState], mark: str = "") -> list[Card]:
    lines = [said(f"{mark}{state.task.title} ({words.day(state.due)})") for state in states]
    return [subheading(title), *lines] if lines else []


def _fixed(titles: Sequence[str]) -> Card | None:
    return text(_("Faste møter: {meetings}.", meetings=" · ".join(titles)), subtle=True, small=True) if titles else None


def whole_year_card(states: Sequence[TaskState], today: date) -> Card:
    """Each month as a row of marks: done, late, ahead; and what was due before the school began with the årshjul."""
    asked = [state for state in states if not state.task.meeting and not state.task.optional]
    months = groupby(asked, key=lambda state: (state.due.year, state.due.month))
    rows = {words.month(date(*month, 1)).capitalize(): _row(list(of), today) for month, of in months}
    return card(
        heading(_("Årshjulet, hele året")),
        text(_key(begun=any(state.before_start for state in asked)), subtle=True, small=True),
        facts(rows),
        actions=[ShowYear.button(_("Denne måneden"))],
    )


def _key(*, begun: bool) -> str:
    """`begun`: the school began with the årshjul during the year."""
    if begun:
        return _("■ gjort · ▲ over fristen · □ gjenstår · – før oppstart. Valgfrie oppgaver er ikke med.")
    return _("■ gjort · ▲ over fristen · □ gjenstår. Valgfrie oppgaver er ikke med.")


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
    return f"{'■' * done}{'▲' * late}{'□' * left}{'–' * before}  {', '.join(filter(None, counts))}"


def _undo(says: str) -> str:
    return _("Angre «{said}»", said=says)


def take_back_form(event: str, says: str, on: date, *, asks: bool, filled: Filled = NOTHING) -> Card:
    """`asks`: a reason is needed."""
    return card(
        heading(_undo(says)),
        text(_("Det ble sagt at det skjedde {day}. Det som venter på det, venter igjen.", day=words.day(on))),
        TakeBack.inputs(filled) if asks else None,
        actions=[TakeBack.button(_("Angre"), style="destructive", event=event), ShowYear.button(_("Tilbake"))],
    )


def happened_form(event: str, says: str, today: date, filled: Filled = NOTHING) -> Card:
    return card(
        heading(says),
        text(_("Fristene for det som venter på dette, regnes fra dagen du velger.")),
        TellHappened.inputs(Filled({"on": today.isoformat(), **filled.values}, filled.errors)),
        actions=[TellHappened.button(_("Lagre"), style="positive", event=event), ShowYear.button(_("Avbryt"))],
    )
