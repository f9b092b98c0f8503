"""Days, moments and titles as documents write them."""

from datetime import date, datetime

from documents.material import Material
from domain.answers import headline
from domain.calendar import oslo_time
from domain.step_history import StepRecord


def day(when: date | None) -> str:
    return f"{when:%d.%m.%Y}" if when else ""


def moment(at: datetime) -> str:
    return f"{oslo_time(at):%d.%m.%Y kl. %H.%M}"


def title(record: StepRecord, m: Material) -> str:
    return headline(record, m.plan.procedure.by_id.get(record.step))
