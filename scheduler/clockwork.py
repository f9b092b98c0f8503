"""APScheduler, as a ticker and nothing more: all that must not be lost is in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler.delivery import Delivery
from scheduler.reach import Reach
from scheduler.sweeps.registry import Sweep, run_alone, sweeps
from storage.database import Database, Unavailable
from storage.failures import place

log = structlog.get_logger(__name__)
DELIVER_EVERY = timedelta(seconds=1)
ROSTERS_EVERY, STRANGERS_EVERY = timedelta(seconds=5), timedelta(minutes=1)
_ONE_AND_A_TICK_THAT_FINDS_IT = 2


@dataclass(frozen=True, slots=True)
class Ticked:
    """Work that is done every so often, and never twice at once: a tick that finds it on its way goes away again.

    What goes wrong is told by kind and place, never by what it says, and is tried again with the next tick.
    """

    every: timedelta
    work: Callable[[], Awaitable[object]]
    at_once: bool = False
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def tick(self) -> None:
        if not self._busy.locked():
            async with self._busy:
                try:
                    await self.work()
                except Exception as error:  # noqa: BLE001  (on purpose)
                    log.error("tick failed", error=type(error).__name__, at=place(error.__traceback__))  # noqa: TRY400  (a trace would say too much)


def start(
    database: Database,
    delivery: Delivery,
    school_plans: Mapping[SchoolId, SchoolPlan],
    clock: Callable[[], datetime],
    reach: Reach | None = None,
    *also: Ticked,
) -> AsyncIOScheduler:
    """Start the ticks on the running loop. A tick that comes late still comes, and never twice at once.

    What is due by now is seen to at once: a start in the middle of the morning has waited long enough.
    Before its `shutdown`, which cancels what is running, `Delivery.stop` lets the drain end.
    """

    def swept(sweep: Sweep) -> Ticked:
        return aside(sweep.every, lambda: run_alone(sweep, database, school_plans, clock()))

    return ticking(
        Ticked(DELIVER_EVERY, delivery.keep_going), *map(swept, sweeps()), *(_meeting(reach) if reach else ()), *also
    )


def _meeting(reach: Reach) -> Iterator[Ticked]:
    """What is cut short by a stop, or by a database that is away, comes with the next tick."""
    for every, work in ((ROSTERS_EVERY, reach.read_rosters), (STRANGERS_EVERY, reach.ask_for_strangers)):

        async def quietly(work: Callable[[], Awaitable[None]] = work) -> None:
            with suppress(asyncio.CancelledError, Unavailable):
                await work()

        yield Ticked(every, quietly, at_once=True)


def aside(every: timedelta, sweep: Callable[[], object], *, at_once: bool = True) -> Ticked:
    """In a thread. A stop in the middle is no error: what is not committed comes with the next start."""

    async def work() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.to_thread(sweep)

    return Ticked(every, work, at_once)


def ticking(*works: Ticked) -> AsyncIOScheduler:
    """Start them on the running loop."""
    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": _ONE_AND_A_TICK_THAT_FINDS_IT}
    scheduler = AsyncIOScheduler(timezone="Europe/Oslo", job_defaults=defaults)
    for one in works:
        if one.at_once:
            scheduler.add_job(one.tick)
        scheduler.add_job(one.tick, "interval", seconds=one.every.total_seconds())
    scheduler.start()
    return scheduler
