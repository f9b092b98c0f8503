"""Days and times as people and their phones write them: one reading for every form."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from typing import TypeVar

T = TypeVar("T")
FIRST_YEAR, LAST_YEAR = 2000, 2100
_NUMBERS = re.compile(r"\d+")
_MORNING = frozenset({"am", "fm", "ص", "قظ"})
_AFTERNOON = frozenset({"pm", "em", "م", "بظ"})
"""English, Norwegian, Arabic and Persian, without dots and spaces."""


class Unreadable(ValueError):  # noqa: N818  (reads as what happened)
    """It is no day, or no time."""


class YearOutOfRange(Unreadable):
    """A slip of the year."""


def day_of(text: str) -> date:
    """«2026-11-27», «27.11.2026», «27/11/26», with or without zeros, in any digits. Raises `Unreadable`.

    The year has four digits where it stands first. What follows a moment's date is left out.
    """
    numbers = _NUMBERS.findall(_western(text).partition("T")[0])
    if len(numbers) != 3:
        raise Unreadable(text)
    year, month, day = numbers if len(numbers[0]) > 2 else numbers[::-1]
    written = int(year) + (FIRST_YEAR if len(year) == 2 else 0)
    if not FIRST_YEAR <= written <= LAST_YEAR:
        raise YearOutOfRange(text)
    return _made(date, written, int(month), int(day))


def time_of(text: str) -> time:
    """«10.15», «10:15», «10:15:00», «10:15 AM», «9», in any digits. Raises `Unreadable`."""
    western = _western(text)
    numbers = [int(one) for one in _NUMBERS.findall(western)]
    if not 1 <= len(numbers) <= 3:
        raise Unreadable(text)
    hour, minute, *_seconds = [*numbers, 0]
    half = re.sub(r"kl|[\W\d_]", "", western.lower())
    if half and half not in _MORNING | _AFTERNOON:
        raise Unreadable(text)
    if half:
        if not 1 <= hour <= 12:
            raise Unreadable(text)
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    return _made(time, hour, minute)


def _made(kind: Callable[..., T], *numbers: int) -> T:
    try:
        return kind(*numbers)
    except ValueError as error:
        raise Unreadable(str(error)) from None


def _western(text: str) -> str:
    """The same with the digits 0 to 9, and without the marks that only say which way a text runs."""
    shown = (one for one in text.strip() if unicodedata.category(one) != "Cf")
    return "".join(str(unicodedata.decimal(one, one)) for one in shown)
