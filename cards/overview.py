"""Lists: open cases, what is mine, and whom the bot cannot reach. Paged, and kind when empty."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from cards import words
from cards.actions import CorrectLog, ListCases, OpenCase, ShowMine, ShowUnreachable, StartLog
from cards.alert_actions import ShowAlert, TurnPage
from cards.elements import Card, box, buttons, card, columns, heading, said, subheading, text
from domain.alert import Alert, Draft
from domain.case import STATUS_LABELS, Case
from domain.log import LogEntry
from domain.people import Frozen, Person, Pupil, PupilId
from domain.plan import Plan

PER_PAGE = 8
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
    cases: Sequence[Case], pupils: Mapping[PupilId, Pupil], which: str, page: int, now: datetime, today: date
) -> Card:
    """One page of the cases the asker may see; there is no count of those they may not."""
    if not cases:
        return card(heading("Åpne saker"), text("Ingen åpne saker her. Det er godt nytt."))
    part, page, pages = page_of(cases, page)
    return card(
        heading("Åpne saker"),
        text(f"{words.count(len(cases), 'sak', 'saker')}{_where(page, pages)}. Nyeste først.", subtle=True),
        [_case_row(case, pupils.get(case.pupil_id) if case.pupil_id else None, now, today) for case in part],
        buttons(
            ListCases.button("Forrige", which=which, page=str(page - 1)) if page > 1 else None,
            ListCases.button("Neste", which=which, page=str(page + 1)) if page < pages else None,
        )
        if pages > 1
        else None,
    )


def _where(page: int, pages: int) -> str:
    return f", side {page} av {pages}" if pages > 1 else ""


def _case_row(case: Case, pupil: Pupil | None, now: datetime, today: date) -> Card:
    who = f"{pupil.name}, {pupil.school_class}" if pupil else "Ukjent elev"
    marks = [STATUS_LABELS[case.status]]
    marks += ["over fristen"] * case.overdue(now, today) + ["alvorlig"] * case.serious + ["§ 12-5"] * case.enhanced
    return box(
        columns(
            ("stretch", [said(f"{case.reference} · {who}"), said(" · ".join(marks), subtle=True)]),
            ("auto", [buttons(OpenCase.button(f"Åpne {case.reference}", case_id=case.id))]),
        ),
        emphasis=False,
    )


def case_pointer(case: Case) -> Card:
    """What «sak 2026-014» is answered with: the number and «Vis»."""
    return card(heading(f"Sak {case.reference}"), actions=[OpenCase.button("Vis", case_id=case.id)])


def mine_counts(alerts: int, drafts: int, cases: int) -> Card:
    """What «mine» is answered with."""
    lines = [
        words.count(drafts, "usendt utkast", "usendte utkast"),
        words.count(alerts, "sendt varsel", "sendte varsler"),
        words.count(cases, "åpen sak", "åpne saker"),
    ]
    return card(
        heading("Mine varsler, utkast og logger"),
        text(f"Du har {words.listing(lines)}."),
        actions=[ShowMine.button("Vis")],
    )


class Mine(Frozen):
    """What a person has of their own."""

    drafts: tuple[Draft, ...]
    alerts: tuple[tuple[Alert, str], ...]
    entries: tuple[tuple[LogEntry, str], ...]
    cases: int


def mine_card(mine: Mine, plan: Plan, page: int) -> Card:
    rows = [
        *[_draft_row(draft) for draft in mine.drafts],
        *[_alert_row(alert, status) for alert, status in mine.alerts],
        *[_entry_row(entry, pupil, plan) for entry, pupil in mine.entries],
    ]
    part, page, pages = page_of(rows, page)
    return card(
        heading("Mine varsler, utkast og logger"),
        text("Her er det tomt ennå. Skriv «varsle» når du må si fra, eller «logg» for å skrive logg.")
        if not rows
        else None,
        part,
        buttons(
            ShowMine.button("Forrige", page=str(page - 1)) if page > 1 else None,
            ShowMine.button("Neste", page=str(page + 1)) if page < pages else None,
            ListCases.button("Sakene mine") if mine.cases else None,
            StartLog.button("Ny logg"),
        ),
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


def unreachable_card(people: Sequence[Person], page: int) -> Card:
    """Staff the bot cannot write to: they have never talked with it, or have removed it."""
    if not people:
        return card(heading("Ikke nåbare"), text("Boten når alle ansatte. Ingen mangler."))
    part, page, pages = page_of(people, page)
    return card(
        heading("Ikke nåbare"),
        text("Disse får ikke varsler fra boten. Be dem skrive «hei» til Skolemiljø i Teams."),
        subheading(f"{words.count(len(people), 'person', 'personer')}{_where(page, pages)}"),
        [said(f"{person.name} ({words.role(person)})") for person in part],
        buttons(
            ShowUnreachable.button("Forrige", page=str(page - 1)) if page > 1 else None,
            ShowUnreachable.button("Neste", page=str(page + 1)) if page < pages else None,
        )
        if pages > 1
        else None,
    )
