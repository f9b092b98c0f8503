"""A connector that takes everything at once, and counts."""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that was taken: when, to which conversation, and the text of its notification."""

    at: float
    path: str
    summary: str


class Counting:
    """`service_url` once started. `next` waits for messages; `taken` counts them."""

    def __init__(self) -> None:
        self.service_url = ""
        self.taken = self.refused = 0
        self._arrivals: asyncio.Queue[Arrival] = asyncio.Queue()
        self._ids = itertools.count()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._take)
        self._server = TestServer(app, host="127.0.0.1")

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Self]:
        connector = cls()
        await connector._server.start_server()
        connector.service_url = str(connector._server.make_url("/"))
        yield connector
        await connector._server.close()

    def forget(self) -> None:
        """What has come until now is not waited for."""
        while not self._arrivals.empty():
            self._arrivals.get_nowait()

    async def next(self) -> Arrival:
        return await self._arrivals.get()

    async def timed(self, number: int) -> float:
        """Messages per second of the next `number`, from the first that comes."""
        arrived = [await self._arrivals.get() for _ in range(number)]
        return (number - 1) / (arrived[-1].at - arrived[0].at)

    async def _take(self, request: web.Request) -> web.Response:
        body, now = await request.read(), time.perf_counter()
        if not self._room(request.path, now):
            self.refused += 1
            return web.json_response({"error": {"code": "TooManyRequests"}}, status=429, headers={"Retry-After": "1"})
        self.taken += 1
        summary = json.loads(body).get("summary", "") if body else ""
        self._arrivals.put_nowait(Arrival(now, request.path, summary))
        return web.json_response({"id": f"m{next(self._ids)}"}, status=201)

    def _room(self, _where: str, _now: float) -> bool:
        return True


class Strict(Counting):
    """Refuses what breaks Teams' limits, as Teams would: a little slack for the way from the clock to here."""

    SLACK = 0.9
    TO_ONE = ((7, 1.0), (60, 30.0))
    TO_ALL = ((50, 1.0),)

    def __init__(self) -> None:
        super().__init__()
        self._sent: defaultdict[str, deque[float]] = defaultdict(deque)

    def _room(self, where: str, now: float) -> bool:
        for key, limits in ((where, self.TO_ONE), ("", self.TO_ALL)):
            sent = self._sent[key]
            while sent and sent[0] <= now - limits[-1][1] * self.SLACK:
                sent.popleft()
            if any(sum(at > now - window * self.SLACK for at in sent) >= most for most, window in limits):
                return False
        self._sent[where].append(now)
        self._sent[""].append(now)
        return True
