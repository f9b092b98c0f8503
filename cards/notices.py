"""Messages the bot sends on its own: a reference, a time and a button (law 1)."""

from datetime import datetime

from cards import words
from cards.actions import OpenCase
from cards.alert_actions import ShowAlert
from cards.elements import Card, card, heading, text
from domain.alert import Alert
from domain.case import Case

SUMMARIES = {
    "alert.notice": "Nytt varsel. Åpne i Skolemiljø.",
    "alert.received": "Et varsel du har sendt, er tatt imot.",
    "alert.receipt": "Varselet er sendt.",
    "alert.unreached": "Et varsel du har sendt, er ikke nådd fram.",
    "alert.waiting": "Et varsel venter på å bli tatt imot.",
    "case.joined": "Du er lagt til i en sak.",
    "digest": "Steg som venter på deg i dag.",
    "evaluation.post": "Evaluering av en aktivitetsplan.",
    "week.post": "Ukens gjennomgang av åpne planer.",
    "year.post": "Årshjulet: oppgaver.",
    "step.given": "Du har fått et steg i en sak.",
}


def new_alert(case: Case) -> Card:
    """To everyone who is told of an alert. Says nothing of whom or what."""
    return card(
        heading("Nytt varsel"),
        text(f"Sak {case.reference}, mottatt {words.moment(case.opened_at)}."),
        actions=[OpenCase.button("Åpne", case_id=case.id)],
    )


def joined(case: Case) -> Card:
    return card(
        heading("Du er lagt til i en sak"),
        text(f"Sak {case.reference}."),
        actions=[OpenCase.button("Åpne", case_id=case.id)],
    )


def step_given(case: Case) -> Card:
    return card(
        heading("Du har fått et steg"),
        text(f"I sak {case.reference}. Skriv «mine» for å se stegene dine."),
        actions=[OpenCase.button("Åpne", case_id=case.id)],
    )


def unreached(alert: Alert, reference: str) -> Card:
    """To the reporter: the bot has got hold of nobody. Whom to speak with stands behind «Vis»."""
    return card(
        heading("Varselet ditt er ikke nådd fram"),
        text(f"Sak {reference}: Boten får ikke tak i noen av dem som skal ha varselet. **Si fra muntlig nå.**"),
        text("Trykk «Vis» for å se hvem du skal snakke med.", subtle=True),
        actions=[ShowAlert.button("Vis", alert_id=alert.id)],
    )


def received(alert: Alert, reference: str, at: datetime) -> Card:
    """To the reporter: someone has taken hold of it. No content (§ 12-4: the duty to report is done)."""
    return card(
        heading("Varselet ditt er tatt imot"),
        text(f"Sak {reference} er tatt imot {words.moment(at)}."),
        actions=[ShowAlert.button("Vis", alert_id=alert.id)],
    )
