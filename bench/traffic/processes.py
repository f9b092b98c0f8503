"""Servers in processes of their own, and what they cost."""

import asyncio
import re
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import psutil

from tests.kit.school import WATCHER

PATIENCE = 60.0
POLL = 0.01
_IN_STATE = re.compile(r'^skolemiljo_outbox_messages\{state="(\w+)"\} (\S+)$', re.MULTILINE)

_IMPORTED = (
    "import psutil; from bench.servers import ours; ours.load_everything(); print(psutil.Process().memory_info().rss)"
)


@dataclass(frozen=True, slots=True)
class Server:
    """`ready_after`: seconds from the start of the process until it answered."""

    url: str
    process: psutil.Process
    ready_after: float

    @property
    def cpu(self) -> float:
        """Seconds of CPU time, of all threads."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    @property
    def resident(self) -> float:
        """Megabytes of memory."""
        return float(self.process.memory_info().rss) / 1e6

    async def waiting(self, session: aiohttp.ClientSession) -> int:
        """Messages of the outbox that have not been sent, as `/metrics` tells."""
        async with session.get(f"{self.url}/metrics", headers=WATCHER) as response:
            found = dict(_IN_STATE.findall(await response.text()))
        return int(float(found.get("pending", 0)))


@asynccontextmanager
async def serving(module: str, *arguments: str, ready: str = "/") -> AsyncIterator[Server]:
    """The server, once `ready` is answered: with 200, or, for one that has no such page, at all."""
    port = free_port()
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, str(port), *arguments)
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            while not await _answers(session, url + ready):
                if process.returncode is not None or time.perf_counter() - began > PATIENCE:
                    raise RuntimeError(f"{module} did not start")
                await asyncio.sleep(POLL)
        yield Server(url, psutil.Process(process.pid), time.perf_counter() - began)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def resident_when_imported() -> float:
    """Megabytes of a process that has imported all of the bot and has done nothing."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _IMPORTED, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return float(said) / 1e6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as response:
            return response.status == 200 or url.endswith("/")
    except aiohttp.ClientError:
        return False
