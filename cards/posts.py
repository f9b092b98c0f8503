"""Posts about cases in a channel: a number and a day, never more (law 1)."""

from collections.abc import Sequence
from datetime import date

from cards import words
from cards.elements import Card, card, heading, points, said, text

MOST = 40


def evaluation_post(reference: str, day: date, today: date, *, settled: bool) -> Card:
    """On the day. When it has been done, or got another day, the post says so."""
    when = "i dag" if day == today else words.day(day)
    return card(
        heading(f"Evaluering av aktivitetsplan i sak {reference}{',' if settled else ' er'} {when}"),
        said("✓ Den er gjort eller flyttet.") if settled else None,
        text(f"De som er med i saken, skriver «sak {reference}» til meg i 1:1-chat.", subtle=True),
    )


def review_post(references: Sequence[str], today: date) -> Card:
    """The open plans, by number."""
    more = [f"… og {len(references) - MOST} til"] if len(references) > MOST else []
    plans = words.count(len(references), "åpen plan", "åpne planer")
    return card(
        heading(f"Ukens gjennomgang, uke {today.isocalendar().week}"),
        text(f"{plans[:1].upper()}{plans[1:]} på skolen."),
        points([*references[:MOST], *more]) if references else None,
        text("Skriv «uka» til meg i 1:1-chat: da ser du planene du er med i. Ingen navn her.", subtle=True),
    )
