"""Days and times as phones send them: in the words, the order and the digits of whoever owns the phone."""

from collections.abc import Callable
from datetime import date, time
from random import Random

DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
"""Western, Arabic, Persian."""
DAYS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day:%d/%m/%y}",
)
TIMES: tuple[Callable[[time], str], ...] = (
    lambda at: f"{at:%H:%M}",
    lambda at: f"{at:%H.%M}",
    lambda at: f"{at.hour}:{at:%M}",
    lambda at: f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}",
)


def as_a_phone(kind: str, value: str, chance: Random) -> str:
    """The value of an input of that type. What is no day or time is left as it is."""
    try:
        if kind == "Input.Date":
            written = chance.choice(DAYS)(date.fromisoformat(value))
        elif kind == "Input.Time" and ":" in value:
            written = chance.choice(TIMES)(time.fromisoformat(value))
        else:
            return value
    except ValueError:
        return value
    return written.translate(str.maketrans(DIGITS[0], chance.choice(DIGITS)))
