"""What stands first in what is handed out: what is not in it, and how it is put right."""

from collections.abc import Collection, Sequence
from datetime import datetime

from documents.parts.model import Document, Facts, Paragraph, Section
from domain.documents.subject_access import MASKED, RECTIFIED, REST, WITHHELD_LABELS, Withheld
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, worded


def cover(*, reviewed: Collection[Withheld] | None = None) -> Section:
    """The same words whether anything is left out or not. `reviewed`: of a pupil, what its maker has reviewed."""
    asked = {} if reviewed is None else WITHHELD_LABELS
    told = tuple(
        (label, _("gått gjennom før utlevering") if one in (reviewed or ()) else _("ikke med"))
        for one, label in asked.items()
    )
    return Section(
        _("Om dette dokumentet"),
        (*(Paragraph(worded(one)) for one in (REST, MASKED, RECTIFIED)), *([Facts(told)] if told else [])),
    )


def handed_out(sections: Sequence[Section], school_plan: SchoolPlan, made_at: datetime, made_by: str) -> Document:
    """What there is nothing under is left out."""
    return Document(
        title=_("Innsyn i det som er lagret om meg"),
        reference="",
        school=school_plan.school,
        law=_("Personvernforordningen artikkel 15"),
        made_at=made_at,
        made_by=made_by,
        sections=tuple(one for one in sections if one.pieces),
    )
