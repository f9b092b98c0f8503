"""The årshjul in plain lines for the school's administrator: the year as it falls, and what is only assumed."""

from collections.abc import Iterator
from itertools import groupby

from domain.people.person import in_a_sentence
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import AfterEvent, YearTask
from domain.text.messages import _, n_
from domain.text.moments import full_day, month
from domain.year.wheel import Occurrence, wheel


def year_warnings(school_plan: SchoolPlan) -> Iterator[str]:
    """Each task that the school's plan does not name who, or when, for; and each that has no day this school year."""
    days = {one.task.id for one in wheel(school_plan)}
    for task in school_plan.year:
        if task.assumed:
            yield _(
                "antatt, se over: årshjulet, {title} ({id}): {owners}",
                title=task.title,
                id=task.id,
                owners=_owners(task),
            )
        if task.id not in days and not isinstance(task.rule, AfterEvent):
            yield _(
                "årshjulet: {title} ({id}) har ingen dag i skoleåret {year}",
                title=task.title,
                id=task.id,
                year=school_plan.calendar.school_year,
            )


def year_lines(school_plan: SchoolPlan) -> Iterator[str]:
    """Month by month: the day each task is due, and last those that wait for something to happen."""
    if school_plan.year:
        yield _("Årshjulet {year}:", year=school_plan.calendar.school_year)
    for first, due in groupby(wheel(school_plan), key=lambda one: one.due.replace(day=1)):
        yield f"  {month(first).capitalize()}"
        yield from (_line(one) for one in due)
    for task in school_plan.year:
        if isinstance(task.rule, AfterEvent):
            told = n_(
                "{count} uke etter «{event}»: {task}",
                "{count} uker etter «{event}»: {task}",
                task.rule.weeks,
                event=task.rule.event,
                task=_what(task),
            )
            yield f"  {told}"


def _line(one: Occurrence) -> str:
    return f"    {full_day(one.due)} {_what(one.task)}"


def _what(task: YearTask) -> str:
    marks = [_("valgfri")] * task.optional + [_("antatt")] * task.assumed
    return f"{task.title} – {', '.join([_owners(task), *marks])}"


def _owners(task: YearTask) -> str:
    return ", ".join(in_a_sentence(role) for role in task.owners)
