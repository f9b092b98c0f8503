"""Days, moments and titles as documents write them."""

from datetime import date, datetime

from documents.parts.case_material import Material
from domain.case.log import LogEntry
from domain.oslo import oslo_date
from domain.steps.record import StepRecord
from domain.steps.wording import headline
from domain.text.messages import _
from domain.text.moments import full_day, happened, in_a_letter, moment, written_down

__all__ = [
    "day",
    "day_done",
    "day_of",
    "happened",
    "happened_and_written",
    "in_a_letter",
    "moment",
    "on_two_lines",
    "title",
    "told_day",
    "when_and_who",
    "written_later",
]


def day(when: date | None) -> str:
    return full_day(when) if when else ""


def day_of(record: StepRecord) -> date:
    """The day it was done, by what was told (Oslo)."""
    return record.on or oslo_date(record.at)


def told_day(on: date, at: datetime) -> str:
    """A day that someone told, and when it was written down where that was later."""
    return "\n".join(filter(None, (full_day(on), written_down(on, at))))


def day_done(record: StepRecord) -> str:
    """The day it was done, as `told_day`."""
    return told_day(day_of(record), record.at)


def written_later(on: date, at: datetime) -> tuple[tuple[str, str], ...]:
    """When it was written down, as a fact, where that was another day than the one told."""
    later = oslo_date(at)
    return ((_("Skrevet ned"), full_day(later)),) if on < later else ()


def happened_and_written(entry: LogEntry) -> str:
    """When it happened, and when it was logged where that was another day."""
    written = written_down(oslo_date(entry.occurred_at), entry.logged_at)
    return "\n".join(filter(None, (happened(entry.occurred_at), written)))


def on_two_lines(at: str) -> str:
    """A moment in a narrow column: the day, and the time under it."""
    return at.replace(" ", "\n", 1)


def when_and_who(at: datetime | None, who: str) -> str:
    """«23.11.2026 kl. 12.41 av Kari»; the moment alone where nobody is named."""
    if not who:
        return moment(at) if at else ""
    return _("{moment} av {who}", moment=moment(at) if at else "", who=who)


def title(record: StepRecord, m: Material) -> str:
    return headline(record, m.school_plan.procedure.by_id.get(record.step))
