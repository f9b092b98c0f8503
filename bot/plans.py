"""The plan file of every school this bot serves."""

from datetime import datetime
from pathlib import Path

from domain.people import SchoolId
from domain.plan import Plan
from storage.database import Database
from storage.plan_file import PlanErrors, read_plan


def read_plans(path: Path) -> dict[SchoolId, Plan]:
    """One file, or a folder with one for each school. Raises `PlanErrors`."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    plans: dict[SchoolId, Plan] = {}
    for file in files:
        plan = read_plan(file)
        if plan.school_id in plans:
            raise PlanErrors((f"{file.name}: skolen {plan.school_id} har to planfiler",))
        plans[SchoolId(plan.school_id)] = plan
    if not plans:
        raise PlanErrors((f"{path}: ingen planfiler her",))
    return plans


def load_plans(path: Path, database: Database, now: datetime) -> dict[SchoolId, Plan]:
    """Read, and archive, so that a case can keep the plan it was opened under. Raises `PlanErrors`, `PlanChanged`."""
    plans = read_plans(path)
    with database.begin() as unit:
        for school_id, plan in plans.items():
            unit.schools.ensure(school_id)
            unit.plans.keep(plan, now)
    return plans
