"""What leaders have changed in the school year, as a plan file: for the school to take into use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.ids import SchoolId
from domain.oslo import oslo_time
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import AfterEvent, ByDate, ByWeek, EverySecondWeek, OnDate, Rule, Weekly, YearTask
from domain.text.messages import _
from domain.year.changes import ChangeKind, YearChange, by_date, changed, standing, tasks_now
from domain.year.wheel import Occurrence, wheel
from services.load_school_plans import plan_files
from storage.database import Database
from storage.files.changed_school_plan import with_tasks
from storage.files.school_plan_file import PlanErrors, plan_text, read_school_plan

ONE_DAY = {ChangeKind.DAY, ChangeKind.SKIPPED}
OFTEN = (Weekly, EverySecondWeek, AfterEvent)
"""Rules that name no days: that one of these is another cannot be written."""
CHANGED = "-endret-"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPlan:
    """The file, its version, and the titles of the tasks of which one day was moved or left out that it cannot say; and
    whether a task has other days in it.
    """

    text: str
    version: str
    not_said: tuple[str, ...]
    other_days: bool


def write_plan(school_plan: SchoolPlan, path: Path, database: Database, now: datetime) -> WrittenPlan:
    """The school's file with what was changed in chat; `path`: the file, or its folder. Raises `PlanErrors`."""
    with database.begin() as unit:
        changes = unit.school(SchoolId(school_plan.school_id)).year.changes()
    return plan_with_changes(plan_text(_file_of(school_plan, path)), school_plan, changes, now)


def _file_of(school_plan: SchoolPlan, path: Path) -> Path:
    wanted = (school_plan.school_id, school_plan.version)
    for file in plan_files(path):
        plan = read_school_plan(file)
        if (plan.school_id, plan.version) == wanted:
            return file
    raise PlanErrors([_("{path}: ingen planfiler her", path=path)])


def plan_with_changes(text: str, school_plan: SchoolPlan, changes: Sequence[YearChange], now: datetime) -> WrittenPlan:
    """`text`: the file that the plan was read from. Raises `PlanErrors`."""
    told = standing(changes, school_plan)
    of_plan = wheel(school_plan)
    year = changed(of_plan, told, school_plan)
    tasks, not_said = dict[str, YearTask](), list[str]()
    other_days = {one.task for one in told if one.kind in ONE_DAY and one.key}
    for id_, task in tasks_now(school_plan, told).items():
        days = [one for one in year if one.task.id == id_]
        if not _left_out(id_, told) and (days or id_ not in {one.task.id for one in of_plan}):
            tasks[id_] = _as_written(task, days if id_ in other_days else ())
            not_said += [task.title] if id_ in other_days and isinstance(task.rule, OFTEN) else []
    tasks = {id_: _after_those(task, tasks) for id_, task in tasks.items()}
    version = f"{school_plan.version.partition(CHANGED)[0][:22]}{CHANGED}{oslo_time(now):%y%m%d%H%M}"
    written = with_tasks(text, tasks, version)
    moved = any(old.id in tasks and tasks[old.id].rule != old.rule for old in school_plan.year)
    return WrittenPlan(text=written, version=version, not_said=tuple(not_said), other_days=moved)


def _left_out(task: str, told: Iterable[YearChange]) -> bool:
    return any(one.task == task and one.kind is ChangeKind.SKIPPED and not one.key for one in told)


def _as_written(task: YearTask, days: Sequence[Occurrence]) -> YearTask:
    """As it stands in a file: with these days, when it has others than its rule gives."""
    rule = _rule(task, days) if days and not isinstance(task.rule, OFTEN) else task.rule
    return YearTask.model_validate(dict(task) | {"rule": rule})


def _rule(task: YearTask, days: Sequence[Occurrence]) -> Rule:
    dues = [one.due for one in days]
    match task.rule:
        case OnDate():
            return OnDate(kind="dato", dates=by_date(dues).dates)
        case ByDate(opens_weeks_before=ahead) | ByWeek(opens_weeks_before=ahead):
            return by_date(dues, ahead)
        case _:
            longest = max((one.due - one.opens).days for one in days)
            return by_date(dues, min(max(-(-longest // 7), 1), 20))


def _after_those(task: YearTask, tasks: Mapping[str, YearTask]) -> YearTask:
    """Without those it must be done before that are not there any more."""
    before = tuple(one for one in task.before if one in tasks)
    return task if before == task.before else YearTask.model_validate(dict(task) | {"before": before})
