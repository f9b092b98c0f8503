"""Lists: open cases, what is mine, and whom the bot cannot reach. Paged, and kind when empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from cards.activity_plan.actions import ShowPlan
from cards.activity_plan.carrying import Task, lacking_lines, task_row
from cards.alert.actions import CancelAlert, ShowAlert, TurnPage
from cards.case.actions import CorrectLog, ListCases, OpenCase, OpenDraft, ShowMine, StartLog
from cards.case.drafts import TITLES
from cards.documents.actions import ShowDocuments
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, heading, problem, row, said, subheading, text
from cards.kit.forms import Action
from cards.kit.pages import page_of
from cards.lists.my_step import MyStep, step_row
from cards.protection import privacy
from cards.reminders import quiet
from cards.reminders.away import OpenAway
from cards.reminders.quiet import EndQuiet
from domain.alert.alert import Alert, Draft
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.form_draft import FormDraft
from domain.text.messages import _, n_

FIRST_WORDS = 60
"""Letters of a draft by which it is known."""


def unreadable_lines(references: Sequence[str]) -> list[Card]:
    """Of cases the asker is on. They are not among those that are counted."""
    lines = (_("Sak {reference} kan ikke leses. Si fra til drift.", reference=one) for one in references)
    return [problem(line) for line in lines]


def pupil_line(case: Case, pupil: Pupil | None) -> str:
    """«Navn, 4B»."""
    if pupil:
        return f"{pupil.name}, {pupil.school_class}"
    return _("Eleven kan ikke leses") if case.pupil_id else _("Ukjent elev")


def case_pointer(case: Case, word: str = "sak") -> Card:
    """What «sak 2026-014», «plan …» or «dokumenter …» is answered with: the number and «Vis»."""
    return card(heading(_("Sak {reference}", reference=case.reference)), actions=[way_to(case, word, _("Vis"))])


def way_to(case: Case, word: str, title: str) -> Card:
    """The button to the case, its plan or its documents, as the word says."""
    ways: dict[str, type[Action]] = {"plan": ShowPlan, "dokumenter": ShowDocuments}
    return ways.get(word, OpenCase).button(title, case_id=case.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MineCounts:
    """How much a person has: numbers only, fit for a message (law 1)."""

    tasks: int
    steps: int
    late: int
    drafts: int
    alerts: int
    cases: int
    unreadable: tuple[str, ...] = ()
    quiet_until: date | None = None
    learns: bool = False
    """Whether the module on privacy is offered."""


def mine_counts(counts: MineCounts) -> Card:
    """What «mine» is answered with."""
    return card(
        heading(_("Mine oppgaver")),
        text(_tasks(counts.tasks)) if counts.tasks else None,
        text(_steps(counts.steps)),
        text(_late(counts.late), colour="attention") if counts.late else None,
        text(_("Du har {list}.", list=words.listing(_own(counts)))),
        unreadable_lines(counts.unreadable),
        text(quiet.said(counts.quiet_until), subtle=True, small=True) if counts.quiet_until else None,
        actions=[
            ShowMine.button(_("Vis")),
            EndQuiet.button(_("Minn meg")) if counts.quiet_until else None,
            privacy.offer() if counts.learns else None,
        ],
    )


def _tasks(number: int) -> str:
    return n_("Du skal gjøre **{count} ting**.", "Du skal gjøre **{count} ting**.", number)


def _steps(number: int) -> str:
    if not number:
        return _("Ingen steg venter på deg.")
    return n_("**{count} steg** venter på deg.", "**{count} steg** venter på deg.", number)


def _late(number: int) -> str:
    return n_("{count} steg er over fristen.", "{count} steg er over fristen.", number)


def _own(counts: MineCounts) -> list[str]:
    drafts = n_("{count} usendt utkast", "{count} usendte utkast", counts.drafts)
    alerts = n_("{count} sendt varsel", "{count} sendte varsler", counts.alerts)
    cases = n_("{count} åpen sak", "{count} åpne saker", counts.cases)
    return [
        drafts if counts.drafts else _("ingen usendte utkast"),
        alerts if counts.alerts else _("ingen sendte varsler"),
        cases if counts.cases else _("ingen åpne saker"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What a person has of their own."""

    tasks: tuple[Task, ...]
    steps: tuple[MyStep, ...]
    today: date
    drafts: tuple[Draft, ...]
    forms: tuple[tuple[FormDraft, str], ...]
    alerts: tuple[tuple[Alert, str], ...]
    entries: tuple[tuple[LogEntry, str], ...]
    cases: int
    unreadable: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[object, ...]:
        """What has a line each, in the order it is shown."""
        late = [waiting for waiting in self.steps if waiting.step.overdue(self.today)]
        in_time = [waiting for waiting in self.steps if not waiting.step.overdue(self.today)]
        return (*late, *self.tasks, *in_time, *self.drafts, *self.forms, *self.alerts, *self.entries)


