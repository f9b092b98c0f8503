"""Posts about cases in a channel: a number, a step's neutral name and a day, never more (law 1)."""

from collections.abc import Sequence
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, points, said, text
from domain.text.messages import _, n_

MOST = 40


def evaluation_post(reference: str, notice: str, day: date, today: date, *, settled: bool) -> Card:
    """On the day. When it has been done, or got another day, the post says so."""
    when = _("i dag") if day == today else words.day(day)
    title = _("Sak {reference}: {step}, {day}", reference=reference, step=notice, day=when)
    asks = _("De som er med i saken, skriver «sak {reference}» til meg i 1:1-chat.", reference=reference)
    return card(
        heading(title),
        said(_("✓ Den er gjort eller flyttet.")) if settled else None,
        text(asks, subtle=True),
    )


def review_post(references: Sequence[str], today: date) -> Card:
    """The open plans, by number."""
    number, beyond = len(references), len(references) - MOST
    more = [n_("… og {count} til", "… og {count} til", beyond)] if beyond > 0 else []
    plans = n_("{count} åpen plan på skolen.", "{count} åpne planer på skolen.", number)
    return card(
        heading(_("Ukens gjennomgang, uke {week}", week=today.isocalendar().week)),
        text(plans if number else _("Ingen åpne planer på skolen.")),
        points([*references[:MOST], *more]) if references else None,
        text(_("Skriv «uka» til meg i 1:1-chat: da ser du planene du er med i. Ingen navn her."), subtle=True),
    )
