"""What follows the alert's form: the last look, and the receipt."""

from collections.abc import Sequence
from datetime import date

from cards.alert.actions import (
    CancelAlert,
    SendAlert,
    ShowAlert,
    TurnPage,
)
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, facts, heading, points, problem, said, subheading, text
from domain.alert.alert import PUPIL_ROLE_LABELS, Alert, AlertForm, Draft, Page, Suspicion, Told
from domain.alert.routing import roles_told
from domain.alert.wording import further
from domain.case.deadlines import acknowledge_due, care_report_due, identify_pupil_due, start_meeting_due
from domain.ids import PupilId
from domain.people.person import Pupil, Role, in_a_sentence
from domain.privacy.coach import Advice
from domain.school_plan.fields import Duty
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, n_


def review_page(
    draft: Draft,
    school_plan: SchoolPlan,
    pupils: Sequence[Pupil],
    told: Sequence[Told],
    suspicion: Suspicion,
    suspect: str,
    advice: Advice,
) -> Card:
    """The last look: where it goes, what it says, and what may be said in another way; it is sent all the same."""
    form = draft.form
    return card(
        heading(_("Se over før du sender")),
        _destination(school_plan, told, suspicion),
        None
        if form.exposed or not form.pupils
        else text(_("**Ingen er valgt som eleven det gjelder.** {advice}", advice=school_plan.alert.unknown_pupil)),
        content(form, school_plan, pupils, suspect),
        _looked_over(advice),
        [text(_("**Du er bekymret for omsorgen hjemme.**")), text(school_plan.alert.care_concern, subtle=True)]
        if form.care_concern
        else None,
        buttons(TurnPage.button(_("Endre rolle"), draft_id=draft.id, page=Page.ROLES)) if pupils else None,
        actions=[
            SendAlert.button(_("Send varselet"), draft_id=draft.id, style="positive"),
            TurnPage.button(_("Endre"), draft_id=draft.id, page=Page.FACTS),
            TurnPage.button(_("Legg til mer"), draft_id=draft.id, page=Page.MORE),
            CancelAlert.button(_("Avbryt"), draft_id=draft.id),
        ],
    )


def _looked_over(advice: Advice) -> list[Card]:
    """Of what the person wrote: `said`."""
    if not advice.lines:
        return []
    calm = _("Se gjerne over teksten. Du kan også sende den som den er, og legge til mer siden.")
    return [subheading(_("Før du sender")), *[said(line) for line in advice.lines], text(calm, subtle=True)]


def _destination(school_plan: SchoolPlan, told: Sequence[Told], suspicion: Suspicion) -> list[Card]:
    if suspicion is Suspicion.LEADERSHIP:
        return [
            text(_("**Dette sendes ikke til noen på skolen.**")),
            text(school_plan.alert.leadership_suspected),
            *phone_numbers(school_plan),
            *([text(_("Skoleeiers kontaktperson får også beskjed her i Teams."))] if told else []),
        ]
    to = words.roles(roles_told(told))
    lines = [
        text(
            _("**Dette sendes til:** {roles}.", roles=to)
            if told
            else _("**Vi får ikke tak i noen av dem som skal ha varselet.**")
        )
    ]
    if suspicion is Suspicion.EMPLOYEE:
        lines.append(text(school_plan.alert.employee_suspected))
        if school_plan.routing.hide_reporter:
            lines.append(
                text(_("På skolen får bare rektor, eller den som er i rektors sted, se at det er du som varsler."))
            )
    if not told:
        lines.append(text(_("Si fra til rektor muntlig med en gang. Varselet blir lagret og kan åpnes av rektor.")))
    return lines


def phone_numbers(school_plan: SchoolPlan) -> list[Card]:
    """Whom to ring outside the school: who has a number; that none has is said, rather than nothing."""
    contacts = (school_plan.contacts.school_owner, school_plan.contacts.school_owner_director)
    known = [one for one in contacts if one.phone] or contacts[:1]
    blank = _("nummeret er ikke fylt inn")
    return facts({one.title: " ".join(filter(None, (one.name, one.phone or blank))) for one in known})


