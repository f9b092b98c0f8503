"""The årshjul of one school year resolved to days (L142–299)."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from domain.school_plan.calendar import CalendarPlan, SchoolCalendar, planning_days
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import (
    AHEAD,
    AfterEvent,
    AfterStart,
    ByDate,
    ByWeek,
    EveryMonth,
    EverySecondWeek,
    InMonth,
    LastWeek,
    Month,
    OnDate,
    PlanningDays,
    Weekly,
    Whose,
    YearTask,
)

WEEK = timedelta(weeks=1)
REMINDER = (3,)
"""Days before its deadline that the owners of a task are reminded when the plan file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A task with its days. `key` is the task and the first day its rule names, the same whatever is closed.

    `posts`: the days channels are told of it, the first and the last; `reminders`: days between, for its owners. What
    was told of late opens after its day.
    `moved_at`: when a leader gave it its day, if one has.
    """

    task: YearTask
    key: str
    opens: date
    due: date
    posts: tuple[date, ...]
    reminders: tuple[date, ...] = ()
    moved_at: datetime | None = None


class Happened(NamedTuple):
    """The Oslo day something happened, and the day it was told of."""

    on: date
    told_on: date


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
    task: YearTask, calendar: CalendarPlan, happened: Mapping[str, Happened] | None = None
) -> tuple[Occurrence, ...]:
    """The task's days in the school year, by due.

    All days are open days of the task's calendar from the first to the last day of the school year, or the staff's days
    of planning before it. A deadline on a closed day is the last open day before; a day to begin, the first open day
    after. `happened` holds each event somebody has told of; one outside August to July gives nothing.
    """
    days = _open_days(calendar, task.calendar)
    if not days.days:
        return ()
    spans = {nominal: (opens, due) for nominal, opens, due in _spans(task, days, happened or {})}
    found = (_occurrence(task, days, f"{task.id}:{nominal}", *span) for nominal, span in spans.items())
    return tuple(sorted(found, key=lambda one: (one.due, one.key)))


def wheel(school_plan: SchoolPlan, happened: Mapping[str, Happened] | None = None) -> tuple[Occurrence, ...]:
    """Every task of the school year, by due; those of one day in the order of the plan."""
    return _wheel(school_plan, tuple(sorted((happened or {}).items())))


@lru_cache(maxsize=32)
def _wheel(school_plan: SchoolPlan, happened: tuple[tuple[str, Happened], ...]) -> tuple[Occurrence, ...]:
    known = dict(happened)
    found = (one for task in school_plan.year for one in occurrences(task, school_plan.calendar, known))
    return tuple(sorted(found, key=lambda one: one.due))


def moved(one: Occurrence, day: date, calendar: CalendarPlan, not_before: date, at: datetime) -> Occurrence:
    """The same on another day (the last open day up to it), as a leader said at a moment. It opens as before, or when
    that is no longer before it, some weeks ahead; then not before a day, for nobody could have been told.
    """
    days = _open_days(calendar, one.task.calendar)
    due = days.by(day)
    opens = one.opens if one.opens <= due else days.since(max(due - AHEAD * WEEK, not_before))
    if one.task.meeting and not one.opens <= due < one.opens + WEEK:
        opens = days.since(max(due - timedelta(days=due.weekday()), not_before))
    return replace(_occurrence(one.task, days, one.key, min(opens, due), due), moved_at=at)


def opened(one: Occurrence, calendar: CalendarPlan, not_before: date) -> Occurrence:
    """The same, but it does not open before a day."""
    days = _open_days(calendar, one.task.calendar)
    opens = min(one.due, max(one.opens, days.since(not_before)))
    return _occurrence(one.task, days, one.key, opens, one.due)


def is_open(day: date, task: YearTask, calendar: CalendarPlan) -> bool:
    """Whether it is an open day of the task's calendar in the school year."""
    return day in _open_days(calendar, task.calendar).days


