"""What the school found out: what was told in the steps that inquire, each with its day (§ 12-4; L1181–1229)."""

from dataclasses import replace

from documents.parts.case_material import Material
from documents.parts.chronology import pairs
from documents.parts.masks import Mask
from documents.parts.model import Piece, Table
from documents.parts.wording import day_done, title
from domain.school_plan.fields import Duty
from domain.school_plan.procedure import PROSE, Answer
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _

_TOLD = PROSE - {Answer.QUOTE}
_SHOWN = _TOLD | {Answer.PRESENT, Answer.PLACE, Answer.CHOICE}


def found(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple(
        (day_done(record), title(record, m), "\n".join(_said(record, m, mask)), mask.staff(record.by))
        for record in m.progress.records
        if _inquires(record, m)
    )
    return (Table((_("Når"), _("Hva"), _("Hva kom fram"), _("Av")), rows),) if rows else ()


def _inquires(record: StepRecord, m: Material) -> bool:
    rule = m.school_plan.procedure.by_id.get(record.step)
    told = any(given.kind in _TOLD and given.text for given in record.answers)
    return rule is not None and rule.duty is Duty.INQUIRE and record.taken is Taken.DONE and told


def _said(record: StepRecord, m: Material, mask: Mask) -> list[str]:
    """Not the day, which stands beside it; nor the pupil's words and what guardians were told, which stand apart."""
    told = tuple(given for given in record.answers if given.kind in _SHOWN)
    prose = replace(record, answers=told)
    return [f"{label}{'' if '?' in label else ':'} {value}" for label, value in pairs(prose, m, mask) if value]
