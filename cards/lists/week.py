"""The weekly review (F03, L537): open plans with their last log, the next evaluation and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.activity_plan.actions import ShowPlan
from cards.case.actions import CaseForm, ListWeek, OpenForm
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, heading, problem, row, said, text
from cards.kit.pages import page_of
from cards.lists.overview import unreadable_lines
from domain.case.case import Case
from domain.text.messages import _, n_


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One open plan: `lacks` in words, all of it behind a press."""

    case: Case
    who: str
    last_log: datetime | None
    next_on: date | None
    lacks: tuple[str, ...]


def week_counts(plans: int, missing: int, unreadable: Sequence[str] = ()) -> Card:
    """What «uka» is answered with: counts only (law 1)."""
    lost = unreadable_lines(unreadable)
    if not plans:
        none = text(_("Du er ikke med i noen sak med plan."))
        return card(heading(_("Ukens gjennomgang")), lost or none)
    number = n_(
        "Du er med i **{count} sak med plan**.",
        "Du er med i **{count} saker med plan**.",
        plans,
    )
    lack = n_("{count} mangler noe.", "{count} mangler noe.", missing)
    return card(
        heading(_("Ukens gjennomgang")),
        text(f"{number} {lack}" if missing else number),
        lost,
        actions=[ListWeek.button(_("Vis"))],
    )


def week_card(
    reviewed: Sequence[Reviewed], page: int, today: date, note: str = "", unreadable: Sequence[str] = ()
) -> Card:
    if not reviewed:
        return week_counts(0, 0, unreadable)
    part, page, pages = page_of(reviewed, page)
    week = today.isocalendar().week
    return card(
        heading(_("Ukens gjennomgang")),
        said(f"✓ {note}") if note else None,
        text(_("Uke {week}. Det dere blir enige om, skrives som logg i hver sak.", week=week), subtle=True),
        unreadable_lines(unreadable),
        [_row(one, today) for one in part],
        buttons(
            ListWeek.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ListWeek.button(_("Neste"), page=str(page + 1)) if page < pages else None,
        ),
    )


def _row(one: Reviewed, today: date) -> Card:
    last = _("Siste logg {moment}", moment=words.moment(one.last_log)) if one.last_log else _("Ingen logg ennå")
    following = _("evalueres {day}", day=words.day(one.next_on)) if one.next_on else _("ingen dag for evaluering")
    late = one.next_on is not None and one.next_on < today
    about = _("sak {reference}", reference=one.case.reference)
    plan = ShowPlan.button(_("Vis planen"), about=about, case_id=one.case.id)
    log = OpenForm.button(_("Skriv i loggen"), about=about, case_id=one.case.id, form=CaseForm.MINUTES)
    return row(
        said(f"{one.case.reference} · {one.who}"),
        said(f"{last} · {following}", subtle=True),
        problem(_("Evalueringen er over fristen.")) if late else None,
        [problem(lack) for lack in one.lacks],
        opens=plan,
        offers=[plan, log],
    )
