"""The reporter's own view of what was sent, and what can still be added to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.alert.actions import (
    AddToAlert,
    IdentifiedFromAlert,
    IdentifyFromAlert,
    NameFromAlert,
    ShowAlert,
)
from cards.alert.care import of_care
from cards.alert.receipt import content, phone_numbers, told_lines
from cards.case.actions import SayWord
from cards.correcting.actions import SayWrong
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, buttons, card, facts, heading, problem, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from domain.alert.alert import Alert, Suspicion
from domain.event import Event, EventKind
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has become of an alert: what its reporter added, that it was received, whether no more can be added, whether
    nobody knows yet who the pupil is, and by when to find out; and what was answered of a concern for the care at home,
    or by when it is to be.
    """

    additions: Sequence[Event]
    received: Sequence[str]
    closed: bool = False
    unknown: bool = False
    identify_by: date | None = None
    care: Sequence[Event] = ()
    care_by: date = date.min


def own_alert(
    alert: Alert,
    school_plan: SchoolPlan,
    pupils: Sequence[Pupil],
    suspect: str,
    since: Since,
    addition_id: str,
    filled: Filled = NOTHING,
) -> Card:
    """The reporter may always see the own alert, who was told, and that someone has taken it; not the case."""
    adds = not since.closed or bool(filled.values)
    return card(
        heading(_("Varselet ditt")),
        facts(
            {
                _("Saksnummer"): words.listing(alert.every_case.values()),
                _("Sendt"): words.moment(alert.sent_at),
                _("Sendt til"): words.listing(told_lines(alert.told)) or _("ingen"),
            }
        ),
        _ring(alert, school_plan),
        [text(line) for line in since.received] or text(_("Ingen har tatt imot varselet ennå."), subtle=True),
        subheading(_("Dette skrev du")),
        content(alert.form, school_plan, pupils, suspect),
        [piece for event in since.additions for piece in _addition(event)],
        [*_known_later(alert, since), *of_care(alert, since.care, since.care_by)],
        text(_("Saken er avsluttet. Skriv et nytt varsel.")) if since.closed else None,
        AddToAlert.inputs(filled) if adds else None,
        actions=_adding(alert, addition_id, adds=adds, closed=since.closed),
    )


def _adding(alert: Alert, addition_id: str, *, adds: bool, closed: bool) -> list[Card | None]:
    """What has been written is given back also when the case is closed."""
    add = AddToAlert.button(_("Legg til"), alert_id=alert.id, addition_id=addition_id, style="positive")
    anew = SayWord.button(_("Skriv et nytt varsel"), word="varsle", blank=True)
    return [anew if closed else None, add if adds else None]


def _ring(alert: Alert, school_plan: SchoolPlan) -> list[Card]:
    """Whom to speak with: always for an alert past the school, and for one the bot can bring to nobody."""
    if alert.ring and alert.form.suspicion is Suspicion.NONE:
        return [
            problem(_("Vi får ikke tak i noen av dem som skal ha varselet. Si fra til rektor muntlig med en gang."))
        ]
    if alert.ring:
        return [problem(_("Vi får ikke tak i noen av dem som skal ha varselet. Ring:")), *phone_numbers(school_plan)]
    past_the_school = any(told.role == school_plan.routing.leadership_suspected for told in alert.told)
    return [text(school_plan.alert.leadership_suspected), *phone_numbers(school_plan)] if past_the_school else []


def _known_later(alert: Alert, since: Since) -> list[Card]:
    by = since.identify_by
    find_out = said(_("Neste steg: Finn ut hvem eleven er, senest {day}", day=words.day(by))) if by else None
    identify = IdentifyFromAlert.button(_("Jeg vet hvem eleven er"), alert_id=alert.id, blank=True)
    title = _("Navngi en til") if alert.form.suspect else _("Navngi den ansatte")
    name = NameFromAlert.button(title, alert_id=alert.id, blank=True)
    about_staff = alert.form.suspicion is not Suspicion.NONE
    wrong = SayWrong.button(_("Dette ble feil"), alert_id=alert.id, blank=True)
    shown = buttons(identify if since.unknown else None, name if about_staff else None, None if since.closed else wrong)
    return [find_out, *shown] if find_out else shown


def _addition(event: Event) -> list[Card]:
    return [
        text(_when_added(event), subtle=True, small=True),
        said(event.details.words),
    ]


def _when_added(event: Event) -> str:
    moment = words.moment(event.at)
    if event.kind is EventKind.ALERT_WRONG:
        return _("Du sa fra om at dette ble feil {moment}", moment=moment)
    return _("Lagt til {moment}", moment=moment)


def identify_card(
    alert: Alert, groups: Sequence[str], *, group: str = "", pupils: Sequence[Pupil] = (), filled: Filled = NOTHING
) -> Card:
    """The reporter has found out who the pupil is: first the class, then the pupil."""
    if group:
        choices: dict[str, Choices] = {"pupil": words.pupil_choices(pupils)}
        inputs = IdentifiedFromAlert.inputs(filled, choices=choices)
        send = IdentifiedFromAlert.button(_("Det er denne eleven"), alert_id=alert.id, group=group, style="positive")
    else:
        inputs = IdentifyFromAlert.inputs(filled, choices={"group": [(g, g) for g in groups]})
        send = IdentifyFromAlert.button(_("Vis elevene"), alert_id=alert.id, style="positive")
    return card(
        heading(_("Hvem er eleven?")), inputs, actions=[send, ShowAlert.button(_("Tilbake"), alert_id=alert.id)]
    )


def name_card(
    alert: Alert, school_plan: SchoolPlan, people: Choices, naming_id: str, *, taken: bool, filled: Filled = NOTHING
) -> Card:
    """§ 12-5: the one named is barred from the case from then on; when it has been taken it is a new alert (law 3)."""
    return card(
        heading(_("Hvem gjelder mistanken?")),
        text(school_plan.alert.employee_suspected),
        text(
            _(
                "Varselet er tatt imot. "
                "Det blir et nytt varsel med det du skrev, som om du hadde navngitt den første gang."
            )
        )
        if taken
        else None,
        NameFromAlert.inputs(filled, choices={"suspect": people}),
        actions=[
            NameFromAlert.button(
                _("Send varselet") if taken else _("Lagre"), alert_id=alert.id, naming_id=naming_id, style="positive"
            ),
            ShowAlert.button(_("Tilbake"), alert_id=alert.id),
        ],
    )
