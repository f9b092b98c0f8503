"""The morning of a municipality: every sweep once, at half past seven."""

import time as clock
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

from sqlalchemy import Engine, event

from bench.figures import Figure
from bench.profiles import Profile
from bench.rows.extent import Ground
from bench.world import TODAY, many_schools, opened, plan_files
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler.sweeps.registry import run_sweeps
from services.load_school_plans import read_school_plans
from storage.database import Database
from tests.kit.year.days import moment

CASES = 40
HALF_PAST_SEVEN = time(7, 30)
Plans = dict[SchoolId, SchoolPlan]


def sweep(ground: Ground) -> list[Figure]:
    """On each of some school days. What it costs to read the plans is not in it: they are read when the bot starts."""
    figures = []
    schools = ground.extent.schools
    plans = read_school_plans(plan_files(ground.folder, schools))
    for name, fresh in ground.databases.items():
        mornings = _mornings(fresh(), plans, ground.extent.runs)
        title = f"morning's sweep, {schools} schools with {schools * CASES} open cases, {name}"
        figures += [
            Figure(title, "s CPU", [cpu for cpu, _ in mornings], most=8),
            Figure(f"… SQL statements, {name}", "statements", [statements for _, statements in mornings]),
        ]
    return figures


def profile(ground: Ground) -> Profile:
    """Of one morning on SQLite."""
    plans = read_school_plans(plan_files(ground.folder, ground.extent.schools))
    with opened(ground.databases["SQLite"]()) as database:
        many_schools(database, plans, CASES)
        with Profile() as found:
            run_sweeps(database, plans, moment(TODAY, HALF_PAST_SEVEN))
    return found


def _mornings(url: str, plans: Plans, number: int) -> list[tuple[float, int]]:
    with opened(url) as database:
        many_schools(database, plans, CASES)
        days = [TODAY + timedelta(days=n) for n in range(7) if (TODAY + timedelta(days=n)).weekday() < 5]
        return [_morning(database, plans, day) for day in days[:number]]


def _morning(database: Database, plans: Plans, day: date) -> tuple[float, int]:
    """Seconds of CPU, and how many statements were run."""
    with _counted() as statements:
        before = clock.process_time()
        run_sweeps(database, plans, moment(day, HALF_PAST_SEVEN))
        took = clock.process_time() - before
    return took, len(statements)


@contextmanager
def _counted() -> Iterator[list[str]]:
    """Every statement of every connection; one that is run with many rows is one."""
    statements: list[str] = []

    def run(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", run)
    yield statements
    event.remove(Engine, "before_cursor_execute", run)
