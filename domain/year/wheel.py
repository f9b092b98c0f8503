"""The årshjul of one school year resolved to days (L142–299)."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.school_plan.calendar import CalendarPlan, SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import (
    AfterEvent,
    AfterStart,
    ByDate,
    ByWeek,
    EveryMonth,
    EverySecondWeek,
    InMonth,
    Month,
    OnDate,
    Weekly,
    Whose,
    YearTask,
)

AHEAD = timedelta(weeks=4)
"""How long before its deadline a task opens when its rule names only the deadline."""
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A task with its days. `key` is the task and the first day its rule names, the same whatever is closed."""

    task: YearTask
    key: str
    opens: date
    due: date
    posts: tuple[date, ...]


Span = tuple[date, date, date]
"""The first day a rule names, the day the task opens, and the day it is due."""


class _OpenDays:
    """The open days of school or AKS, from the first school day to the last."""

    def __init__(self, plan: CalendarPlan, whose: Whose) -> None:
        school = SchoolCalendar(plan)
        is_open = school.is_aks_day if whose is Whose.AKS else school.is_school_day
        length = (plan.last_school_day - plan.first_school_day).days + 1
        self.days = [day for n in range(length) if is_open(day := plan.first_school_day + timedelta(days=n))]
        self.plan = plan

    def within(self, first: date, last: date) -> list[date]:
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def by(self, day: date) -> date:
        """The last open day up to `day`; the first of the year when that is later."""
        return self.days[max(bisect_right(self.days, day) - 1, 0)]

    def since(self, day: date) -> date:
        """The first open day from `day`; the last of the year when that is earlier."""
        return self.days[min(bisect_left(self.days, day), len(self.days) - 1)]

    def before(self, due: date, number: int) -> date | None:
        """The open day so many open days before one."""
        place = bisect_left(self.days, due) - number
        return self.days[place] if place >= 0 else None

    def date_of(self, written: str) -> date:
        """The day of «1. november» in this school year, which turns on 1 August."""
        day, _, month = written.partition(". ")
        first = self.month(Month(month))
        return min(first + timedelta(days=int(day) - 1), _month_end(first))

    def month(self, month: Month) -> date:
        """The first day of a month of this school year."""
        return date(self.year + (month.number < 8), month.number, 1)

    def monday(self, week: int) -> date:
        """The Monday of an ISO week of this school year; week 53 when the year has it, or else 52."""
        year = self.year + (week <= 30)
        last = date(year, 12, 28).isocalendar().week
        return date.fromisocalendar(year, min(week, last), 1)

    @property
    def year(self) -> int:
        return self.plan.first_school_day.year


@lru_cache(maxsize=8)
def _open_days(plan: CalendarPlan, whose: Whose) -> _OpenDays:
    return _OpenDays(plan, whose)


def occurrences(
    task: YearTask, calendar: CalendarPlan, happened: Mapping[str, date] | None = None
) -> tuple[Occurrence, ...]:
    """The task's days in the school year, by due.

    All days are open days of the task's calendar from the first to the last day of the school year. The plan does not
    know the days of planning before it, so what is to be done by then is due, and asked about, on the first school day.
    A deadline on a closed day is the last open day before; a day to begin, the first open day after. `happened` holds
    the day of each event somebody has told of; one outside August to July gives nothing.
    """
    days = _open_days(calendar, task.calendar)
    if not days.days:
        return ()
    spans = {nominal: (opens, due) for nominal, opens, due in _spans(task, days, happened or {})}
    found = (_occurrence(task, days, nominal, *span) for nominal, span in spans.items())
    return tuple(sorted(found, key=lambda one: (one.due, one.key)))


def wheel(school_plan: SchoolPlan, happened: Mapping[str, date] | None = None) -> tuple[Occurrence, ...]:
    """Every task of the school year, by due; those of one day in the order of the plan."""
    return _wheel(school_plan, tuple(sorted((happened or {}).items())))


@lru_cache(maxsize=32)
def _wheel(school_plan: SchoolPlan, happened: tuple[tuple[str, date], ...]) -> tuple[Occurrence, ...]:
    known = dict(happened)
    found = (one for task in school_plan.year for one in occurrences(task, school_plan.calendar, known))
    return tuple(sorted(found, key=lambda one: one.due))


def _occurrence(task: YearTask, days: _OpenDays, nominal: date, opens: date, due: date) -> Occurrence:
    reminders = (days.before(due, number) for number in task.remind_before)
    posts = {opens, due, *(day for day in reminders if day and day > opens)}
    return Occurrence(task=task, key=f"{task.id}:{nominal}", opens=opens, due=due, posts=tuple(sorted(posts)))


def _spans(task: YearTask, days: _OpenDays, happened: Mapping[str, date]) -> Iterator[Span]:
    match task.rule:
        case InMonth(months=months):
            yield from _months(days, months)
        case EveryMonth(skip=skip):
            yield from _months(days, tuple(month for month in Month if month not in skip))
        case ByWeek(weeks=weeks):
            yield from (_deadline(days, monday, monday + timedelta(days=6)) for monday in map(days.monday, weeks))
        case ByDate(dates=dates):
            yield from (_deadline(days, day, day) for day in map(days.date_of, dates))
        case OnDate(dates=dates):
            yield from ((day, days.since(day), days.since(day)) for day in map(days.date_of, dates))
        case Weekly(weekday=weekday):
            yield from _weekly(days, weekday.number, 1)
        case EverySecondWeek(weekday=weekday):
            yield from _weekly(days, weekday.number, 2)
        case AfterEvent(event=event, weeks=weeks):
            yield from _after(days, happened.get(event), weeks)
        case AfterStart(weeks=weeks):  # pragma: no branch  (mypy knows these are all)
            first = days.plan.first_school_day
            yield first, days.since(first), days.by(first + weeks * WEEK - timedelta(days=1))


def _deadline(days: _OpenDays, nominal: date, latest: date) -> Span:
    due = days.by(latest)
    return nominal, days.since(due - AHEAD), due


def _months(days: _OpenDays, months: tuple[Month, ...]) -> Iterator[Span]:
    for first in map(days.month, months):
        if found := days.within(first, _month_end(first)):
            yield first, found[0], found[-1]


def _weekly(days: _OpenDays, weekday: int, every: int) -> Iterator[Span]:
    first = days.plan.first_school_day
    monday = first - timedelta(days=first.weekday())
    while monday <= days.plan.last_school_day:
        if found := days.within(monday, monday + timedelta(days=6)):
            wanted = monday + timedelta(days=weekday)
            day = next((one for one in found if one >= wanted), found[-1])
            yield monday, day, day
        monday += every * WEEK


def _after(days: _OpenDays, since: date | None, weeks: int) -> Iterator[Span]:
    if since and date(days.year, 8, 1) <= since <= date(days.year + 1, 7, 31):
        opens = days.since(since)
        yield since, opens, max(opens, days.by(since + weeks * WEEK))


def _month_end(day: date) -> date:
    return date(day.year, day.month, monthrange(day.year, day.month)[1])
