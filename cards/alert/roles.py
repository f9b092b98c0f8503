"""Who is what: asked of two pupils or more, with nobody chosen beforehand; and on whom force was used (§ 13-5)."""

from collections.abc import Sequence

from cards.alert.actions import RolesPage
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, card, heading, text
from cards.kit.forms import NOTHING, Ask, Filled
from domain.alert.alert import AlertForm, Draft, Go, PupilRole
from domain.alert.roles import FORCE, SOMEBODY_ELSE, asks_force, force_alone, role_field
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _

CHOICES = Labels(
    {
        PupilRole.EXPOSED: N_("Har det ikke trygt og godt"),
        PupilRole.VIOLATOR: N_("Kan ha krenket"),
        PupilRole.WITNESS: N_("Så eller hørte det"),
        PupilRole.UNSURE: N_("Usikker"),
    }
)


def roles_page(draft: Draft, school_plan: SchoolPlan, pupils: Sequence[Pupil], filled: Filled = NOTHING) -> Card:
    """A pupil alone has a role only when the reporter has come here to say so; not when only force is asked about."""
    form, names = draft.form, words.pupil_names(pupils)
    asks, inputs = RolesPage.asks(), Filled(_values(form) | dict(filled.values), filled.errors)
    of_roles = not force_alone(form)
    of = pupils if of_roles else ()
    asked = {role_field(p.id): Ask(names[p.id], expanded=True, required=True, kind=str) for p in of}
    choices: dict[str, Choices] = {field: [*CHOICES.items()] for field in asked}
    if asks_force(form):
        asked[FORCE] = asks[FORCE]
        choices[FORCE] = [*names.items(), (SOMEBODY_ELSE, _("En annen, eller jeg vet ikke hvem"))]
    return card(
        heading(_("Hvem er hvem?") if of_roles else _("Om inngrepet")),
        _who_gets_a_case() if of_roles else None,
        RolesPage.inputs(inputs, choices=choices, asked=asked, above={FORCE: _of_force(school_plan)}),
        actions=[
            RolesPage.button(_("Videre"), draft_id=draft.id, to=Go.REVIEW, style="positive"),
            RolesPage.button(_("Tilbake"), draft_id=draft.id, to=Go.FACTS),
            RolesPage.button(_("Lagre utkast"), draft_id=draft.id, to=Go.PUT_AWAY),
        ],
    )


def _who_gets_a_case() -> Card:
    return text(_("Den som ikke har det trygt og godt, får en sak. Det får også den du er usikker på."), subtle=True)


def _of_force(school_plan: SchoolPlan) -> Card:
    other = _("Står eleven ikke i listen? Trykk «Tilbake», og velg eleven der også.")
    return text(f"{school_plan.alert.physical_intervention.text} {other}", subtle=True, small=True)


def _values(form: AlertForm) -> dict[str, str]:
    """What has been answered; nothing for those who have not been asked of, but a pupil alone is exposed."""
    known = form.pupils if len(form.pupils) == 1 else form.roles
    against = form.force_against or (SOMEBODY_ELSE if form.force_asked else "")
    return {role_field(pupil): form.role_of(pupil).value for pupil in known} | {FORCE: against}
