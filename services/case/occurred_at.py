"""When something happened, as someone remembers it."""

from datetime import date, datetime, time

from domain.errors import Invalid
from domain.oslo import at_oslo, oslo_time
from services.turn import Turn

AHEAD = 300
"""How many seconds a clock may be ahead of ours."""


def moment(turn: Turn, on: date | None, at: time | None, field: str = "occurred_on") -> datetime | None:
    """An Oslo day and time as given; a day alone is that day at noon, or now when it is today.

    Raises `Invalid` for a time that has not come.
    """
    if on is None:
        return None
    if at is None:
        at = oslo_time(turn.now).time() if on == turn.today else time(12)
    when = at_oslo(on, at)
    if on > turn.today or (when - turn.now).total_seconds() > AHEAD:
        raise Invalid(field, "Tidspunktet kan ikke være i fremtiden.")
    return min(when, turn.now)
