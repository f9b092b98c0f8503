"""What follows the alert's form: the last look, the receipt, and the reporter's own view of what was sent."""

from collections.abc import Sequence
from datetime import date

from cards import words
from cards.alert_actions import (
    AddToAlert,
    CancelAlert,
    IdentifiedFromAlert,
    IdentifyFromAlert,
    NameFromAlert,
    SendAlert,
    ShowAlert,
    TurnPage,
)
from cards.elements import Card, Choices, buttons, card, facts, heading, points, problem, said, subheading, text
from cards.forms import NOTHING, Filled
from domain.alert import PUPIL_ROLE_LABELS, Alert, AlertForm, Draft, Page, Suspicion, Told
from domain.alert_words import further
from domain.event import Event
from domain.people import ROLE_LABELS, Pupil
from domain.plan import Plan
from domain.routing import roles_told
from domain.terms import Duty


def review_page(
    draft: Draft, plan: Plan, pupils: Sequence[Pupil], told: Sequence[Told], suspicion: Suspicion, suspect: str
) -> Card:
    """The last look: where it goes, and what it says."""
    form = draft.form
    return card(
        heading("Se over før du sender"),
        _destination(plan, told, suspicion),
        None if form.exposed or not form.pupils else text(f"**Ingen er valgt som utsatt.** {plan.alert.unknown_pupil}"),
        content(form, plan, pupils, suspect),
        actions=[
            SendAlert.button("Send varsel", draft_id=draft.id, style="positive"),
            TurnPage.button("Endre", draft_id=draft.id, page=Page.FACTS),
            TurnPage.button("Legg til mer", draft_id=draft.id, page=Page.MORE),
            CancelAlert.button("Avbryt", draft_id=draft.id),
        ],
    )


def _destination(plan: Plan, told: Sequence[Told], suspicion: Suspicion) -> list[Card]:
    if suspicion is Suspicion.LEADERSHIP:
        return [
            text("**Dette sendes ikke til noen på skolen.**"),
            text(plan.alert.leadership_suspected),
            *phone_numbers(plan),
            *([text("Skoleeiers kontaktperson får også beskjed her i Teams.")] if told else []),
        ]
    to = words.roles(roles_told(told))
    lines = [text(f"**Dette sendes til:** {to}." if told else "**Boten når ingen av dem som skal ha varselet.**")]
    if suspicion is Suspicion.EMPLOYEE:
        lines.append(text(plan.alert.employee_suspected))
    if not told:
        lines.append(text("Si fra til rektor muntlig med en gang. Varselet blir lagret og kan åpnes av rektor."))
    return lines


def phone_numbers(plan: Plan) -> list[Card]:
    """Whom to ring outside the school. A blank one says so, rather than nothing."""
    contacts = (plan.contacts.school_owner, plan.contacts.school_owner_director)
    return facts({c.title: " ".join(filter(None, (c.name, c.phone))) or "nummeret er ikke fylt inn" for c in contacts})


def content(form: AlertForm, plan: Plan, pupils: Sequence[Pupil], suspect: str) -> list[Card]:
    """All that the alert says. Only ever in the reply to a press (law 1)."""
    label = plan.pick_lists.label
    who = words.items(f"{p.name}, {p.school_class} ({PUPIL_ROLE_LABELS[form.role_of(p.id)]})" for p in pupils)
    happened = {
        "Elever" if len(pupils) > 1 else "Elev": who or "Ikke kjent",
        "Hva": words.items(label("kinds", kind) for kind in form.kinds),
        "Når": words.moment(form.occurred_at) if form.occurred_at else None,
        "Hvor": label("places", form.place) if form.place else None,
    }
    return [*facts(happened), said(form.facts), *facts(dict(further(form, plan, suspect)))]


def receipt(alert: Alert, plan: Plan, acknowledge_by: date, start_meeting_by: date) -> Card:
    """Content-free: the reply and the message in the chat are this same card (law 1).

    Whom a suspicion against staff went to is not said here, but behind «Vis»: a role could point at someone.
    """
    ordinary = alert.form.suspicion is Suspicion.NONE
    to = words.roles(roles_told(alert.told))
    return card(
        heading("Varselet er sendt"),
        facts(
            {
                "Referanse": words.listing(alert.references),
                "Sendt": words.moment(alert.sent_at),
                "Sendt til": (to or "ingen") if ordinary else "trykk «Vis»",
            }
        ),
        _done_or_say_it(alert),
        subheading("Hva skjer nå?"),
        points(
            [
                f"Varselet skal tas imot senest {words.day(acknowledge_by)}, raskere når det er alvorlig",
                f"Det skal kalles inn til oppstartsmøte senest {words.day(start_meeting_by)}",
                "Du får beskjed her når noen har tatt imot det.",
            ]
        ),
        subheading("Din plikt videre"),
        points(plan.guidance_for(Duty.ALERT).points[:3]),
        actions=[ShowAlert.button("Vis", alert_id=alert.id)],
    )


