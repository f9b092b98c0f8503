"""Days and times of a Norwegian school. The one place where a moment becomes an Oslo date."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from domain.plan import CalendarPlan, FreeDay

OSLO = ZoneInfo("Europe/Oslo")


def oslo_time(now: datetime) -> datetime:
    """The same moment on an Oslo clock."""
    return now.astimezone(OSLO)


def oslo_date(now: datetime) -> date:
    """The date in Oslo at that moment."""
    return oslo_time(now).date()


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


class SchoolCalendar:
    """When school and AKS are open, by the school's plan. Outside the planned year only weekends and holidays close."""

    def __init__(self, plan: CalendarPlan) -> None:
        self._plan = plan

    def is_school_day(self, day: date) -> bool:
        return is_working_day(day) and not self._closed(day, self._plan.school_free) and not self._summer(day)

    def is_aks_day(self, day: date) -> bool:
        """AKS keeps open in most school holidays, with a calendar of its own."""
        return is_working_day(day) and not self._closed(day, self._plan.aks_free)

    def next_school_day(self, day: date) -> date:
        """The first school day after `day`."""
        return self.add_school_days(day, 1)

    def school_day_or_before(self, day: date) -> date:
        """`day`, or the last school day before it."""
        while not self.is_school_day(day):
            day -= timedelta(days=1)
        return day

    def add_school_days(self, day: date, number: int) -> date:
        """The `number`-th school day after `day`."""
        while number:
            day += timedelta(days=1)
            number -= self.is_school_day(day)
        return day

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days there are after `first`, up to and with `last`."""
        days = (date.fromordinal(n) for n in range(first.toordinal() + 1, last.toordinal() + 1))
        return sum(map(self.is_school_day, days))

    def _summer(self, day: date) -> bool:
        """The planned year has its first and last day; the summers at both its ends are closed."""
        before = self._plan.first_school_day - timedelta(days=70) <= day < self._plan.first_school_day
        after = self._plan.last_school_day < day <= self._plan.last_school_day + timedelta(days=50)
        return before or after

    @staticmethod
    def _closed(day: date, free: tuple[FreeDay, ...]) -> bool:
        return any(closed.covers(day) for closed in free)
