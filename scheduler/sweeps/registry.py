"""The sweeps: idempotent, run as often as one likes, in as many processes as one likes. One a file, found at start."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.translation.plan_in_language import speak_as
from storage.database import Database, Unavailable
from storage.unit_of_work import Tx, Unit

Plans = Mapping[SchoolId, SchoolPlan]
Run = Callable[[Database, Plans, datetime], object]
R = TypeVar("R", bound=Run)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sweep:
    """`every` so often, and when the bot starts."""

    every: timedelta
    run: Run


_sweeps: list[Sweep] = []


def sweep(*, every: timedelta) -> Callable[[R], R]:
    """Registers a sweep."""

    def register(run: R) -> R:
        _sweeps.append(Sweep(every, run))
        return run

    return register


@cache
def sweeps() -> Sequence[Sweep]:
    """All of them, once every module of the package is imported."""
    import scheduler.sweeps as package  # noqa: PLC0415  (not at import)

    for module in pkgutil.iter_modules(package.__path__, "scheduler.sweeps."):
        importlib.import_module(module.name)
    return _sweeps


def run_sweeps(database: Database, school_plans: Plans, now: datetime) -> None:
    """All of them, one after the other."""
    for one in sweeps():
        run_alone(one, database, school_plans, now)


def run_alone(one: Sweep, database: Database, school_plans: Plans, now: datetime) -> None:
    """What goes wrong in it stops no other, and it comes again with the next tick. When nothing can be kept it ends."""
    with suppress(Unavailable), database.keys.failures.alone("sweep", sweep=one.run.__name__):
        one.run(database, school_plans, now)


def in_each_school(
    work: Callable[[Tx, SchoolPlan, datetime], None], database: Database, school_plans: Plans, now: datetime
) -> None:
    """In a transaction for each school that has a plan and people, and each by itself."""

    def here(unit: Unit, school_id: SchoolId) -> None:
        if unit.schools.has(school_id):
            speak_as(school_plans[school_id])
            work(unit.school(school_id), school_plans[school_id], now)

    each_alone(school_plans, here, database)


def each_alone(schools: Iterable[SchoolId], work: Callable[[Unit, SchoolId], T], database: Database) -> list[T]:
    """A transaction for each school. What goes wrong in one stops no other; what it came to in the others."""
    done = []
    for school_id in schools:

        def here(unit: Unit, school_id: SchoolId = school_id) -> T:
            return work(unit, school_id)

        with database.keys.failures.alone("school", school=school_id):
            done.append(database.run(here))
    return done
