"""The demo's own clock, and the school it opens."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import structlog

from bot.demo.demo import clock_from, run
from domain.oslo import oslo_time
from tests.kit.demo.demo_process import free_port

SCHOOL_DAY = date(2026, 11, 25)


def test_the_clock_of_the_demo_starts_on_the_day_at_this_time_of_day_and_runs_on() -> None:
    ticking = iter([datetime(2026, 6, 1, 8, 30, tzinfo=UTC) + timedelta(minutes=n) for n in range(3)])
    clock = clock_from(date(2026, 12, 14), clock=lambda: next(ticking))
    first, second = clock(), clock()
    assert oslo_time(first - timedelta(minutes=1)).isoformat() == "2026-12-14T10:30:00+01:00"
    assert second - first == timedelta(minutes=1)


def test_or_at_a_time_of_day_of_its_own() -> None:
    clock = clock_from(date(2026, 12, 14), time(8, 0), lambda: datetime(2026, 6, 1, 21, 45, tzinfo=UTC))
    assert oslo_time(clock()).isoformat() == "2026-12-14T08:00:00+01:00"


def test_and_on_the_day_it_is_when_none_is_said() -> None:
    now = datetime(2026, 6, 1, 22, 45, tzinfo=UTC)
    assert oslo_time(clock_from(None, time(8, 0), lambda: now)()).isoformat() == "2026-06-02T08:00:00+02:00"


class Told:
    """What the demo says; it is stopped when it has said how to stop it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.ready = asyncio.Event()

    def say(self, line: str) -> None:
        self.lines.append(line)
        if "Ctrl-C" in line:
            self.ready.set()


async def run_once(folder: Path, *, empty: bool) -> list[str]:
    """Without the clients."""
    told, port = Told(), free_port()
    running = asyncio.create_task(
        run(
            port=port,
            data_dir=folder,
            client=False,
            fresh=False,
            say=told.say,
            empty=empty,
            clock=clock_from(SCHOOL_DAY),
        )
    )
    await asyncio.wait([running, asyncio.create_task(told.ready.wait())], return_when=asyncio.FIRST_COMPLETED)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    structlog.reset_defaults()
    return told.lines


def counted(path: Path) -> dict[str, int]:
    """Cases and events of a database."""
    ask = {"cases": "select count(*) from cases", "events": "select count(*) from events"}
    with closing(sqlite3.connect(path)) as database:
        return {table: database.execute(said).fetchone()[0] for table, said in ask.items()}


@pytest.mark.slow
async def test_a_school_is_filled_once_and_the_bare_one_never(tmp_path: Path) -> None:
    first = await run_once(tmp_path, empty=False)
    assert first[0].startswith("Fyller skolen")
    assert first[-1].startswith("┌")
    filled = counted(tmp_path / "skolemiljo.db")
    assert filled["cases"] == 6
    (box,) = await run_once(tmp_path, empty=False)
    assert "Skolemiljø is ready" in box
    assert counted(tmp_path / "skolemiljo.db") == filled
    (box,) = await run_once(tmp_path, empty=True)
    assert counted(tmp_path / "empty.db")["cases"] == 0
    assert counted(tmp_path / "skolemiljo.db") == filled
