"""What leaders have changed in the school year from chat: told by changes that are only ever added (law 5).

The plan file stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, TypeVar

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.errors import Invalid
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.people.permissions import GRANTS, Permission
from domain.people.person import Grade, Role
from domain.school_plan.calendar import CalendarPlan
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import AHEAD, ByDate, Month, Per, Purpose, Whose, YearTask
from domain.steps.take_step import REASON_MIN, require_reason
from domain.text.messages import _
from domain.text.prose import Prose, letters
from domain.value import VALUE
from domain.year.wheel import Occurrence, is_open, moved, occurrences, opened

TITLE_MAX, TEXT_MAX = 80, 600
OF_AKS = {Role.AKS_BASE_LEADER, Role.AKS_STAFF}


class ChangeKind(StrEnum):
    """What was changed."""

    NEW = "ny"
    DAY = "dag"
    OWNERS = "eiere"
    GRADES = "trinn"
    SKIPPED = "ikke_i_år"
    UNDONE = "angret"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class YearChange:
    """A change of a task of one school year. What it became stands in the field of its kind.

    `task` is the task's id; `key` the occurrence's, of a day and of what is left out once: without it, all year.
    `day`: an Oslo day. `undoes`: the change it takes back.
    """

    id: str
    kind: ChangeKind
    school_year: str
    task: str
    at: AwareDatetime
    by: PersonId
    reason: Prose = ""
    key: str = ""
    day: date | None = None
    owners: tuple[str, ...] = ()
    per: Per | None = None
    grades: tuple[Grade, ...] = ()
    title: str = ""
    text: Prose = ""
    undoes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """What a leader has written of a new task; `grades` as they were chosen, and no `per` when it follows from who does
    it.
    """

    title: str
    text: str
    day: date
    owners: tuple[str, ...]
    per: Per | None
    grades: tuple[str, ...]


class ChatTask(YearTask):
    """A task that a leader has made: what it is, is told to whoever presses, and to no channel."""

    made_in_chat: ClassVar[bool] = True


def standing(changes: Iterable[YearChange], school_plan: SchoolPlan) -> list[YearChange]:
    """Those of the plan's school year that were not taken back, the oldest first. A task that stands in the plan file
    by now is new no more.
    """
    told = [one for one in changes if one.school_year == school_plan.calendar.school_year]
    undone, known = {one.undoes for one in told}, {task.id for task in school_plan.year}
    kept = (one for one in told if one.id not in undone and one.kind is not ChangeKind.UNDONE)
    return [one for one in kept if one.kind is not ChangeKind.NEW or one.task not in known]


def tasks_now(school_plan: SchoolPlan, changes: Sequence[YearChange]) -> dict[str, YearTask]:
    """The tasks of the plan, and those made since, as they are after what stands of the changes; by id."""
    tasks = {task.id: task for task in school_plan.year}
    for one in standing(changes, school_plan):
        match one.kind:
            case ChangeKind.NEW:
                tasks[one.task] = _made(one, school_plan)
            case ChangeKind.OWNERS if one.task in tasks and _known(one.owners, school_plan):
                tasks[one.task] = _given(tasks[one.task], one, school_plan)
            case ChangeKind.GRADES if one.task in tasks:
                tasks[one.task] = _with(tasks[one.task], grades=one.grades)
            case _:
                pass
    return tasks


def _given(task: YearTask, change: YearChange, school_plan: SchoolPlan) -> YearTask:
    """To others: from AKS to the school's own, or to AKS, or from the leaders, it is told where they are."""
    aks = _all_of_aks(change.owners, school_plan)
    leaders = {school_plan.role_kinds[role] for role in change.owners} <= GRANTS[Permission.LEAD_YEAR]
    stays = aks is _all_of_aks(task.owners, school_plan) and (leaders or task.posted_to != (Purpose.LEADERSHIP,))
    to = {} if stays else _told_to(aks=aks)
    return _with(task, owners=change.owners, per=change.per or task.per, **to)


def _told_to(*, aks: bool) -> dict[str, object]:
    """AKS's own are told to AKS, and follow its days."""
    calendar, purpose = (Whose.AKS, Purpose.AKS) if aks else (Whose.SCHOOL, Purpose.YEAR)
    return {"calendar": calendar, "posted_to": (purpose,)}


def _all_of_aks(owners: Iterable[str], school_plan: SchoolPlan) -> bool:
    return {school_plan.role_kinds[role] for role in owners if role in school_plan.role_kinds} <= OF_AKS


Task = TypeVar("Task", bound=YearTask)


def _with(task: Task, **change: object) -> Task:
    return type(task).model_validate(dict(task) | change)


