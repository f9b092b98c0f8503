"""When something happened, as someone remembers it, and when it can have."""

from dataclasses import replace
from datetime import date, datetime, time

from domain.days import Days
from domain.errors import Invalid
from domain.ids import IncidentId
from domain.oslo import DAY_ALONE, at_oslo, oslo_date, oslo_time
from services.case_file import CaseFile
from services.turn import Turn

AHEAD = 300
"""How many seconds a clock may be ahead of ours."""


def moment(turn: Turn, on: date | None, at: time | None, field: str = "occurred_on") -> datetime | None:
    """An Oslo day and time as given; a day alone is that day at `DAY_ALONE`, or now when it is today.

    Raises `Invalid` for a time that has not come, `Doubtful` for one that is long ago.
    """
    if on is None:
        return None
    if at is None:
        at = oslo_time(turn.now).time() if on == turn.today else DAY_ALONE
    when = at_oslo(on, at)
    if on > turn.today or (when - turn.now).total_seconds() > AHEAD:
        raise Invalid(field, "Tidspunktet kan ikke være i framtiden.")
    turn.days.happened(field, on, turn.today)
    return min(when, turn.now)


def days_of(file: CaseFile, turn: Turn, incident: IncidentId | None = None) -> Days:
    """What the days of a case are held against: nothing follows from an incident before it happened."""
    return replace(turn.days, since=_began(file, incident))


def _began(file: CaseFile, incident: IncidentId | None) -> date | None:
    """The Oslo day; of an incident that nobody alerted of the case's. None for the case of a pupil who violates: what
    it follows from stands in another.
    """
    if file.case.violator:
        return None
    told = next((one.alert for one in file.case.incidents if one.id == incident), None)
    alerts = [alert for alert in file.alerts if told in (None, alert.id)]
    moments = [alert.form.occurred_at or alert.sent_at for alert in alerts]
    return min(map(oslo_date, moments or [file.case.opened_at]))
