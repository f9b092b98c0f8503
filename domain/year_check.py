"""The årshjul in plain lines for the school's administrator: the year as it falls, and what is only assumed."""

from collections.abc import Iterator
from itertools import groupby

from domain.people import ROLE_LABELS
from domain.plan import Plan
from domain.year_rules import AfterEvent, Month, YearTask
from domain.year_wheel import Occurrence, wheel


def year_warnings(plan: Plan) -> Iterator[str]:
    """Each task that the school's plan does not name who, or when, for; and each that has no day this school year."""
    days = {one.task.id for one in wheel(plan)}
    for task in plan.year:
        if task.assumed:
            yield f"antatt, se over: årshjulet, {task.title} ({task.id}): {_owners(task)}"
        if task.id not in days and not isinstance(task.rule, AfterEvent):
            yield f"årshjulet: {task.title} ({task.id}) har ingen dag i skoleåret {plan.calendar.school_year}"


def year_lines(plan: Plan) -> Iterator[str]:
    """Month by month: the day each task is due, and last those that wait for something to happen."""
    names = {month.number: month for month in Month}
    if plan.year:
        yield f"Årshjulet {plan.calendar.school_year}:"
    for (year, month), due in groupby(wheel(plan), key=lambda one: (one.due.year, one.due.month)):
        yield f"  {names[month].value.capitalize()} {year}"
        yield from (_line(one) for one in due)
    for task in plan.year:
        if isinstance(task.rule, AfterEvent):
            yield f"  {task.rule.weeks} uker etter «{task.rule.event}»: {_what(task)}"


def _line(one: Occurrence) -> str:
    return f"    {one.due:%d.%m.%Y} {_what(one.task)}"


def _what(task: YearTask) -> str:
    marks = ", valgfri" * task.optional + ", antatt" * task.assumed
    return f"{task.title} – {_owners(task)}{marks}"


def _owners(task: YearTask) -> str:
    return ", ".join(ROLE_LABELS[role].lower() for role in task.owners)
