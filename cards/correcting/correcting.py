"""What a leader can put right in a case, and the forms of it. All is content: only the reply to a press (law 1)."""

from collections.abc import Mapping, Sequence

from cards.alert.roles import CHOICES
from cards.case.actions import CaseForm, OpenForm, ShowMine
from cards.case.forms import group_form, pupil_form, simple_form
from cards.correcting.actions import (
    AnotherGroup,
    AnotherPupil,
    ForceGroup,
    ForceOn,
    Misregister,
    PupilLeft,
    RightRole,
)
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, buttons, card, heading, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.steps.steps import back
from domain.alert.alert import PUPIL_ROLE_LABELS, PupilRole
from domain.case.case import Case
from domain.people.person import Pupil
from domain.school_plan.procedure import StepRule
from domain.steps.progress import Step
from domain.text.messages import _


def correcting_card(case: Case, *, roles: bool) -> Card:
    """`roles`: its alerts name pupils who have no case by them."""

    def form(title: str, which: CaseForm) -> Card:
        return OpenForm.button(title, case_id=case.id, form=which)

    merged = bool(case.merged_from)
    return card(
        heading(_("Rett eller avslutt sak {reference}", reference=case.reference)),
        text(_("Historien beholder det som var. Fristene løper fra samme dag.")),
        subheading(_("Noe er feil")),
        text(_("Saken er slått sammen av flere. Del dem opp igjen først, så kan hver av dem rettes."))
        if merged
        else None,
        buttons(
            form(_("Gjelder en annen elev"), CaseForm.ANOTHER_PUPIL) if case.pupil_id and not merged else None,
            form(_("Rett en rolle"), CaseForm.RIGHT_ROLE) if roles else None,
        ),
        subheading(_("Saken skal avsluttes uten elevens ord")),
        buttons(
            form(_("Feilregistrert"), CaseForm.MISREGISTER) if not merged else None,
            form(_("Eleven har sluttet på skolen"), CaseForm.PUPIL_LEFT) if case.pupil_id else None,
        ),
        actions=[back(case)],
    )


def another_group_form(case: Case, groups: Sequence[str], filled: Filled = NOTHING) -> Card:
    lead = [
        _("De som er med fordi de har klassen, byttes ut med dem som har klassen til den riktige eleven."),
        _("Står den riktige eleven i varselet fra før, bytter de to rolle."),
    ]
    title = _("Hvilken klasse går den riktige eleven i?")
    return group_form(case, title, AnotherGroup, groups, lead=lead, filled=filled)


def another_pupil_form(
    case: Case, group: str, pupils: Sequence[Pupil], record_id: str, filled: Filled = NOTHING
) -> Card:
    title = _("Hvem gjelder sak {reference}?", reference=case.reference)
    return pupil_form(case, title, AnotherPupil, group, pupils, filled=filled, record_id=record_id)


def force_group_form(case: Case, incident_id: str, groups: Sequence[str], filled: Filled = NOTHING) -> Card:
    lead = [_("Dokumentasjonen og beskjeden til foresatte gjelder den eleven (§ 13-5).")]
    title = _("Hvem ble det grepet inn mot?")
    return group_form(case, title, ForceGroup, groups, lead=lead, filled=filled, incident_id=incident_id)


def force_on_form(
    case: Case, ids: Mapping[str, str], pupils: Sequence[Pupil], record_id: str, filled: Filled = NOTHING
) -> Card:
    kept = {"incident_id": ids["incident_id"], "record_id": record_id}
    return pupil_form(case, _("Hvem ble det grepet inn mot?"), ForceOn, ids["group"], pupils, filled=filled, **kept)


def no_longer_on(case: Case) -> Card:
    """The one who put it right was there by the wrong pupil's class or grade alone."""
    return card(
        heading(_("Sak {reference} er rettet", reference=case.reference)),
        text(_("Etter planens regler er det andre som har saken nå, og du er ikke lenger med i den.")),
        actions=[ShowMine.button(_("Mine oppgaver"))],
    )


def role_form(case: Case, roles: Mapping[Pupil, PupilRole], record_id: str, filled: Filled = NOTHING) -> Card:
    choices: dict[str, Choices] = {
        "pupil": [(pupil.id, _named(pupil, role)) for pupil, role in roles.items()],
        "role": [(role.value, CHOICES[role]) for role in PupilRole if role is not PupilRole.UNSURE],
    }
    lead = [_("En elev som varselet gjelder, får en egen sak.")]
    title = _("Rett en rolle i sak {reference}", reference=case.reference)
    return simple_form(case, title, RightRole, choices, lead=lead, filled=filled, record_id=record_id)


def _named(pupil: Pupil, role: PupilRole) -> str:
    label = PUPIL_ROLE_LABELS[role]
    return _("{name}, {group} ({role})", name=pupil.name, group=pupil.school_class, role=label)


def misregister_form(case: Case, by_law: Sequence[StepRule], record_id: str, filled: Filled = NOTHING) -> Card:
    lead = [
        _("Saken avsluttes uten elevens egne ord. Det er bare for det som aldri skulle vært en sak."),
        _("Den som varslet, og de som er med, får vite at saken er avsluttet. Den kan åpnes igjen."),
    ]
    if titles := [rule.title for rule in by_law]:
        told = _(
            "Loven krever disse stegene, og de faller bort når saken avsluttes slik: {titles}. Bare rektor eller "
            "stedfortreder kan bestemme det.",
            titles=words.items(titles),
        )
        lead.append(told)
    title, button = _("Avslutt sak {reference} som feilregistrert", reference=case.reference), _("Avslutt saken")
    return simple_form(case, title, Misregister, {}, lead=lead, button=button, filled=filled, record_id=record_id)


def left_form(case: Case, undone: Sequence[Step], record_id: str, filled: Filled = NOTHING) -> Card:
    """What was not done is shown, and what of it the law asks for all the same."""
    by_law = [step.rule.title for step in undone if step.rule.before_closing]
    others = [step.rule.title for step in undone if not step.rule.before_closing]
    lead = [
        _("Skriv bare hvis eleven har sluttet. Ingenting sendes til den nye skolen."),
        _("Den som varslet, og de som er med, får vite at saken er avsluttet, ikke hvorfor."),
    ]
    if by_law:
        lead.append(
            _(
                "Loven krever dette også når eleven slutter: {titles}. Gjør det, eller skriv hvorfor det ikke går.",
                titles=words.items(by_law),
            )
        )
    if others:
        lead.append(_("Ikke gjort, og står slik i historien: {titles}.", titles=words.items(others)))
    title, button = _("Avslutt sak {reference}: eleven har sluttet", reference=case.reference), _("Avslutt saken")
    return simple_form(case, title, PupilLeft, {}, lead=lead, button=button, filled=filled, record_id=record_id)