def changed(
    wheel: tuple[Occurrence, ...], changes: Sequence[YearChange], school_plan: SchoolPlan
) -> tuple[Occurrence, ...]:
    """The year of the plan as it is after the changes: `wheel` is all of the plan's own. By due."""
    told = standing(changes, school_plan)
    if not told:
        return wheel
    calendar, tasks = school_plan.calendar, tasks_now(school_plan, told)
    new = [_first(one, tasks[one.task], calendar) for one in told if one.kind is ChangeKind.NEW]
    left_out = {one.key or one.task for one in told if one.kind is ChangeKind.SKIPPED}
    days = {one.key: one for one in told if one.kind is ChangeKind.DAY}
    found = (replace(one, task=tasks[one.task.id]) for one in (*wheel, *filter(None, new)))
    there = (one for one in found if left_out.isdisjoint({one.key, one.task.id}))
    return tuple(sorted((_on_its_day(one, days.get(one.key), calendar) for one in there), key=lambda one: one.due))


def _first(change: YearChange, task: YearTask, calendar: CalendarPlan) -> Occurrence | None:
    """The one day of a new task; channels are told of it at the earliest the day after it was made."""
    one = next(iter(occurrences(task, calendar)), None)
    return opened(one, calendar, _after(change)) if one else None


def _on_its_day(one: Occurrence, change: YearChange | None, calendar: CalendarPlan) -> Occurrence:
    return moved(one, change.day, calendar, _after(change), change.at) if change and change.day else one


def _after(change: YearChange) -> date:
    return oslo_date(change.at) + timedelta(days=1)


def _made(change: YearChange, school_plan: SchoolPlan) -> ChatTask:
    owners = tuple(role for role in change.owners if role in school_plan.role_kinds) or (Role.PRINCIPAL,)
    task = ChatTask(
        id=change.task,
        title=change.title,
        text=change.text,
        source=_("lagt til i chat"),
        owners=owners,
        per=change.per,
        grades=change.grades,
        rule=by_date([change.day or school_plan.calendar.last_school_day]),
    )
    return _with(task, **_told_to(aks=_all_of_aks(owners, school_plan)))


def by_date(days: Iterable[date], weeks_before: int = AHEAD) -> ByDate:
    """The rule of a task that has these days."""
    months = {month.number: month for month in Month}
    written = tuple(f"{day.day}. {months[day.month].value}" for day in days)
    return ByDate(kind="innen", dates=written, opens_weeks_before=weeks_before)


def _known(owners: Sequence[str], school_plan: SchoolPlan) -> bool:
    """Whether the school still has all these roles."""
    return school_plan.role_kinds.keys() >= set(owners)


def new_task(change: YearChange, school_plan: SchoolPlan) -> YearChange:
    """The change as it is kept. Raises `Invalid`."""
    if letters(change.title) < REASON_MIN:
        raise Invalid("title", "Skriv hva oppgaven heter.")
    if letters(change.text) < REASON_MIN:
        raise Invalid("text", "Skriv hva som skal gjøres.")
    owners = _owners(change, (), school_plan)
    per = change.per or _per(owners, school_plan)
    said = replace(change, owners=owners, per=per, grades=tuple(sorted(set(change.grades))))
    _require_day(said, _made(said, school_plan), school_plan)
    return said


def change_of(change: YearChange, one: Occurrence, school_plan: SchoolPlan) -> YearChange | None:
    """A change of a task as it is kept; None when it is so already. Raises `Invalid`."""
    require_reason(change.reason)
    match change.kind:
        case ChangeKind.DAY:
            _require_day(change, one.task, school_plan)
            return change if change.day != one.due else None
        case ChangeKind.OWNERS:
            owners = _owners(change, one.task.owners, school_plan)
            per = change.per or _per(owners, school_plan)
            same = owners == one.task.owners and per is one.task.done_per
            return None if same else replace(change, owners=owners, per=per)
        case ChangeKind.GRADES:
            grades = tuple(sorted(set(change.grades)))
            return replace(change, grades=grades) if grades != tuple(sorted(one.task.grades)) else None
        case _:
            return change


def _require_day(change: YearChange, task: YearTask, school_plan: SchoolPlan) -> None:
    if not (change.day and is_open(change.day, task, school_plan.calendar) and change.day > oslo_date(change.at)):
        raise Invalid("day", "Velg en skoledag i dette skoleåret, etter i dag.")


def _owners(change: YearChange, now: Sequence[str], school_plan: SchoolPlan) -> tuple[str, ...]:
    """Those who have it first."""
    if not change.owners or not _known(change.owners, school_plan):
        raise Invalid("owners", "Velg hvem som gjør den.")
    added = (role for role in school_plan.role_kinds if role not in now)
    return tuple(role for role in (*now, *added) if role in change.owners)


def _per(owners: Iterable[str], school_plan: SchoolPlan) -> Per:
    """When nobody has said: each contact teacher does it for their own class."""
    return Per.CLASS if Role.CONTACT_TEACHER in {school_plan.role_kinds[role] for role in owners} else Per.SCHOOL
