"""When a school and its AKS are open, by the plan file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Self

from pydantic import StringConstraints, field_validator, model_validator

from domain.oslo import is_working_day
from domain.school_plan.fields import Line
from domain.text.messages import _
from domain.value import Frozen

LONGEST_HOLIDAY = timedelta(days=92)
MAY = 5
"""The month from which the next school year's plan is asked for."""


class FreeDay(Frozen):
    """A day the calendar of the school closes beyond weekends and public holidays. `planning`: the staff are there."""

    first: date
    last: date
    label: Line
    assumed: bool = False
    planning: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(_("siste dag er før første dag"))
        if self.last - self.first > LONGEST_HOLIDAY:
            raise ValueError(_("varer over {days} dager: er årstallet riktig?", days=LONGEST_HOLIDAY.days))
        return self


class CalendarPlan(Frozen):
    """The school year: school and AKS are closed on different days.

    `in_use_from`: when the school begins with the årshjul. Blank is the day its people are first imported.
    """

    school_year: Annotated[str, StringConstraints(pattern=r"^20\d\d/\d\d$")]
    first_school_day: date
    last_school_day: date
    school_free: tuple[FreeDay, ...]
    aks_free: tuple[FreeDay, ...] = ()
    in_use_from: date | None = None

    @field_validator("in_use_from", mode="before")
    @classmethod
    def _blank_is_the_first_import(cls, value: object) -> object:
        return value or None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_school_day <= self.first_school_day:
            raise ValueError(_("siste skoledag er ikke etter første skoledag"))
        if self.school_year != f"{self.first_school_day.year}/{self.last_school_day.year % 100:02d}":
            raise ValueError(_("første og siste skoledag ligger ikke i skoleåret {year}", year=self.school_year))
        return self

    def __hash__(self) -> int:
        """Cheap: what follows from a calendar is kept for it."""
        return hash((self.first_school_day, self.last_school_day))

    @property
    def begins(self) -> date:
        """1 August: the school year has the days from there to 31 July."""
        return date(int(self.school_year[:4]), 8, 1)

    @property
    def ends(self) -> date:
        return date(self.begins.year + 1, 7, 31)


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day began, on 1 August."""
    return day.year - (day.month < 8)


class ManyYears(CalendarPlan):
    """A school year, and the others that the school has or has had a plan for."""

    others: tuple[CalendarPlan, ...]

    def __hash__(self) -> int:
        return hash((super().__hash__(), self.others))


def in_years(plan: CalendarPlan, others: Iterable[CalendarPlan]) -> CalendarPlan:
    """The calendar, with those of other school years: the first of each year counts."""
    known = {plan.begins.year: plan}
    for other in others:
        known.setdefault(other.begins.year, other)
    rest = tuple(one for _year, one in sorted(known.items()) if one is not plan)
    return ManyYears(**dict(plan) | {"others": rest}) if rest else plan


def last_planned(plan: CalendarPlan) -> CalendarPlan:
    """The latest of the years that are known."""
    others = plan.others if isinstance(plan, ManyYears) else ()
    return max((plan, *others), key=lambda one: one.begins)


def year_without_plan(plan: CalendarPlan, today: date) -> str:
    """The school year, «2027/28», that should have a plan by now and has none, else nothing: from May the next one."""
    wanted = today.year if today.month >= MAY else today.year - 1
    return f"{wanted}/{(wanted + 1) % 100:02d}" if wanted > last_planned(plan).begins.year else ""


class SchoolCalendar:
    """When school and AKS are open: each day by the plan of the school year it is in.

    In a year no plan is known of only weekends, holidays and the summer beside a known year close.
    """

    def __init__(self, plan: CalendarPlan) -> None:
        self._years = _years(plan)

    def is_school_day(self, day: date) -> bool:
        return is_working_day(day) and not any(year.school_closed(day) for year in self._of(day))

    def is_staff_day(self, day: date) -> bool:
        """Whether the staff work: on school days, and on days of planning, also before the first school day."""
        return self.is_school_day(day) or any(day in year.planning for year in self._of(day))

    def is_aks_day(self, day: date) -> bool:
        """AKS keeps open in most school holidays, with a calendar of its own."""
        return is_working_day(day) and not any(day in year.aks_free for year in self._of(day))

    def _of(self, day: date) -> Iterable["_Year"]:
        """The year a day is in; all of them when it is in none."""
        known = self._years.get(school_year(day))
        return (known,) if known else self._years.values()

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


@dataclass(frozen=True, slots=True)
class _Year:
    """What one plan closes, and the days of it that the staff plan on."""

    first: date
    last: date
    school_free: frozenset[date]
    aks_free: frozenset[date]
    planning: frozenset[date]

    def school_closed(self, day: date) -> bool:
        """The planned year has its first and last day; the summers at both its ends are closed."""
        before = self.first - timedelta(days=70) <= day < self.first
        after = self.last < day <= self.last + timedelta(days=50)
        return day in self.school_free or before or after


@lru_cache(maxsize=512)
def _years(plan: CalendarPlan) -> Mapping[int, _Year]:
    return {one.begins.year: _year(one) for one in (plan, *(plan.others if isinstance(plan, ManyYears) else ()))}


def _year(plan: CalendarPlan) -> _Year:
    return _Year(
        first=plan.first_school_day,
        last=plan.last_school_day,
        school_free=_days(plan.school_free),
        aks_free=_days(plan.aks_free),
        planning=frozenset(filter(is_working_day, _days(free for free in plan.school_free if free.planning))),
    )


def planning_days(plan: CalendarPlan) -> list[date]:
    """The staff's days of planning, in order."""
    return sorted(_years(plan)[plan.begins.year].planning)


def _days(free: Iterable[FreeDay]) -> frozenset[date]:
    return frozenset(
        date.fromordinal(number) for one in free for number in range(one.first.toordinal(), one.last.toordinal() + 1)
    )
