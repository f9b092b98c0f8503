"""How late something was, in words: one rule for the cards and the documents, so that they never say two things."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.lateness.first_days import SETTLED, DueDays
from domain.oslo import oslo_date
from domain.steps.progress import Step
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _, n_
from domain.text.moments import full_day


def days_late(number: int) -> str:
    """«3 dager etter fristen», and nothing for what was in time."""
    return n_("{count} dag etter fristen", "{count} dager etter fristen", number) if number else ""


def days_after_first(number: int) -> str:
    """As `days_late`, of what has got another day since."""
    return n_("{count} dag etter første frist", "{count} dager etter første frist", number) if number else ""


def days_after_new(number: int) -> str:
    """As `days_late`, by the day that it has got."""
    return n_("{count} dag etter ny frist", "{count} dager etter ny frist", number) if number else ""


def how_late(record: StepRecord, late_by: Callable[[int], str] = days_late) -> str:
    """By the day that is told, or the day it was written down when that is later: then by both. Nothing for what was in
    time by either.
    """
    told = late_by(record.days_late)
    if record.written_late <= record.days_late:
        return told
    late, told, written = late_by(record.written_late), told or _("innen fristen"), full_day(oslo_date(record.at))
    return _("{late} da det ble skrevet ned {day}. Oppgitt dag: {told}.", late=late, day=written, told=told)


def lateness(record: StepRecord, days: DueDays | None) -> str:
    """How late it was settled: by the first of its days where it has had others (`days`), and by the newest too.
    Nothing for what was in time, or was not settled by this.
    """
    if record.taken not in SETTLED:
        return ""
    counted = _counted(record)
    if days is None:
        return how_late(counted)
    told, written = days.late(record.on or oslo_date(record.at)), days.late(oslo_date(record.at))
    first = how_late(replace(record, days_late=told, written_late=written), days_after_first)
    return _by_both(first, 0 if record.due == days.first else max(counted.days_late, counted.written_late))


def late_now(step: Step, days: DueDays | None, today: date) -> str:
    """As `lateness`, of a step that is open."""
    over = max(0, (today - step.due).days) if step.due and step.overdue(today) else 0
    if days is None or not days.late(today):
        return days_late(over)
    return _by_both(days_after_first(days.late(today)), 0 if step.due == days.first else over)


def _by_both(first: str, after_new: int) -> str:
    new = days_after_new(after_new)
    return _("{first} ({new})", first=first, new=new) if new else first


def _counted(record: StepRecord) -> StepRecord:
    """Also of what was said not to be needed when it was late."""
    if record.taken is Taken.DONE or record.due is None:
        return record
    late = max(0, (oslo_date(record.at) - record.due).days)
    return replace(record, days_late=late, written_late=late)


def in_time(record: StepRecord, days: DueDays | None) -> str:
    """Of what was not late: by its day, or by the one that it was put off to in time."""
    if days and days.first < (record.on or oslo_date(record.at)):
        return _("fristen flyttet fra {first}, gjort innen ny frist", first=full_day(days.first))
    return _("innen fristen")
