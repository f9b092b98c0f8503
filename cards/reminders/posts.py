"""Posts about cases in a channel: a number, a step's neutral name and a day, never more (law 1)."""

from collections.abc import Sequence
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, own_chat, points, said, text
from cards.year.actions import ShowList
from domain.case.case import Case
from domain.message import ListSubject
from domain.school_plan.year_task import Lists
from domain.steps.progress import Progress
from domain.text.messages import _, n_

MOST = 40


def evaluation_post(reference: str, notice: str, day: date, today: date, *, settled: bool, bot_id: str = "") -> Card:
    """On the day. When it has been done, or got another day, the post says so."""
    when = _("i dag") if day == today else words.day(day)
    title = _("Sak {reference}: {step}, {day}", reference=reference, step=notice, day=when)
    asks = _("De som er med i saken, skriver «sak {reference}» til meg i en egen chat.", reference=reference)
    return card(
        heading(title),
        said(_("✓ Den er gjort eller flyttet.")) if settled else None,
        text(asks, subtle=True),
        actions=[None if settled else own_chat(bot_id)],
    )


def meeting_post(subject: ListSubject, references: Sequence[str], bot_id: str = "") -> Card:
    """What the meeting goes through, by number; the rest is shown to whoever is on them."""
    beyond = len(references) - MOST
    more = [n_("… og {count} til", "… og {count} til", beyond)] if beyond > 0 else []
    return card(
        heading(_title(subject.lists, subject.day)),
        text(_how_many(subject.lists, len(references))),
        points([*references[:MOST], *more]),
        text(_("Skriv «uka» eller saksnummeret til meg i en egen chat. Ingen navn her."), subtle=True),
        actions=[
            ShowList.button(_("Vis mine"), day=subject.day.isoformat(), lists=subject.lists.value),
            own_chat(bot_id),
        ],
    )


def own_list(lists: Lists, cases: Sequence[tuple[Case, Progress]], day: date, bot_id: str = "") -> Card:
    """To the one who pressed: number, next step by its neutral name, and day; others may look on."""
    told = [_next(case, progress) for case, progress in cases[:MOST]]
    return card(
        heading(_title(lists, day)),
        points(told) if told else text(_("Du er ikke med i noen av sakene.")),
        text(_("Åpne en sak: skriv saksnummeret til meg i en egen chat, slik: «sak 2026-014»."), subtle=True),
        actions=[own_chat(bot_id)],
    )


def _next(case: Case, progress: Progress) -> str:
    step = next((step for step in progress.open if step.due), None)
    if step is None or step.due is None:
        return _("Sak {reference}", reference=case.reference)
    day = words.day(step.due)
    return _("Sak {reference}: {step}, {day}", reference=case.reference, step=step.rule.notice, day=day)


def _title(lists: Lists, day: date) -> str:
    week = day.isocalendar().week
    if lists is Lists.OPEN_PLANS:
        return _("Ukens gjennomgang, uke {week}", week=week)
    return _("Saker som venter på en avgjørelse, uke {week}", week=week)


def _how_many(lists: Lists, number: int) -> str:
    if lists is Lists.OPEN_PLANS:
        return n_("{count} åpen plan.", "{count} åpne planer.", number)
    return n_("{count} sak.", "{count} saker.", number)
