"""What the next school year's calendar most likely is, by this year's: for the school to look over."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.oslo import public_holidays
from domain.school_plan.calendar import CalendarPlan, FreeDay

DAY = timedelta(days=1)
LONG_WEEKEND = timedelta(days=3)
BY_EASTER = (-3, -2, 0, 1, 39, 50)
"""Skjærtorsdag, langfredag, Easter Sunday and Monday, Kristi himmelfart and Whit Monday, in days from Easter Sunday."""
EVES = {(12, 24), (12, 31)}
Move = Callable[[date], date]


def next_calendar(plan: CalendarPlan) -> CalendarPlan:
    """The same weeks and weekdays; Christmas by its date, what follows Easter with it. Every free day is `assumed`."""
    first, last = _same_week(plan.first_school_day), _same_week(plan.last_school_day)
    days = {
        "school_year": f"{first.year}/{last.year % 100:02d}",
        "first_school_day": first,
        "last_school_day": last,
        "school_free": tuple(map(_moved, plan.school_free)),
        "aks_free": tuple(map(_moved, plan.aks_free)),
    }
    return CalendarPlan.model_validate(dict(plan) | days)


def next_version(version: str, school_year: str) -> str:
    """The first version of the year: «2026-27.14» becomes «2027-28.1», and «rosenholm-3» «2027-28.rosenholm-3»."""
    year = school_year.replace("/", "-")
    return f"{year}.1" if re.match(r"20\d\d-\d\d(\.|$)", version) else f"{year}.{version}"[:40]


def _moved(free: FreeDay) -> FreeDay:
    move = _rule(free)
    after = move(free.last + DAY) - DAY if move is _same_date else move(free.last)
    return FreeDay.model_validate(dict(free) | {"first": move(free.first), "last": after, "assumed": True})


def _rule(free: FreeDay) -> Move:
    if _whole_months(free) or (free.first == free.last and (free.first.month, free.first.day) in EVES):
        return _same_date
    if _at_christmas(free):
        return _same_weekday
    return _by_easter if _near_easter(free) else _same_week


def _whole_months(free: FreeDay) -> bool:
    return free.first.day == 1 and (free.last + DAY).day == 1


def _at_christmas(free: FreeDay) -> bool:
    return any(free.first <= date(year, 12, 25) <= free.last + DAY for year in {free.first.year, free.last.year})


def _near_easter(free: FreeDay) -> bool:
    easter = _easter(free.first.year)
    days = (easter + timedelta(days=number) for number in BY_EASTER)
    return any(free.first - LONG_WEEKEND <= day <= free.last + LONG_WEEKEND for day in days)


def _easter(year: int) -> date:
    """Easter Sunday: the first Sunday that is a public holiday."""
    return min(day for day in public_holidays(year) if day.isoweekday() == 7 and day.month > 1)


def _same_week(day: date) -> date:
    year, week, weekday = day.isocalendar()
    last = date(year + 1, 12, 28).isocalendar().week
    return date.fromisocalendar(year + 1, min(week, last), weekday)


def _same_date(day: date) -> date:
    return day.replace(year=day.year + 1)


def _same_weekday(day: date) -> date:
    """The one nearest the same date."""
    there = _same_date(day)
    off = (day.weekday() - there.weekday()) % 7
    return there + timedelta(days=off if off <= 3 else off - 7)


def _by_easter(day: date) -> date:
    return day + (_easter(day.year + 1) - _easter(day.year))
