"""«Skal noen ut av elevens andre saker?»: the cases by number alone."""

from collections.abc import Sequence
from typing import Any

from cards.kit.elements import Card, buttons, card, heading, text
from cards.kit.forms import NOTHING, Filled
from cards.steps.actions import TakeOffOthers
from cards.steps.steps import back
from domain.case.case import Case
from domain.steps.progress import Step
from domain.text.messages import _


def other_cases_form(
    case: Case, step: Step, others: Sequence[tuple[Case, str]], record_id: str, filled: Filled = NOTHING
) -> Card:
    """`others`: the pupil's other cases, with the names of those on them who were named in this one."""
    choices = [(one.id, _("Sak {reference}: {names}", reference=one.reference, names=names)) for one, names in others]
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id, "record_id": record_id}
    return card(
        heading(step.rule.title),
        text(step.rule.text),
        None if choices else text(_("Den det gjelder, er ikke med i noen andre åpne saker om eleven.")),
        TakeOffOthers.inputs(filled, choices={"cases": choices} if choices else {}),
        buttons(TakeOffOthers.button(_("Ferdig"), style="positive", **ids)),
        actions=[back(case)],
    )
