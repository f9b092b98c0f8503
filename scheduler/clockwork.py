"""APScheduler, as a ticker and nothing more: all that must not be lost is in the database."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.delivery import Delivery
from scheduler.sweeps import drop_expired_drafts
from storage.database import Database

DELIVER_EVERY = 1
DROP_EVERY = 15 * 60


def start(database: Database, delivery: Delivery, clock: Callable[[], datetime]) -> AsyncIOScheduler:
    """Start the ticks on the running loop. A tick that comes late still comes, and never twice at once.

    Before its `shutdown`, which cancels what is running, `Delivery.stop` lets the drain end.
    """

    async def deliver() -> None:
        await delivery.drain()

    async def drop() -> None:
        await asyncio.to_thread(drop_expired_drafts, database, clock())

    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone="Europe/Oslo", job_defaults=defaults)
    scheduler.add_job(deliver, "interval", seconds=DELIVER_EVERY)
    scheduler.add_job(drop, "interval", seconds=DROP_EVERY)
    scheduler.start()
    return scheduler
