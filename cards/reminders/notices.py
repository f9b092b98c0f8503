"""Messages the bot sends on its own: a reference, a time and a button (law 1)."""

from datetime import datetime

from cards.alert.actions import ShowAlert, TurnPage
from cards.case.actions import ListCases, OpenCase
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from domain.alert.alert import Alert, Draft
from domain.case.case import Case
from domain.case.case_filter import CaseState
from domain.text.messages import _, n_


def new_alert(case: Case) -> Card:
    """To everyone who is told of an alert. Says nothing of whom or what."""
    return card(
        heading(_("Nytt varsel")),
        text(_("Sak {reference}, mottatt {moment}.", reference=case.reference, moment=words.moment(case.opened_at))),
        actions=[OpenCase.button(_("Åpne"), case_id=case.id)],
    )


def new_alerts(count: int) -> Card:
    """Of several at once, to everyone who is told of them: a leader too is to know that one person sent them."""
    return card(
        heading(n_("{count} nytt varsel", "{count} nye varsler", count)),
        text(_("De siste varslene kom fra én person på kort tid, og er samlet her. Hvert varsel er en egen sak.")),
        actions=[ListCases.button(_("Åpne saker"), which=CaseState.UNTAKEN.value)],
    )


def added(case: Case) -> Card:
    """To those who answer for a case: whoever alerted has added to it."""
    return card(
        heading(_("Nytt i et varsel")),
        text(_("Den som varslet, har lagt til noe i sak {reference}.", reference=case.reference)),
        actions=[OpenCase.button(_("Åpne"), case_id=case.id)],
    )


def joined(case: Case) -> Card:
    return card(
        heading(_("Du er lagt til i en sak")),
        text(_("Sak {reference}.", reference=case.reference)),
        actions=[OpenCase.button(_("Åpne"), case_id=case.id)],
    )


def step_given(case: Case) -> Card:
    return card(
        heading(_("Du har fått et steg")),
        text(_("I sak {reference}. Skriv «mine» for å se stegene dine.", reference=case.reference)),
        actions=[OpenCase.button(_("Åpne"), case_id=case.id)],
    )


def unreached(alert: Alert, reference: str) -> Card:
    """To the reporter: the bot has got hold of nobody. Whom to speak with stands behind «Vis»."""
    return card(
        heading(_("Varselet ditt er ikke nådd fram")),
        text(
            _(
                "Sak {reference}: Boten får ikke tak i noen av dem som skal ha varselet. **Si fra muntlig nå.**",
                reference=reference,
            )
        ),
        text(_("Trykk «Vis» for å se hvem du skal snakke med."), subtle=True),
        actions=[ShowAlert.button(_("Vis"), alert_id=alert.id)],
    )


def draft_expires(draft: Draft, until: datetime) -> Card:
    """To the one who writes an alert that is not sent."""
    return card(
        heading(_("Du har et varsel som ikke er sendt")),
        text(_("Utkastet slettes {moment}.", moment=words.moment(until))),
        actions=[TurnPage.button(_("Fortsett"), draft_id=draft.id, page=draft.page, style="positive")],
    )


def received(alert: Alert, reference: str, at: datetime) -> Card:
    """To the reporter: someone has taken hold of it. No content (§ 12-4: the duty to report is done)."""
    return card(
        heading(_("Varselet ditt er tatt imot")),
        text(_("Sak {reference} er tatt imot {moment}.", reference=reference, moment=words.moment(at))),
        actions=[ShowAlert.button(_("Vis"), alert_id=alert.id)],
    )