def mine_card(mine: Mine, school_plan: SchoolPlan, page: int) -> Card:
    part, page, pages = page_of(mine.rows, page)
    return card(
        heading(_("Mine oppgaver")),
        text(_("Her er det tomt ennå. Skriv «varsle» når du må si fra, eller «logg» for å skrive logg."))
        if not part and not mine.unreadable
        else None,
        unreadable_lines(mine.unreadable),
        *_parts(part, mine, school_plan),
        buttons(
            ShowMine.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ShowMine.button(_("Neste"), page=str(page + 1)) if page < pages else None,
            ListCases.button(_("Sakene mine")) if mine.cases else None,
            StartLog.button(_("Ny logg")),
            OpenAway.button(_("Jeg er borte")),
        ),
    )


def _parts(page: Sequence[object], mine: Mine, school_plan: SchoolPlan) -> Iterator[Card | list[Card]]:
    """What is late, what one is to do, and the rest, each under its name where there is more than the rest."""
    late = [one for one in page if isinstance(one, MyStep) and one.step.overdue(mine.today)]
    tasks = [one for one in page if isinstance(one, Task)]
    rest = page[len(late) + len(tasks) :]
    if late:
        yield [subheading(_("Over fristen")), *(step_row(one, mine.today) for one in late)]
    if tasks:
        yield [subheading(_("Det du skal gjøre")), *lacking_lines(tasks, mine.today)]
        yield [task_row(task, mine.today) for task in tasks]
    if rest and (late or tasks):
        yield subheading(_("Steg, varsler og logger"))
    yield [_row(one, mine.today, school_plan) for one in rest]


def _row(one: object, today: date, school_plan: SchoolPlan) -> Card:
    match one:
        case MyStep():
            return step_row(one, today)
        case Draft():
            return _draft_row(one)
        case (FormDraft() as draft, str(reference)):
            return _form_row(draft, reference)
        case (Alert() as alert, str(status)):
            return _alert_row(alert, status)
        case (LogEntry() as entry, str(pupil)):
            return _entry_row(entry, pupil, school_plan)
    raise TypeError(f"no row for {type(one)}")


def _draft_row(draft: Draft) -> Card:
    """Told apart by when it was begun, the class and the first words."""
    begun = words.moment(draft.started_at)
    about = [draft.form.group or "", shorten(draft.form.facts, FIRST_WORDS, placeholder=" …")]
    aloud = words.items(filter(None, [*about, begun]))
    opens = TurnPage.button(_("Fortsett utkastet"), about=aloud, draft_id=draft.id, page=draft.page)
    return row(
        said(_("Utkast til varsel fra {moment}, ikke sendt", moment=begun)),
        said(words.items(filter(None, about)), subtle=True) if any(about) else None,
        opens=opens,
        offers=[opens, CancelAlert.button(_("Slett"), about=aloud, draft_id=draft.id)],
    )


def _form_row(draft: FormDraft, reference: str) -> Card:
    what, kept = TITLES[draft.form], words.moment(draft.kept_at)
    about = _("sak {reference}", reference=reference) if reference else _("uten sak")
    opens = OpenDraft.button(_("Fortsett: {what}", what=what), draft=draft.id)
    return row(said(words.items([what, about])), said(_("Utkast fra {moment}", moment=kept), subtle=True), opens=opens)


def _alert_row(alert: Alert, status: str) -> Card:
    references, sent = words.listing(alert.references), words.moment(alert.sent_at)
    return row(
        said(_("Varsel {references}, sendt {moment}", references=references, moment=sent)),
        said(status, subtle=True),
        opens=ShowAlert.button(_("Vis varsel {reference}", reference=alert.references[0]), alert_id=alert.id),
    )


def _entry_row(entry: LogEntry, pupil: str, school_plan: SchoolPlan) -> Card:
    label, happened = school_plan.pick_lists.label("log_types", entry.type), words.happened(entry.occurred_at)
    return box(
        said(f"{label} · {pupil} · {happened}"),
        text(_("Retter en tidligere logg."), subtle=True, small=True) if entry.corrects else None,
        said(entry.text if len(entry.text) <= 300 else f"{entry.text[:299]}…", subtle=True),
        buttons(CorrectLog.button(_("Rett"), about=f"{label}, {happened}", corrects=entry.id)),
        emphasis=False,
    )
