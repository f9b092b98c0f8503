"""When a school and its AKS are open, by the plan file."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from domain.oslo import is_working_day
from domain.school_plan.fields import Line
from domain.text.messages import _
from domain.value import Frozen

LONGEST_HOLIDAY = timedelta(days=92)


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
    """The school year: school and AKS are closed on different days."""

    school_year: Annotated[str, StringConstraints(pattern=r"^20\d\d/\d\d$")]
    first_school_day: date
    last_school_day: date
    school_free: tuple[FreeDay, ...]
    aks_free: tuple[FreeDay, ...] = ()

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


class SchoolCalendar:
    """When school and AKS are open, by the school's plan. Outside the planned year only weekends and holidays close."""

    def __init__(self, plan: CalendarPlan) -> None:
        self._plan = plan
        self._school_free, self._aks_free, self._planning = _free(plan)

    def is_school_day(self, day: date) -> bool:
        return is_working_day(day) and day not in self._school_free and not self._summer(day)

    def is_staff_day(self, day: date) -> bool:
        """Whether the staff work: on school days, and on days of planning, also before the first school day."""
        return self.is_school_day(day) or day in self._planning

    def is_aks_day(self, day: date) -> bool:
        """AKS keeps open in most school holidays, with a calendar of its own."""
        return is_working_day(day) and day not in self._aks_free

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


@lru_cache(maxsize=512)
def _free(plan: CalendarPlan) -> tuple[frozenset[date], frozenset[date], frozenset[date]]:
    """The free days of school and AKS, and of the school's those that the staff plan on, one by one."""
    planning = frozenset(filter(is_working_day, _days(free for free in plan.school_free if free.planning)))
    return _days(plan.school_free), _days(plan.aks_free), planning


def planning_days(plan: CalendarPlan) -> list[date]:
    """The staff's days of planning, in order."""
    return sorted(_free(plan)[2])


def _days(free: Iterable[FreeDay]) -> frozenset[date]:
    return frozenset(
        date.fromordinal(number) for one in free for number in range(one.first.toordinal(), one.last.toordinal() + 1)
    )
