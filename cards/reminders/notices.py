"""Messages the bot sends on its own: a reference, a time and a button (law 1)."""

from collections.abc import Sequence
from datetime import datetime

from cards.alert.actions import ShowAlert, TurnPage
from cards.case.actions import ListCases, OpenCase, ShowCatchUp, ShowMine
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from domain.alert.alert import Alert, Draft
from domain.case.case import Case
from domain.case.case_filter import CaseState
from domain.text.messages import _, n_

MOST_OPENED = 5


def new_alert(cases: Sequence[Case], taken: int = 0) -> Card:
    """To everyone who is told of an alert, once for all its cases. Says nothing of whom or what."""
    references, moment = words.listing(case.reference for case in cases), words.moment(cases[0].opened_at)
    return card(
        heading(_("Nytt varsel")),
        text(
            n_(
                "Sak {reference}, varslet {moment}.",
                "Sakene {reference}, varslet {moment}.",
                len(cases),
                reference=references,
                moment=moment,
            )
        ),
        _so_many(taken, len(cases)),
        actions=_openings(cases),
    )


def taken(cases: Sequence[Case], role: str, at: datetime) -> Card:
    """What the notice becomes when somebody has taken all of it that is the recipient's."""
    references = words.listing(case.reference for case in cases[:MOST_OPENED])
    more = n_("… og {count} til.", "… og {count} til.", len(cases) - MOST_OPENED)
    return card(
        heading(_("Varselet er tatt imot")),
        text(n_("Sak {reference}.", "Sakene {reference}.", len(cases), reference=references)),
        text(more, subtle=True) if len(cases) > MOST_OPENED else None,
        text(_("Tatt imot av {role} {moment}.", role=role, moment=words.moment(at))),
        actions=_openings(cases),
    )


def _so_many(taken: int, of: int) -> Card | None:
    return text(_("{taken} av {count} er tatt imot.", taken=taken, count=of)) if taken else None


def _openings(cases: Sequence[Case]) -> list[Card]:
    if len(cases) == 1:
        return [OpenCase.button(_("Åpne sak {reference}", reference=cases[0].reference), case_id=cases[0].id)]
    if len(cases) > MOST_OPENED:
        return [ListCases.button(_("Åpne saker"))]
    return [OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id) for case in cases]


def new_alerts(count: int, taken: int = 0) -> Card:
    """Of several at once, to everyone who is told of them: a leader too is to know that one person sent them."""
    return card(
        heading(n_("{count} nytt varsel", "{count} nye varsler", count)),
        text(_("De siste varslene kom fra én person på kort tid, og er samlet her. Hvert varsel er en egen sak.")),
        _so_many(taken, count),
        actions=[ListCases.button(_("Åpne saker"), which=CaseState.UNTAKEN.value)],
    )


def added(case: Case) -> Card:
    """To those who answer for a case: whoever alerted has added to it."""
    return card(
        heading(_("Nytt i et varsel")),
        text(_("Den som varslet, har lagt til noe i sak {reference}.", reference=case.reference)),
        actions=[OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)],
    )


def joined(case: Case) -> Card:
    return card(
        heading(_("Du er lagt til i en sak")),
        text(_("Sak {reference}.", reference=case.reference)),
        actions=[
            OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id),
            ShowCatchUp.button(_("Hva har skjedd?"), case_id=case.id),
        ],
    )


def in_need(case: Case, *, on_it: bool) -> Card:
    """To those on the case, and to the principal."""
    return card(
        heading(_("Nødtilgang er brukt")),
        text(_("En leder som ikke er med i sak {reference}, leser den i 24 timer.", reference=case.reference)),
        text(_("Hvem det er, og hvorfor, står i saken."), subtle=True) if on_it else None,
        actions=[
            OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id) if on_it else None
        ],
    )


def to_go(case: Case) -> Card:
    """To those who lead a closed case."""
    return card(
        heading(_("Sak {reference} slettes snart", reference=case.reference)),
        text(_("Åpne saken, og trykk «Når slettes saken?» for å se dagen, eller for å utsette den.")),
        actions=[OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)],
    )


def step_given(case: Case) -> Card:
    return card(
        heading(_("Du har fått et steg")),
        text(_("I sak {reference}. Skriv «mine» for å se stegene dine.", reference=case.reference)),
        actions=[OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)],
    )


def something_to_do() -> Card:
    """To whoever carries a measure out, on its case or not: no number, for it may be another's case."""
    return card(
        heading(_("Du har fått noe å gjøre")),
        text(_("Trykk «Vis», eller skriv «mine», for å se hva det er.")),
        actions=[ShowMine.button(_("Vis"))],
    )


def unreached(alert: Alert, reference: str) -> Card:
    """To the reporter: the bot has got hold of nobody. Whom to speak with stands behind «Vis»."""
    return card(
        heading(_("Varselet ditt har ikke kommet fram")),
        text(
            _(
                "Sak {reference}: Skolemiljø får ikke tak i noen av dem som skal ha varselet. **Si fra muntlig nå.**",
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


def closed(alert: Alert, reference: str, at: datetime) -> Card:
    """To the reporter. How it ended stands behind «Vis»."""
    return card(
        heading(_("Saken du varslet om, er avsluttet")),
        text(_("Sak {reference} er avsluttet {moment}.", reference=reference, moment=words.moment(at))),
        actions=[ShowAlert.button(_("Vis"), alert_id=alert.id)],
    )


def case_closed(case: Case, at: datetime) -> Card:
    """To those on the case."""
    return card(
        heading(_("Saken er avsluttet")),
        text(_("Sak {reference} er avsluttet {moment}.", reference=case.reference, moment=words.moment(at))),
        actions=[OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)],
    )


def measures_closed() -> Card:
    """To who carried something in a case without being on it: no number."""
    return card(heading(_("Saken er avsluttet")), text(_("Det du hadde å gjøre i den, er ferdig.")))


def wrong(case: Case) -> Card:
    """To those who may put it right."""
    return card(
        heading(_("Den som varslet, har gitt beskjed")),
        text(_("Sak {reference}.", reference=case.reference)),
        actions=[OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)],
    )


def received(alert: Alert, reference: str, at: datetime) -> Card:
    """To the reporter: someone has taken hold of it. No content (§ 12-4: the duty to report is done)."""
    return card(
        heading(_("Varselet ditt er tatt imot")),
        text(_("Varselet i sak {reference} er tatt imot {moment}.", reference=reference, moment=words.moment(at))),
        actions=[ShowAlert.button(_("Vis"), alert_id=alert.id)],
    )
