"""Each time the case was closed: without what, why, and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from documents.parts.case_material import Material
from domain.event import Event
from domain.ids import PersonId
from domain.lateness.first_days import ENDED
from domain.school_plan.procedure import Does
from domain.steps.closing import WHY
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _


@dataclass(frozen=True, slots=True)
class Ended:
    """`without`: the steps that were not done. `why` is as it was written, not masked."""

    at: datetime
    by: PersonId | None
    without: tuple[str, ...]
    why: str


def endings(m: Material) -> Iterator[Ended]:
    """By its last step, or because the pupil had left, or it was registered wrongly."""
    does = m.school_plan.procedure.does
    for record in m.progress.records:
        if record.taken is Taken.DONE and does(record.step) is Does.CLOSE:
            yield Ended(record.at, record.by, record.not_done, _why(record))
    for item in m.items:
        if isinstance(item, Event) and item.kind in ENDED:
            yield Ended(item.at, item.by, item.details.steps, item.details.reason)


def _why(record: StepRecord) -> str:
    given = record.answer(WHY)
    return _("Saken ble avsluttet: {reason}", reason=given.text) if given else ""
