"""The weekly review (F03, L537): open plans with their last log, the next evaluation and what is missing."""

from collections.abc import Sequence
from datetime import date, datetime

from cards import words
from cards.actions import CaseForm, ListWeek, OpenForm
from cards.elements import Card, box, buttons, card, heading, problem, said, text
from cards.overview import page_of
from cards.plan_actions import ShowPlan
from domain.case import Case
from domain.people import Frozen


class Reviewed(Frozen):
    """One open plan: `lacks` in words, all of it behind a press."""

    case: Case
    who: str
    last_log: datetime | None
    next_on: date | None
    lacks: tuple[str, ...]


def week_counts(plans: int, missing: int) -> Card:
    """What «uka» is answered with: counts only (law 1)."""
    if not plans:
        return card(heading("Ukens gjennomgang"), text("Ingen åpne planer å gå gjennom. Det er godt nytt."))
    lack = f" {words.count(missing, 'mangler', 'mangler')} noe." if missing else ""
    return card(
        heading("Ukens gjennomgang"),
        text(f"Du er med i **{words.count(plans, 'sak med plan', 'saker med plan')}**.{lack}"),
        actions=[ListWeek.button("Vis")],
    )


def week_card(reviewed: Sequence[Reviewed], page: int, today: date, note: str = "") -> Card:
    if not reviewed:
        return week_counts(0, 0)
    part, page, pages = page_of(reviewed, page)
    return card(
        heading("Ukens gjennomgang"),
        said(f"✓ {note}") if note else None,
        text(f"Uke {today.isocalendar().week}. Det dere blir enige om, skrives som logg i hver sak.", subtle=True),
        [_row(one, today) for one in part],
        buttons(
            ListWeek.button("Forrige", page=str(page - 1)) if page > 1 else None,
            ListWeek.button("Neste", page=str(page + 1)) if page < pages else None,
        )
        if pages > 1
        else None,
    )


def _row(one: Reviewed, today: date) -> Card:
    last = f"siste logg {words.moment(one.last_log)}" if one.last_log else "ingen logg ennå"
    following = f"evalueres {words.day(one.next_on)}" if one.next_on else "ingen dag for evaluering"
    late = one.next_on is not None and one.next_on < today
    return box(
        said(f"{one.case.reference} · {one.who}"),
        said(f"{last} · {following}", subtle=True),
        problem("Evalueringen er over fristen.") if late else None,
        [problem(lack) for lack in one.lacks],
        buttons(
            ShowPlan.button("Plan", case_id=one.case.id),
            OpenForm.button("Skriv referat", case_id=one.case.id, form=CaseForm.MINUTES),
        ),
        emphasis=False,
    )
