"""Days, moments and titles as documents write them."""

from datetime import date, datetime

from documents.parts.case_material import Material
from domain.oslo import oslo_date
from domain.steps.record import StepRecord
from domain.steps.wording import headline
from domain.text.messages import _
from domain.text.moments import full_day, in_a_letter, moment

__all__ = ["day", "day_of", "in_a_letter", "moment", "title", "when_and_who"]


def day(when: date | None) -> str:
    return full_day(when) if when else ""


def day_of(record: StepRecord) -> date:
    """The day it was done, by what was told (Oslo)."""
    return record.on or oslo_date(record.at)


def when_and_who(at: datetime | None, who: str) -> str:
    """«23.11.2026 kl. 12.41 av Kari»"""
    return _("{moment} av {who}", moment=moment(at) if at else "", who=who)


def title(record: StepRecord, m: Material) -> str:
    return headline(record, m.school_plan.procedure.by_id.get(record.step))
