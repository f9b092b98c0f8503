"""APScheduler, as a ticker and nothing more: all that must not be lost is in the database."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler.delivery import Delivery
from scheduler.sweeps.registry import Sweep, sweeps
from storage.database import Database

DELIVER_EVERY = 1


def start(
    database: Database, delivery: Delivery, school_plans: Mapping[SchoolId, SchoolPlan], clock: Callable[[], datetime]
) -> AsyncIOScheduler:
    """Start the ticks on the running loop. A tick that comes late still comes, and never twice at once.

    What is due by now is seen to at once: a start in the middle of the morning has waited long enough.
    Before its `shutdown`, which cancels what is running, `Delivery.stop` lets the drain end.
    """

    async def deliver() -> None:
        await delivery.drain()

    async def aside(sweep: Sweep) -> None:
        await _aside(lambda: sweep.run(database, school_plans, clock()))

    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone="Europe/Oslo", job_defaults=defaults)
    scheduler.add_job(deliver, "interval", seconds=DELIVER_EVERY)
    for sweep in sweeps():
        scheduler.add_job(aside, args=[sweep])
        scheduler.add_job(aside, "interval", args=[sweep], seconds=sweep.every.total_seconds())
    scheduler.start()
    return scheduler


async def _aside(sweep: Callable[[], object]) -> None:
    """In a thread. A stop in the middle is no error: what is not committed comes again with the next start."""
    with suppress(asyncio.CancelledError):
        await asyncio.to_thread(sweep)
