"""How often a step that nobody does is told of: often at first, then seldom, so that it is not muted.

What the law has a clock for is told of each school day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.case.case import Case
from domain.oslo import oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does, StepRule
from domain.steps.progress import Progress, Step

DAILY = 2
"""School days after its day on which an ordinary step is told of each morning."""
WEEKEND = timedelta(days=3)
_BY_LAW = frozenset(
    {Does.RECEIVE, Does.IDENTIFY, Does.OWNER_NOTICE, Does.OTHER_CASES, Does.EVALUATE, Does.NEW_MEASURES}
)


def presses(rule: StepRule) -> bool:
    """Whether a step is told of each school day until it is done: by what it does, because it is what the clock of
    the start meeting runs for (L787–789, § 12-6), or because the law wants it done before the case is closed (§ 12-4,
    § 12-5, § 13-5).
    """
    return rule.does in _BY_LAW or rule.start_meeting_clock or rule.before_closing


def known_from(step: Step, case: Case, progress: Progress) -> date:
    """The Oslo day from which anyone could know of the step as it stands: what it waits for is written down, it has
    been handed on or moved. What was done on an earlier day than it was written opens a step that nobody has heard of.
    """
    about = {step.rule.id, *step.rule.after}
    written = [oslo_date(record.at) for record in progress.records if record.step in about]
    return max([step.opened_on or oslo_date(case.opened_at), *written])


@dataclass(frozen=True, slots=True)
class Mornings:
    """The school days that are told of this morning: today, and those since the last morning that a person heard."""

    days: Sequence[date]
    calendar: SchoolCalendar

    @classmethod
    def since(cls, heard: date, today: date, calendar: SchoolCalendar) -> "Mornings":
        days = (heard + timedelta(days=number) for number in range(1, (today - heard).days + 1))
        return cls(tuple(filter(calendar.is_school_day, days)), calendar)

    def tell_again(self, due: date) -> bool:
        """Of a step that was to be done that day: on the first two school days after it, and then on the first school
        day of each week, but not on the Monday right after such a Friday.
        """
        last = self.calendar.add_school_days(due, DAILY)
        return any(due < day <= last or (day - last > WEEKEND and self._begins_week(day)) for day in self.days)

    def tell_after(self, due: date, school_days: int) -> bool:
        """Once, so many school days after it."""
        return any(self._over(due, day) == school_days for day in self.days)

    def tell_on(self, day: date) -> bool:
        """Once: that day, or the first school day after it."""
        return (day if self.calendar.is_school_day(day) else self.calendar.next_school_day(day)) in self.days

    def _over(self, due: date, day: date) -> int:
        return self.calendar.school_days_between(due, day)

    def _begins_week(self, day: date) -> bool:
        before_monday = day - timedelta(days=day.weekday() + 1)
        return self.calendar.school_days_between(before_monday, day) == 1