def _occurrence(task: YearTask, days: _OpenDays, key: str, opens: date, due: date) -> Occurrence:
    if task.meeting:
        return Occurrence(task=task, key=key, opens=opens, due=due, posts=(opens,))
    wanted = task.remind_before or REMINDER
    reminders = {day for number in wanted if (day := days.before(due, number))}
    told_of = isinstance(task.rule, AfterEvent)
    opens = min([opens, *reminders]) if task.remind_before and not told_of else opens
    between = tuple(sorted(day for day in reminders if opens < day < due))
    return Occurrence(task=task, key=key, opens=opens, due=due, posts=tuple(sorted({opens, due})), reminders=between)


def reminder_day(one: Occurrence, number: int, calendar: CalendarPlan) -> date | None:
    """The day so many open days before its deadline; None when that is before the school year."""
    return _open_days(calendar, one.task.calendar).before(one.due, number)


def _spans(task: YearTask, days: _OpenDays, happened: Mapping[str, Happened]) -> Iterator[Span]:
    match task.rule:
        case InMonth(months=months):
            yield from _months(days, months)
        case EveryMonth(skip=skip):
            yield from _months(days, tuple(month for month in Month if month not in skip))
        case ByWeek(weeks=weeks, opens_weeks_before=ahead):
            mondays = map(days.monday, weeks)
            yield from (_deadline(days, monday, monday + timedelta(days=6), ahead) for monday in mondays)
        case ByDate(dates=dates, opens_weeks_before=ahead):
            yield from (_deadline(days, day, day, ahead) for day in map(days.date_of, dates))
        case OnDate(dates=dates):
            yield from ((day, days.since(day), days.since(day)) for day in map(days.date_of, dates))
        case Weekly(weekday=weekday):
            yield from _weekly(days, weekday.number, 1, all_week=task.meeting)
        case EverySecondWeek(weekday=weekday):
            yield from _weekly(days, weekday.number, 2, all_week=task.meeting)
        case AfterEvent(event=event, weeks=weeks):
            yield from _after(days, happened.get(event), weeks)
        case AfterStart() | PlanningDays() | LastWeek():  # pragma: no branch  (mypy knows these are all)
            yield _of_the_year(task.rule, days)


def _of_the_year(rule: AfterStart | PlanningDays | LastWeek, days: _OpenDays) -> Span:
    """By where it lies in the school year."""
    first, last = days.plan.first_school_day, days.plan.last_school_day
    match rule:
        case AfterStart(weeks=weeks):
            return first, days.since(first), days.by(first + weeks * WEEK - timedelta(days=1))
        case PlanningDays():
            found = [day for day in planning_days(days.plan) if date(days.year, 8, 1) <= day < first]
            return first, *((found[0], found[-1]) if found else (days.since(first),) * 2)
        case LastWeek():  # pragma: no branch  (mypy knows these are all)
            monday = last - timedelta(days=last.weekday())
            return monday, days.since(monday), days.by(last)


def _deadline(days: _OpenDays, nominal: date, latest: date, ahead: int) -> Span:
    due = days.by(latest)
    return nominal, days.since(due - ahead * WEEK), due


def _months(days: _OpenDays, months: tuple[Month, ...]) -> Iterator[Span]:
    for first in map(days.month, months):
        if found := days.within(first, _month_end(first)):
            yield first, found[0], found[-1]


def _weekly(days: _OpenDays, weekday: int, every: int, *, all_week: bool) -> Iterator[Span]:
    """`all_week`: it opens with the week, and not on its day."""
    first = days.plan.first_school_day
    monday = first - timedelta(days=first.weekday())
    while monday <= days.plan.last_school_day:
        if found := days.within(monday, monday + timedelta(days=6)):
            wanted = monday + timedelta(days=weekday)
            day = next((one for one in found if one >= wanted), found[-1])
            yield monday, found[0] if all_week else day, day
        monday += every * WEEK


def _after(days: _OpenDays, happened: Happened | None, weeks: int) -> Iterator[Span]:
    """It opens the morning after it was told of, also when it is late by then. One a year: its first day is the year's,
    whatever day is told.
    """
    first, last = date(days.year, 8, 1), date(days.year + 1, 7, 31)
    if happened and first <= happened.on <= last:
        due = max(days.since(happened.on), days.by(happened.on + weeks * WEEK))
        yield first, days.since(max(happened.on, happened.told_on + timedelta(days=1))), due


def _month_end(day: date) -> date:
    return date(day.year, day.month, monthrange(day.year, day.month)[1])
