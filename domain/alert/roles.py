"""Who is what among the pupils of an alert, and on whom force was used (§ 13-5): nobody is anything by default."""

from collections.abc import Mapping
from dataclasses import replace

from domain.alert.alert import AlertForm, PupilRole
from domain.errors import Invalid
from domain.ids import PupilId

FORCE = "force_against"
SOMEBODY_ELSE = "annen"
"""Force was used on somebody who is not in the alert, or the reporter does not know on whom."""


def role_field(pupil: PupilId) -> str:
    """What the form calls the question of a pupil's role."""
    return f"roles-{pupil}"


def asks_force(form: AlertForm) -> bool:
    """With nobody chosen there is nobody to choose among."""
    return form.physical_intervention and bool(form.pupils)


def force_alone(form: AlertForm) -> bool:
    """One pupil, of whom nothing is asked but whether it was they whom force was used on."""
    return len(form.pupils) == 1 and asks_force(form) and not form.force_asked


def unanswered(form: AlertForm) -> list[Invalid]:
    """What is still to be said of who is who; nothing of a pupil alone."""
    several = form.pupils if len(form.pupils) > 1 else ()
    lacks = [Invalid(role_field(pupil), "Velg ett svar for eleven.") for pupil in several if pupil not in form.roles]
    if asks_force(form) and not form.force_asked:
        lacks.append(Invalid(FORCE, "Velg hvem du grep inn mot."))
    return lacks


def with_roles(form: AlertForm, roles: Mapping[str, str], force_against: str) -> AlertForm:
    """What was answered; of pupils who are not in the alert any more it is let be. Raises `Invalid`."""
    given = {pupil: _role(pupil, roles[pupil]) for pupil in form.pupils if roles.get(pupil)}
    if force_against and force_against not in {*form.pupils, SOMEBODY_ELSE}:
        raise Invalid(FORCE, "Velg en av elevene i listen.")
    known = force_against not in {"", SOMEBODY_ELSE}
    return replace(
        form,
        roles=given,
        force_against=PupilId(force_against) if known else None,
        force_asked=bool(force_against),
    )


def _role(pupil: PupilId, answer: str) -> PupilRole:
    if answer not in set(PupilRole):
        raise Invalid(role_field(pupil), "Velg ett svar for eleven.")
    return PupilRole(answer)


def force_recorded_in(form: AlertForm) -> int:
    """Which of the alert's cases has the record of force: that of the pupil it was used on; else the first (§ 13-5)."""
    return form.exposed.index(form.force_against) if form.force_against in form.exposed else 0


def named_violators(forms: list[AlertForm]) -> list[PupilId]:
    """Who may have violated by these alerts, in the order they were named."""
    named = (pupil for form in forms for pupil in form.pupils if form.role_of(pupil) is PupilRole.VIOLATOR)
    return list(dict.fromkeys(named))
