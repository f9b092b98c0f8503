"""The plan file of every school this bot serves."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _
from storage.database import Database
from storage.files.school_plan_file import PlanErrors, read_school_plan


def plan_files(path: Path) -> list[Path]:
    """The file itself, or those of a folder."""
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def read_school_plans(path: Path) -> dict[SchoolId, SchoolPlan]:
    """One file, or a folder with one for each school. Raises `PlanErrors`."""
    plans: dict[SchoolId, SchoolPlan] = {}
    with _nothing_collected():
        for file in plan_files(path):
            plan = read_school_plan(file)
            if plan.school_id in plans:
                raise PlanErrors([_("{file}: skolen {school} har to planfiler", file=file.name, school=plan.school_id)])
            plans[SchoolId(plan.school_id)] = plan
    if not plans:
        raise PlanErrors([_("{path}: ingen planfiler her", path=path)])
    return plans


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Reading makes tens of thousands of objects for each file, and no circles of them: looking for circles, through
    all plans that have been read, takes four fifths of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def load_school_plans(path: Path, database: Database, now: datetime) -> dict[SchoolId, SchoolPlan]:
    """Read, and archive, so that a case can keep the plan it was opened under. Raises `PlanErrors`, `PlanChanged`."""
    plans = read_school_plans(path)
    with _nothing_collected(), database.begin() as unit:
        for school_id, plan in plans.items():
            unit.schools.ensure(school_id)
            unit.school_plans.keep(plan, now)
    return plans
