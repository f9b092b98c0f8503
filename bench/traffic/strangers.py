"""Connections that begin a request and never end it."""

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bench.traffic.processes import Server
from tests.kit.served import stranger

ADDRESSES = 60
AGAIN = 0.05
BEGUN = b"POST /api/messages HTTP/1.1\r\nHost:"


@asynccontextmanager
async def standing_there(server: Server, number: int) -> AsyncIterator[None]:
    """So many, from many addresses; who is sent away comes again."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    port, there, all_there = int(server.url.rpartition(":")[2]), set[int](), asyncio.Event()

    async def stands(one: int) -> None:
        while True:
            with suppress(OSError):
                async with stranger(port, f"127.0.1.{one % ADDRESSES + 1}") as connection:
                    await connection.says(BEGUN)
                    there.add(one)
                    if len(there) == number:
                        all_there.set()
                    await connection.reader.read()
            await asyncio.sleep(AGAIN)

    tasks = [asyncio.ensure_future(stands(one)) for one in range(number)]
    try:
        await all_there.wait()
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
