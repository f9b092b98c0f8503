"""The årshjul in plain lines for the school's administrator: the year as it falls, what is only assumed, and what is
told of too late or never.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from domain.people.person import in_a_sentence
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import AfterEvent, YearTask
from domain.text.messages import _, n_
from domain.text.moments import full_day, month
from domain.year.wheel import Occurrence, reminder_day, wheel

Days = Mapping[str, Sequence[Occurrence]]
"""The days of each task, by its id; a task that waits for an event has none."""


def year_problems(school_plan: SchoolPlan) -> Iterator[str]:
    """What a task refers to that is not in the plan."""
    ids = {task.id for task in school_plan.year}
    events = {task.rule.event for task in school_plan.year if isinstance(task.rule, AfterEvent)}
    for task in school_plan.year:
        for other in task.before:
            if other not in ids:
                yield _(
                    "year: {id}: «before» er «{other}», som ikke er en oppgave i årshjulet", id=task.id, other=other
                )
        if task.results and task.results not in events:
            yield _("year: {id}: «results» er «{event}», som ingen oppgave venter på", id=task.id, event=task.results)


def year_warnings(school_plan: SchoolPlan) -> Iterator[str]:
    """Each task that the school's plan does not name who, or when, for; that has no day this school year; or that is
    told of too late for what comes after it, or never.
    """
    days: Days = {id_: [*ones] for id_, ones in groupby(sorted(wheel(school_plan), key=_task_id), key=_task_id)}
    for task in school_plan.year:
        if task.assumed:
            yield _("antatt, se over: årshjulet, {task}: {owners}", task=_named(task), owners=_owners(task))
        if task.id not in days and not isinstance(task.rule, AfterEvent):
            year = school_plan.calendar.school_year
            yield _("årshjulet: {task} har ingen dag i skoleåret {year}", task=_named(task), year=year)
        yield from _never_told(task, days, school_plan)
        yield from _too_late(task, days)


def _task_id(one: Occurrence) -> str:
    return one.task.id


def _never_told(task: YearTask, days: Days, school_plan: SchoolPlan) -> Iterator[str]:
    """Reminders that do not come: before the school year, or of a meeting."""
    if task.meeting and task.remind_before:
        yield _("årshjulet: {task} er et fast møte, og ingen får påminnelsene i «remind_before»", task=_named(task))
        return
    for one in days.get(task.id, ()):
        for number in task.remind_before:
            if reminder_day(one, number, school_plan.calendar) is None:
                yield n_(
                    "årshjulet: {task}: påminnelsen {count} dag før {due} kommer aldri: det er før skoleåret",
                    "årshjulet: {task}: påminnelsen {count} dager før {due} kommer aldri: det er før skoleåret",
                    number,
                    task=_named(task),
                    due=full_day(one.due),
                )


def _too_late(task: YearTask, days: Days) -> Iterator[str]:
    """What is to come after the task begins before it is due; of what comes several times, the round nearest it."""
    for other in (other for name in task.before for other in days.get(name, ())):
        rounds = days.get(task.id, ())
        nearest = [one for one in rounds if one.opens <= other.due][-1:] or rounds[:1]
        for one in nearest:
            if other.opens < one.due:
                yield _(
                    "årshjulet: {task} har frist {due}, etter at «{other}» åpner {opens}",
                    task=_named(task),
                    due=full_day(one.due),
                    other=other.task.title,
                    opens=full_day(other.opens),
                )


def year_lines(school_plan: SchoolPlan) -> Iterator[str]:
    """Month by month: the day each task is due and when it is told of, and last those that wait for something, and the
    fixed meetings, which are told of with their week or month.
    """
    if school_plan.year:
        yield _("Årshjulet {year}:", year=school_plan.calendar.school_year)
    tasks = (one for one in wheel(school_plan) if not one.task.meeting)
    for first, due in groupby(tasks, key=lambda one: one.due.replace(day=1)):
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
    yield from _meetings(school_plan)


def _meetings(school_plan: SchoolPlan) -> Iterator[str]:
    """Each once, with the first and the last time it is told of."""
    rounds: dict[str, list[Occurrence]] = {}
    for one in wheel(school_plan):
        if one.task.meeting:
            rounds.setdefault(one.task.id, []).append(one)
    title = _("Faste møter")
    if rounds:
        yield f"  {title}"
    for held in rounds.values():
        yield f"    {_what(held[0].task)} {_told(*held)}"


def _line(one: Occurrence) -> str:
    return f"    {full_day(one.due)} {_what(one.task)} {_told(one)}"


def _told(*rounds: Occurrence) -> str:
    """When everything is done in time; what is over its day is told of again."""
    days = sorted({day for one in rounds for day in (*one.posts, *one.reminders)})
    first, last = full_day(days[0]), full_day(days[-1])
    return (
        _("(sagt {day})", day=first)
        if first == last
        else _("(først sagt {first}, sist {last})", first=first, last=last)
    )


def _what(task: YearTask) -> str:
    marks = [_("valgfri")] * task.optional + [_("antatt")] * task.assumed
    return f"{task.title} – {', '.join([_owners(task), *marks])}"


def _named(task: YearTask) -> str:
    return f"{task.title} ({task.id})"


def _owners(task: YearTask) -> str:
    return ", ".join(in_a_sentence(role) for role in task.owners)