def content(form: AlertForm, school_plan: SchoolPlan, pupils: Sequence[Pupil], suspect: str) -> list[Card]:
    """All that the alert says. Only ever in the reply to a press (law 1)."""
    label = school_plan.pick_lists.label
    names = words.pupil_names(pupils)
    who = words.items(f"{name} ({PUPIL_ROLE_LABELS[form.role_of(pupil)]})" for pupil, name in names.items())
    against = names.get(form.force_against or PupilId("")) or _("en annen, eller ikke kjent")
    happened = {
        n_("Elev", "Elever", max(len(pupils), 1)): who or _("Ikke kjent"),
        _("Hva"): words.items(label("kinds", kind) for kind in form.kinds),
        _("Når"): words.happened(form.occurred_at) if form.occurred_at else None,
        _("Hvor"): label("places", form.place) if form.place else None,
        _("Grep inn fysisk mot"): against if form.physical_intervention and form.force_asked else None,
    }
    return [*facts(happened), said(form.facts), *facts(dict(further(form, school_plan, suspect)))]


def receipt(alert: Alert, school_plan: SchoolPlan) -> Card:
    """Content-free: the reply and the message in the chat are this same card (law 1).

    Whom a suspicion against staff went to is not said here, but behind «Vis»: a role could point at someone.
    """
    ordinary = alert.form.suspicion is Suspicion.NONE
    to = words.roles(roles_told(alert.told))
    return card(
        heading(_("Varselet er sendt")),
        facts(
            {
                _("Saksnummer"): words.listing(alert.references),
                _("Sendt"): words.moment(alert.sent_at),
                _("Sendt til"): (to or _("ingen")) if ordinary else None,
            }
        ),
        _done_or_say_it(alert, school_plan),
        subheading(_("Hva skjer nå?")),
        points(_what_happens(alert, school_plan)),
        _portal(alert, school_plan),
        subheading(_("Din plikt videre")),
        text(_your_step(identify_pupil_due(alert.sent_at, school_plan))) if not alert.form.exposed else None,
        text(_your_step(care_report_due(alert.sent_at, school_plan))) if alert.form.care_concern else None,
        points([*school_plan.guidance_for(Duty.ALERT).points[:3], *school_plan.platforms.told("intervening")]),
        actions=[ShowAlert.button(_("Vis"), alert_id=alert.id)],
    )


def _your_step(due: date) -> str:
    """What it is stands behind «Vis»."""
    return _("Senest {day}: **neste steg er ditt**. Trykk «Vis».", day=words.day(due))


def _done_or_say_it(alert: Alert, school_plan: SchoolPlan) -> Card:
    """The law names the principal (§ 12-4): told, or whoever stands in. Until someone is told it must be said aloud."""
    if alert.ring:
        return problem(
            _("Vi får ikke tak i dem som skal ha varselet. Si fra muntlig nå. Trykk «Vis» for å se til hvem.")
        )
    told = {school_plan.role_kinds.get(role) for one in alert.told for role in (one.role, one.instead_of) if role}
    if Role.PRINCIPAL in told and alert.form.suspicion is Suspicion.NONE:
        return text(_("Takk. Du har varslet rektor (§ 12-4)."))
    return text(_("Takk for at du sier fra."))


def _what_happens(alert: Alert, school_plan: SchoolPlan) -> list[str]:
    """Each kind of alert has its own clocks: nobody at the school calls a meeting about one past it (§ 12-5)."""
    ordinary = alert.form.suspicion is Suspicion.NONE
    by = acknowledge_due(alert.sent_at, school_plan, serious=alert.form.serious or not ordinary)
    taken = _("Varselet skal tas imot senest {moment}.", moment=words.moment(by))
    told = _("Du får beskjed her når noen har tatt imot det.")
    if not ordinary:
        return [_("Varselet går straks til den som skal ha det. Trykk «Vis» for å se mer."), taken, told]
    meeting = words.day(start_meeting_due(alert.sent_at, school_plan))
    called = _("Det skal kalles inn til oppstartsmøte senest {day}.", day=meeting)
    return [taken, called, told]


def _portal(alert: Alert, school_plan: SchoolPlan) -> Card | None:
    """The old form reaches the school's leadership: never asked for when somebody who works here is suspected."""
    portal = school_plan.alert.portal
    if portal is None or alert.form.suspicion is not Suspicion.NONE:
        return None
    return text(_("**Gjør også dette:** {text}", text=portal.text) if portal.still else portal.text)


def told_lines(told: Sequence[Told]) -> list[str]:
    return [_told_line(in_a_sentence(t.role), t.instead_of) for t in told]


def _told_line(role: str, instead_of: str | None) -> str:
    if instead_of is None:
        return role
    return _("{role} (i stedet for {other})", role=role, other=in_a_sentence(instead_of))
