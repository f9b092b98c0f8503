"""What the bot reminds people of: a case reference, a step, a date and why, never more (law 1)."""

from collections.abc import Sequence
from datetime import date

from cards import words
from cards.actions import ListCases, OpenCase, ShowMine
from cards.away import OpenQuiet
from cards.elements import MOST_BUTTONS, Card, buttons, card, heading, problem, subheading, text
from domain.case import Case
from domain.reminders import Nudge, Why

MOST = 12


def digest_card(nudges: Sequence[Nudge], today: date) -> Card:
    """A person's morning: what is late, what is for today, what is coming, and what others have not done."""
    own = [nudge for nudge in nudges if nudge.why is not Why.ESCALATED]
    groups = {
        "Over fristen": [nudge for nudge in own if nudge.due < today],
        "I dag": [nudge for nudge in own if nudge.due == today],
        "Snart": [nudge for nudge in own if nudge.due > today],
        "Ingen har gjort dette": [nudge for nudge in nudges if nudge.why is Why.ESCALATED],
    }
    cases = list(dict.fromkeys((nudge.case.reference, nudge.case.id) for nudge in nudges))
    return card(
        heading(f"Steg som venter, {words.day(today)}"),
        [piece for title, found in groups.items() if found for piece in _group(title, found)],
        buttons(
            *(OpenCase.button(f"Åpne {reference}", case_id=case_id) for reference, case_id in cases[:MOST_BUTTONS])
        ),
        actions=[
            ShowMine.button("Mine steg") if own else None,
            OpenQuiet.button("Ikke minn meg") if groups["I dag"] or groups["Snart"] else None,
            ListCases.button("Saker over fristen", which="forfalt") if groups["Ingen har gjort dette"] else None,
        ],
    )


def _group(title: str, nudges: Sequence[Nudge]) -> list[Card]:
    lines = [text(_line(nudge), small=True) for nudge in nudges[:MOST]]
    more = [text(f"… og {len(nudges) - MOST} til.", subtle=True, small=True)] if len(nudges) > MOST else []
    return [problem(title) if title == "Over fristen" else subheading(title), *lines, *more]


def _line(nudge: Nudge) -> str:
    """Why it is told, unless the heading has said so."""
    why = f" ({nudge.reason})" if nudge.why is not Why.ESCALATED else ""
    return f"Sak {nudge.case.reference}: {nudge.step.plan.title}, {words.day(nudge.due)}{why}"


def alert_waits(case: Case) -> Card:
    """To those who can take an alert that nobody has taken in time."""
    return card(
        heading("Et varsel venter på å bli tatt imot"),
        text(f"Sak {case.reference} kom {words.moment(case.opened_at)}, og fristen er ute. Ingen har tatt imot ennå."),
        actions=[OpenCase.button("Åpne", case_id=case.id)],
    )
