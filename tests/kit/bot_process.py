"""A real bot in a process of its own, that stops at a commit and waits there to be killed.

It says its port when it can take presses, and «halted» when it stands where it was told to; it never goes on from
there. Its process is forked from one that has imported everything, and has run nothing.
"""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

import aiohttp

from bot import logs
from bot.app import DELIVERY, Parts, create_app
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from bot.turns.limits import NO_LIMITS
from bot.web.server import GuardedRunner
from scheduler.sweeps.registry import run_sweeps
from services.load_school_plans import read_school_plans
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.unit_of_work import Unit
from tests.kit.databases import KEY
from tests.kit.school import PLAN, settings_of
from tests.kit.teams.activities import BOT_ID, TENANT

T = TypeVar("T")
STARTS_WITHIN = 30
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Orders:
    """`halt` is where transaction number `at` stops: "before" its commit, or "after" it. With `deliver` the process
    empties the outbox at once instead of waiting for presses; with `sweep` it looks for what is due before that. It
    says «done» when it has come through.
    """

    url: str
    metadata_url: str
    now: str
    halt: str
    at: int = 1
    deliver: bool = False
    sweep: bool = False


class HaltingDatabase(Database):
    """Stands still at the commit it was told, with the transaction as it is at that moment."""

    def __init__(self, orders: Orders, says: Connection) -> None:
        super().__init__(orders.url, KeyRing([KEY]))
        self._orders = orders
        self._says = says
        self._runs = 0

    def run(self, work: Callable[[Unit], T], *, person: bool = False, since: float | None = None) -> T:
        self._runs += 1
        here = self._runs == self._orders.at

        def then(unit: Unit) -> T:
            done = work(unit)
            if here and self._orders.halt == "before":
                self._halt()
            return done

        done = super().run(then, person=person, since=since)
        if here and self._orders.halt == "after":
            self._halt()
        return done

    def _halt(self) -> None:
        self._says.send("halted")
        threading.Event().wait()


def _parts(orders: Orders, says: Connection) -> Parts:
    now = datetime.fromisoformat(orders.now)
    return Parts(
        settings=settings_of(orders.url),
        database=HaltingDatabase(orders, says),
        school_plans=read_school_plans(PLAN),
        edge=Edge(metadata_url=orders.metadata_url, hosts=frozenset({"127.0.0.1"}), scheme="http"),
        tokens=Anonymous(),
        bot_id=BOT_ID,
        tenant_id=TENANT,
        clock=lambda: now,
        rates=NO_LIMITS,
    )


async def _serve(orders: Orders, says: Connection) -> None:
    parts = _parts(orders, says)
    app = create_app(parts)
    runner = GuardedRunner(app)
    await runner.setup()
    await runner.listen("127.0.0.1", 0)
    says.send(str(runner.addresses[0][1]))
    if orders.sweep:
        await asyncio.to_thread(run_sweeps, parts.database, parts.school_plans, parts.clock())
    if orders.deliver:
        await app[DELIVERY].drain()
        says.send("done")
    await asyncio.Event().wait()


def _live(orders: Orders, says: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    logs.configure("INFO")
    asyncio.run(_serve(orders, says))


@dataclass(slots=True)
class Bot:
    """The running process, seen from the test."""

    process: BaseProcess
    heard: Connection
    client: aiohttp.ClientSession

    async def halted(self) -> None:
        """Returns when the process stands where it was told to."""
        assert await self.hears() == "halted"

    async def stopped(self) -> bool:
        """Returns when the process stands still: whether that is where it was told to, before it had come through."""
        return await self.hears() == "halted"

    async def kill(self) -> None:
        """SIGKILL, as when the machine loses power: nothing is tidied up."""
        self.process.kill()
        await asyncio.to_thread(self.process.join)

    async def hears(self) -> str:
        return await asyncio.to_thread(self._next)

    def _next(self) -> str:
        assert self.heard.poll(STARTS_WITHIN)
        return str(self.heard.recv())


@asynccontextmanager
async def bot_process(orders: Orders) -> AsyncIterator[Bot]:
    """A bot that has started; killed at the end at the latest."""
    heard, says = _forks.Pipe(duplex=False)
    process = _forks.Process(target=_live, args=(orders, says))
    await asyncio.to_thread(process.start)
    says.close()
    bot = Bot(process, heard, aiohttp.ClientSession())
    try:
        port = await bot.hears()
        await bot.client.close()
        bot.client = aiohttp.ClientSession(f"http://127.0.0.1:{port}")
        yield bot
    finally:
        await bot.client.close()
        await bot.kill()
        process.close()
        heard.close()
