"""The steps that wait for the one who asks, a line each: what is pressed is the step itself."""

from dataclasses import dataclass
from datetime import date

from cards.case.actions import CaseForm, OpenCase, OpenForm
from cards.kit import wording as words
from cards.kit.elements import Card, problem, row, said
from cards.steps.actions import OpenStep
from domain.case.case import Case
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from domain.steps.wording import by_when, over_due
from domain.text.messages import _


@dataclass(frozen=True, slots=True, kw_only=True)
class MyStep:
    """An open step that waits for the one who asks."""

    case: Case
    step: Step


def step_row(waiting: MyStep, today: date) -> Card:
    case, step = waiting.case, waiting.step
    due = by_when(step, today) or _("uten frist")
    whole = OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)
    opens = _opens(waiting)
    return row(
        said(words.items([step.rule.title, _("sak {reference}", reference=case.reference)])),
        problem(over) if (over := over_due(step, today)) else said(due, subtle=True),
        opens=opens or whole,
        offers=[opens, whole] if opens else (),
    )


def _opens(waiting: MyStep) -> Card | None:
    """The step itself; to take a case is done from the case, not by opening a line of a list."""
    case, step = waiting.case, waiting.step
    about = f"{case.reference} {step.rule.title}"
    match step.rule.does:
        case Does.RECEIVE:
            return None
        case Does.OWNER_NOTICE:
            return OpenForm.button(_("Åpne steget"), about=about, case_id=case.id, form=CaseForm.OWNER_NOTICE)
        case _:
            return OpenStep.button(_("Åpne steget"), about=about, case_id=case.id, step=step.rule.id)
