"""Lists: open cases, what is mine, and whom the bot cannot reach. Paged, and kind when empty."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from cards import words
from cards.actions import CorrectLog, ListCases, OpenCase, ShowMine, ShowUnreachable, StartLog
from cards.alert_actions import ShowAlert, TurnPage
from cards.away import OpenAway
from cards.document_actions import ShowDocuments
from cards.elements import Card, box, buttons, card, columns, heading, problem, said, subheading, text
from cards.notices import SUMMARIES
from cards.plan_actions import ShowPlan
from domain.alert import Alert, Draft
from domain.case import STATUS_LABELS, Case
from domain.event import CaseId
from domain.log import LogEntry
from domain.people import Frozen, Person, Pupil, PupilId
from domain.plan import Plan
from domain.progress import Step

PER_PAGE = 8
Lost = tuple[str, str, datetime]
"""The kind of a message, to whom, and when it was given up."""
T = TypeVar("T")


class Counts(Frozen):
    """How many cases the asker may see: numbers only, fit for a message (law 1)."""

    cases: int
    waiting: int
    overdue: int


def page_of(items: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """The items of a page, the page shown (the last when too high), and how many there are."""
    pages = max(1, -(-len(items) // PER_PAGE))
    page = min(page, pages)
    return items[(page - 1) * PER_PAGE : page * PER_PAGE], page, pages


def counts_card(counts: Counts, which: str, misread: str = "") -> Card:
    """What «saker» is answered with: counts and «Vis». The filter travels in the button in our own words."""
    note = text(f"Jeg forsto ikke {misread}. Viser {which or 'alle åpne saker'}.") if misread else None
    if not counts.cases:
        return card(heading("Åpne saker"), note, text("Du har ingen åpne saker her. Det er godt nytt."))
    number = words.count(counts.cases, "åpen sak", "åpne saker")
    chosen = f" ({which})" if which else ""
    late = f"{words.count(counts.overdue, 'er', 'er')} over fristen."
    return card(
        heading("Åpne saker"),
        note,
        text(f"Du er med i **{number}**{chosen}."),
        text(f"{words.count(counts.waiting, 'venter', 'venter')} på å bli tatt imot.") if counts.waiting else None,
        text(late, colour="attention") if counts.overdue else None,
        actions=[ListCases.button("Vis", which=which)],
    )


def cases_card(
    cases: Sequence[Case], pupils: Mapping[PupilId, Pupil], which: str, page: int, late: frozenset[CaseId]
) -> Card:
    """One page of the cases the asker may see; there is no count of those they may not."""
    if not cases:
        return card(heading("Åpne saker"), text("Ingen åpne saker her. Det er godt nytt."))
    part, page, pages = page_of(cases, page)
    return card(
        heading("Åpne saker"),
        text(f"{words.count(len(cases), 'sak', 'saker')}{_where(page, pages)}. Nyeste først.", subtle=True),
        [_case_row(case, pupils.get(case.pupil_id) if case.pupil_id else None, late=case.id in late) for case in part],
        buttons(
            ListCases.button("Forrige", which=which, page=str(page - 1)) if page > 1 else None,
            ListCases.button("Neste", which=which, page=str(page + 1)) if page < pages else None,
        )
        if pages > 1
        else None,
    )


def _where(page: int, pages: int) -> str:
    return f", side {page} av {pages}" if pages > 1 else ""


def _case_row(case: Case, pupil: Pupil | None, *, late: bool) -> Card:
    who = f"{pupil.name}, {pupil.school_class}" if pupil else "Ukjent elev"
    marks = [STATUS_LABELS[case.status]]
    marks += ["over fristen"] * late + ["alvorlig"] * case.serious + ["§ 12-5"] * case.enhanced
    return box(
        columns(
            ("stretch", [said(f"{case.reference} · {who}"), said(" · ".join(marks), subtle=True)]),
            ("auto", [buttons(OpenCase.button(f"Åpne {case.reference}", case_id=case.id))]),
        ),
        emphasis=False,
    )


def case_pointer(case: Case, word: str = "sak") -> Card:
    """What «sak 2026-014», «plan …» or «export …» is answered with: the number and «Vis»."""
    opens = {"plan": ShowPlan, "export": ShowDocuments}.get(word, OpenCase)
    return card(heading(f"Sak {case.reference}"), actions=[opens.button("Vis", case_id=case.id)])


class MineCounts(Frozen):
    """How much a person has: numbers only, fit for a message (law 1)."""

    steps: int
    late: int
    drafts: int
    alerts: int
    cases: int


def mine_counts(counts: MineCounts) -> Card:
    """What «mine» is answered with."""
    lines = [
        words.count(counts.drafts, "usendt utkast", "usendte utkast"),
        words.count(counts.alerts, "sendt varsel", "sendte varsler"),
        words.count(counts.cases, "åpen sak", "åpne saker"),
    ]
    steps = words.count(counts.steps, "steg", "steg")
    return card(
        heading("Mine steg, varsler og logger"),
        text(f"**{steps}** venter på deg.") if counts.steps else text("Ingen steg venter på deg."),
        text(f"{counts.late} over fristen.", colour="attention") if counts.late else None,
        text(f"Du har {words.listing(lines)}."),
        actions=[ShowMine.button("Vis")],
    )


class MyStep(Frozen):
    """An open step that waits for the one who asks."""

    case: Case
    step: Step


class Mine(Frozen):
    """What a person has of their own."""

    steps: tuple[MyStep, ...]
    today: date
    drafts: tuple[Draft, ...]
    alerts: tuple[tuple[Alert, str], ...]
    entries: tuple[tuple[LogEntry, str], ...]
    cases: int


def mine_card(mine: Mine, plan: Plan, page: int) -> Card:
    rows = [
        *[_step_row(waiting, mine.today) for waiting in mine.steps],
        *[_draft_row(draft) for draft in mine.drafts],
        *[_alert_row(alert, status) for alert, status in mine.alerts],
        *[_entry_row(entry, pupil, plan) for entry, pupil in mine.entries],
    ]
    part, page, pages = page_of(rows, page)
    return card(
        heading("Mine steg, varsler og logger"),
        text("Her er det tomt ennå. Skriv «varsle» når du må si fra, eller «logg» for å skrive logg.")
        if not rows
        else None,
        part,
        buttons(
            ShowMine.button("Forrige", page=str(page - 1)) if page > 1 else None,
            ShowMine.button("Neste", page=str(page + 1)) if page < pages else None,
            ListCases.button("Sakene mine") if mine.cases else None,
            StartLog.button("Ny logg"),
            OpenAway.button("Jeg er borte"),
        ),
    )


def _step_row(waiting: MyStep, today: date) -> Card:
    case, step = waiting.case, waiting.step
    due = f"senest {words.day(step.due)}" if step.due else "uten frist"
    return box(
        said(f"{step.plan.title} · sak {case.reference}"),
        problem(f"Over fristen: {due}") if step.overdue(today) else said(due, subtle=True),
        buttons(OpenCase.button(f"Åpne {case.reference}", case_id=case.id)),
        emphasis=False,
    )


def _draft_row(draft: Draft) -> Card:
    return box(
        said(f"Utkast fra {words.moment(draft.started_at)}, ikke sendt"),
        buttons(TurnPage.button("Fortsett utkastet", draft_id=draft.id, page=draft.page)),
        emphasis=False,
    )


def _alert_row(alert: Alert, status: str) -> Card:
    return box(
        said(f"Varsel {words.listing(alert.references)}, sendt {words.moment(alert.sent_at)}"),
        said(status, subtle=True),
        buttons(ShowAlert.button(f"Vis {alert.references[0]}", alert_id=alert.id)),
        emphasis=False,
    )


def _entry_row(entry: LogEntry, pupil: str, plan: Plan) -> Card:
    label = plan.pick_lists.label("log_types", entry.type)
    return box(
        said(f"{label} · {pupil} · {words.moment(entry.occurred_at)}"),
        text("Retter en tidligere logg.", subtle=True, small=True) if entry.corrects else None,
        said(entry.text if len(entry.text) <= 300 else f"{entry.text[:299]}…", subtle=True),
        buttons(CorrectLog.button("Rett", corrects=entry.id)),
        emphasis=False,
    )


def unreachable_count(number: int) -> Card:
    """What «ikke nåbare» is answered with: how many, and «Vis»."""
    if not number:
        return unreachable_card([], 1)
    return card(
        heading("Ikke nåbare"),
        text(f"Boten når ikke **{words.count(number, 'person', 'personer')}**."),
        actions=[ShowUnreachable.button("Vis")],
    )


def unreachable_card(people: Sequence[Person], page: int, lost: Sequence[Lost] = ()) -> Card:
    """Staff the bot cannot write to: they have never talked with it, or have removed it; and what did not arrive."""
    if not people:
        return card(heading("Ikke nåbare"), text("Boten når alle ansatte. Ingen mangler."), _lost(lost))
    part, page, pages = page_of(people, page)
    return card(
        heading("Ikke nåbare"),
        text("Disse får ikke varsler fra boten. Be dem skrive «hei» til Skolemiljø i Teams."),
        subheading(f"{words.count(len(people), 'person', 'personer')}{_where(page, pages)}"),
        [said(f"{person.name} ({person.role_label})") for person in part],
        _lost(lost),
        buttons(
            ShowUnreachable.button("Forrige", page=str(page - 1)) if page > 1 else None,
            ShowUnreachable.button("Neste", page=str(page + 1)) if page < pages else None,
        )
        if pages > 1
        else None,
    )


def _lost(lost: Sequence[Lost]) -> list[Card]:
    """Messages that did not arrive lately: someone must say it in person."""
    lines = [said(f"{words.moment(at)} til {whom}: {SUMMARIES[kind]}") for kind, whom, at in lost[:PER_PAGE]]
    more = [text(f"… og {len(lost) - PER_PAGE} til.", subtle=True)] if len(lost) > PER_PAGE else []
    return [subheading("Kom ikke fram de siste to ukene"), *lines, *more] if lines else []
