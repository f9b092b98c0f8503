"""What an alert says beyond what happened, in words."""

from collections.abc import Callable

from domain.alert.alert import AlertForm, Suspicion
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _


def further(
    form: AlertForm, school_plan: SchoolPlan, suspect: str, written: Callable[[str], str] = str
) -> list[tuple[str, str]]:
    """Label and answer of what was answered; `suspect` is what the one a suspicion is against is to be called, and what
    a person wrote stands as `written` gives it.

    A concern for the care at home is not among it: that is for the reporter and the principal (§ 24-3).
    """
    label = school_plan.pick_lists.label
    staff = {
        Suspicion.EMPLOYEE: suspect if form.suspect else _("En ansatt, ikke navngitt"),
        Suspicion.LEADERSHIP: _("Noen i ledelsen"),
    }
    answers = (
        (_("Mistanke om at en ansatt har krenket eleven"), staff.get(form.suspicion, "") if form.suspicion else ""),
        (_("Kilde"), label("sources", form.source) if form.source else ""),
        (_("Gjort med en gang"), " · ".join(label("immediate_actions", action) for action in form.immediate_actions)),
        (_("Fysisk inngrep"), _("Ja (§ 13-5)") if form.physical_intervention else ""),
        (_("Alvorlig"), _("Ja") if form.serious else ""),
        (_("Eleven har fått vite det"), label("pupil_told", form.pupil_told) if form.pupil_told else ""),
        (_("Foresatte har fått beskjed"), label("guardians_told", form.guardians_told) if form.guardians_told else ""),
        (_("På vegne av"), written(form.on_behalf_of or "")),
    )
    return [(name, answer) for name, answer in answers if answer]