def _done_or_say_it(alert: Alert) -> Card:
    """The duty is done when someone has been told; until then it must be said aloud."""
    if alert.ring:
        return problem("Boten når ikke dem som skal ha varselet. Si fra muntlig nå. Trykk «Vis» for å se til hvem.")
    return text("Takk. Du har gjort plikten din til å varsle.")


def told_lines(told: Sequence[Told]) -> list[str]:
    return [
        ROLE_LABELS[t.role].lower() + (f" (i stedet for {ROLE_LABELS[t.instead_of].lower()})" if t.instead_of else "")
        for t in told
    ]


def own_alert(
    alert: Alert,
    plan: Plan,
    pupils: Sequence[Pupil],
    suspect: str,
    additions: Sequence[Event],
    received: Sequence[str],
    addition_id: str,
    filled: Filled = NOTHING,
) -> Card:
    """The reporter may always see the own alert, who was told, and that someone has taken it; not the case."""
    return card(
        heading("Varselet ditt"),
        facts(
            {
                "Referanse": words.listing(alert.references),
                "Sendt": words.moment(alert.sent_at),
                "Sendt til": words.listing(told_lines(alert.told)) or "ingen",
            }
        ),
        _ring(alert, plan),
        [text(line) for line in received] or text("Ingen har tatt imot saken ennå.", subtle=True),
        subheading("Dette skrev du"),
        content(alert.form, plan, pupils, suspect),
        [piece for event in additions for piece in _addition(event)],
        _known_later(alert),
        AddToAlert.inputs(filled),
        actions=[AddToAlert.button("Legg til", alert_id=alert.id, addition_id=addition_id, style="positive")],
    )


def _ring(alert: Alert, plan: Plan) -> list[Card]:
    """Whom to speak with: always for an alert past the school, and for one the bot can bring to nobody."""
    if alert.ring and alert.form.suspicion is Suspicion.NONE:
        return [problem("Boten når ingen av dem som skal ha varselet. Si fra til rektor muntlig med en gang.")]
    if alert.ring:
        return [problem("Boten når ingen av dem som skal ha varselet. Ring:"), *phone_numbers(plan)]
    past_the_school = any(told.role is plan.routing.leadership_suspected for told in alert.told)
    return [text(plan.alert.leadership_suspected), *phone_numbers(plan)] if past_the_school else []


def _known_later(alert: Alert) -> Card | None:
    identify = IdentifyFromAlert.button("Jeg vet hvem eleven er", alert_id=alert.id, blank=True)
    name = NameFromAlert.button("Navngi den ansatte", alert_id=alert.id, blank=True)
    unnamed = alert.form.suspicion is not Suspicion.NONE and alert.form.suspect is None
    offered = ([] if alert.form.exposed else [identify]) + ([name] if unnamed else [])
    return buttons(*offered) if offered else None


def _addition(event: Event) -> list[Card]:
    return [text(f"Lagt til {words.moment(event.at)}", subtle=True, small=True), said(event.text)]


def identify_card(
    alert: Alert, groups: Sequence[str], *, group: str = "", pupils: Sequence[Pupil] = (), filled: Filled = NOTHING
) -> Card:
    """The reporter has found out who the pupil is: first the class, then the pupil."""
    if group:
        choices: dict[str, Choices] = {"pupil": words.pupil_choices(pupils)}
        inputs = IdentifiedFromAlert.inputs(filled, choices=choices)
        send = IdentifiedFromAlert.button("Det er denne eleven", alert_id=alert.id, group=group, style="positive")
    else:
        inputs = IdentifyFromAlert.inputs(filled, choices={"group": [(g, g) for g in groups]})
        send = IdentifyFromAlert.button("Vis elevene", alert_id=alert.id, style="positive")
    return card(heading("Hvem er eleven?"), inputs, actions=[send, ShowAlert.button("Tilbake", alert_id=alert.id)])


def name_card(alert: Alert, plan: Plan, people: Choices, filled: Filled = NOTHING) -> Card:
    """§ 12-5: the one named is barred from the case from then on (law 3)."""
    return card(
        heading("Hvem gjelder mistanken?"),
        text(plan.alert.employee_suspected),
        NameFromAlert.inputs(filled, choices={"suspect": people}),
        actions=[
            NameFromAlert.button("Lagre", alert_id=alert.id, style="positive"),
            ShowAlert.button("Tilbake", alert_id=alert.id),
        ],
    )
