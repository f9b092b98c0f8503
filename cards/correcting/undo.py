"""The form by which a step is taken back."""

from typing import Any

from cards.correcting.actions import UndoStep
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from cards.kit.forms import NOTHING, Filled
from cards.steps.actions import OpenStep
from domain.case.case import Case
from domain.steps.progress import Step
from domain.steps.record import StepRecord
from domain.text.messages import _


def undo_form(
    case: Case, step: Step, last: StepRecord, record_id: str, *, asks: bool, filled: Filled = NOTHING
) -> Card:
    """`asks`: a reason is needed."""
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id, "record_id": record_id, "undoes": last.id}
    return card(
        heading(_("Angre: {title}", title=step.rule.title)),
        text(_("Gjort {moment}. Steget blir åpent igjen med fristen det hadde.", moment=words.moment(last.at))),
        text(_("Historien viser både at det ble gjort og at det ble angret.")),
        text(_("Den som fikk et steg, blir med i saken.")),
        text(_("En trygghetsperson som bare er med på grunn av dette steget, tas ut av saken.")),
        UndoStep.inputs(filled) if asks else None,
        actions=[
            UndoStep.button(_("Angre"), style="destructive", **ids),
            OpenStep.button(_("Tilbake"), case_id=case.id, step=step.rule.id),
        ],
    )
