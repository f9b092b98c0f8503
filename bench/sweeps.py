"""What a sweep costs when nothing is due: with few open cases, and with many."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session, text

from domain.ids import SchoolId
from scheduler.sweeps.registry import run_sweeps
from storage.database import Database
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from storage.engine.tables import CaseRow
from storage.statements.inserts import add
from tests.kit.databases import KEY
from tests.kit.school import SCHOOL, fill
from tests.kit.year.days import PLANS

FEW, MANY = 250, 25_000
"""Of some four open steps each: 1,000 and 100,000 steps."""
MORNINGS = 20
FAR = date(2100, 1, 1)
DUE = "select * from cases where school_id = 's' and is_open = 1 and due_on <= '2026-11-30'"


def sweeps(folder: Path) -> tuple[float, float, str]:
    """Milliseconds of a morning's sweeps with few and with many cases, and how the database finds what is due."""
    few, _ = _timed(folder / "few.db", FEW)
    many, plan = _timed(folder / "many.db", MANY)
    return few, many, plan


def _timed(file: Path, cases: int) -> tuple[float, str]:
    database = Database(f"sqlite:///{file}", KeyRing([KEY]))
    migrate.upgrade(database.engine)
    fill(database)
    with database.begin() as unit:
        _open_cases(unit._session, SCHOOL, cases)  # noqa: SLF001  (there is no public way)
    days = [datetime(2026, 11, day, 7, tzinfo=UTC) for day in range(2, 27)][:MORNINGS]
    before = time.perf_counter()
    for morning in days:
        run_sweeps(database, PLANS, morning)
    took = 1000 * (time.perf_counter() - before) / len(days)
    plan = _plan(database)
    database.dispose()
    return took, plan


def _open_cases(session: Session, school: SchoolId, number: int) -> None:
    opened = datetime(2026, 11, 1, tzinfo=UTC)
    row = {"school_id": school, "opened_at": opened, "is_open": True, "due_on": FAR, "version": 1, "sealed": b""}
    add(session, CaseRow, *({"id": f"c{n}", "reference": f"2026-{n}", **row} for n in range(number)))


def _plan(database: Database) -> str:
    with database.begin() as unit:
        found = unit._session.connection().execute(  # noqa: SLF001  (there is no public way)
            text(f"explain query plan {DUE}")
        )
        return " ".join(str(row[-1]) for row in found)
