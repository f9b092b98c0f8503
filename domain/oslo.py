"""Days and times in Norway. The one place where a moment becomes an Oslo date."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

OSLO = ZoneInfo("Europe/Oslo")
LONG_AGO = timedelta(days=365)
"""A day further back than this is taken for a slip of the year."""
DAY_ALONE = time(12, 0, 0, 1)
"""Of a day that was told without a time, in Oslo: in the middle of it, and not a time that anyone writes."""


def oslo_time(now: datetime) -> datetime:
    """The same moment on an Oslo clock."""
    return now.astimezone(OSLO)


def oslo_date(now: datetime) -> date:
    """The date in Oslo at that moment."""
    return oslo_time(now).date()


def is_day_alone(at: datetime) -> bool:
    """Whether nobody has said what time of the day it was."""
    return oslo_time(at).time() == DAY_ALONE


def at_oslo(day: date, at: time) -> datetime:
    """An Oslo day and wall-clock time as a moment; in the repeated hour of autumn the first one."""
    return datetime.combine(day, at, tzinfo=OSLO)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Norway's public holidays. Ordinary Sundays are not among them, nor are 24 and 31 December."""
    return frozenset(holidays.country_holidays("NO", years=year))


def is_working_day(day: date) -> bool:
    """A weekday that is not a public holiday: what the law's clocks count, through the school's own holidays."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def add_working_days(day: date, number: int) -> date:
    """The `number`-th working day after `day`."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day
