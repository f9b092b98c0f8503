"""«Meld til barnevernet, eller skriv hvorfor ikke»: the reporter's own duty, shown to the reporter (§ 24-3)."""

from collections.abc import Sequence
from datetime import date

from cards.alert.actions import ReportCare, ShowAlert
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, buttons, card, heading, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from domain.alert.alert import Alert
from domain.event import Event
from domain.oslo import oslo_date
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded

DUTY = N_("Meld til barnevernet, eller skriv hvorfor ikke")
ONLY_YOU = N_("Svaret ser bare du. Rektor ser i saken at det er svart, og hvilken dag, ikke hva du skrev.")


def of_care(alert: Alert, answers: Sequence[Event], due: date) -> list[Card]:
    """On the own alert: the duty with its day until it is answered, and then what was answered last."""
    if not alert.form.care_concern:
        return []
    last = answers[-1] if answers else None
    told = [said(standing(last)), said(last.details.words, subtle=True)] if last else [said(_by(due))]
    title = _("Endre svaret") if last else _("Meldt, eller hvorfor ikke")
    return [
        subheading(_("Bekymring for omsorgen hjemme")),
        *told,
        *buttons(ReportCare.button(title, alert_id=alert.id, blank=True)),
    ]


def _by(due: date) -> str:
    return _("Neste steg: {duty}, senest {day}", duty=worded(DUTY), day=words.day(due))


def standing(answer: Event | None) -> str:
    """What the principal may see too."""
    if answer is None:
        return _("Den som varslet, har ikke svart ennå (§ 24-3)")
    if answer.details.day:
        return _("Meldt til barnevernet {day}", day=words.day(answer.details.day))
    return _("Ikke meldt til barnevernet, vurdert {day}", day=words.day(oslo_date(answer.at)))


def care_form(alert: Alert, school_plan: SchoolPlan, answer_id: str, filled: Filled = NOTHING) -> Card:
    choices: dict[str, Choices] = {
        "reported": [("ja", _("Ja, jeg har meldt")), ("nei", _("Nei, og jeg skriver hvorfor"))]
    }
    return card(
        heading(worded(DUTY)),
        text(school_plan.alert.care_concern),
        text(worded(ONLY_YOU), subtle=True, small=True),
        ReportCare.inputs(filled, choices=choices),
        actions=[
            ReportCare.button(_("Lagre"), alert_id=alert.id, answer_id=answer_id, style="positive"),
            ShowAlert.button(_("Tilbake"), alert_id=alert.id),
        ],
    )
