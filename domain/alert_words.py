"""What an alert says beyond what happened, in words."""

from domain.alert import AlertForm, Suspicion
from domain.plan import Plan


def further(form: AlertForm, plan: Plan, suspect: str) -> list[tuple[str, str]]:
    """Label and answer of what was answered; `suspect` is what the one a suspicion is against is to be called."""
    label = plan.pick_lists.label
    staff = {
        Suspicion.EMPLOYEE: suspect if form.suspect else "En ansatt, ikke navngitt",
        Suspicion.LEADERSHIP: "Noen i ledelsen",
    }
    answers = {
        "Mistanke mot ansatt": staff.get(form.suspicion, "") if form.suspicion else "",
        "Kilde": label("sources", form.source) if form.source else "",
        "Gjort med en gang": " · ".join(label("immediate_actions", action) for action in form.immediate_actions),
        "Fysisk makt": "Ja (§ 13-5)" if form.physical_intervention else "",
        "Alvorlig": "Ja" if form.serious else "",
        "Eleven har fått vite det": label("pupil_told", form.pupil_told) if form.pupil_told else "",
        "Foresatte har fått beskjed": label("guardians_told", form.guardians_told) if form.guardians_told else "",
        "Bekymring for omsorgen": "Ja (§ 24-3)" if form.care_concern else "",
        "På vegne av": form.on_behalf_of or "",
    }
    return [(name, answer) for name, answer in answers.items() if answer]
