"""A connector that takes everything at once, and counts."""

import asyncio
import itertools
import time

from aiohttp import web
from aiohttp.test_utils import TestServer


class Counting:
    """`service_url` once started. `timed` waits for messages and tells how many came per second."""

    def __init__(self) -> None:
        self.service_url = ""
        self._arrivals: asyncio.Queue[float] = asyncio.Queue()
        self._ids = itertools.count()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._take)
        self._server = TestServer(app, host="127.0.0.1")

    async def start(self) -> None:
        await self._server.start_server()
        self.service_url = str(self._server.make_url("/"))

    async def stop(self) -> None:
        await self._server.close()

    async def timed(self, number: int) -> float:
        """Messages per second of the next `number`, from the first that comes."""
        while not self._arrivals.empty():
            self._arrivals.get_nowait()
        arrived = [await self._arrivals.get() for _ in range(number)]
        return (number - 1) / (arrived[-1] - arrived[0])

    async def _take(self, request: web.Request) -> web.Response:
        await request.read()
        self._arrivals.put_nowait(time.perf_counter())
        return web.json_response({"id": f"m{next(self._ids)}"}, status=201)


class Strict(Counting):
    """Refuses what breaks Teams' limits, as Teams would: a little slack for the way from the clock to here."""

    SLACK = 0.9

    def __init__(self) -> None:
        super().__init__()
        self.taken = self.refused = 0
        self._sent: dict[str, list[float]] = {}

    async def _take(self, request: web.Request) -> web.Response:
        await request.read()
        now, where = time.perf_counter(), request.path
        limits = ((where, 7, 1.0), (where, 60, 30.0), ("", 50, 1.0))
        if any(self._within(key, now, window) >= most for key, most, window in limits):
            self.refused += 1
            return web.json_response({"error": {"code": "TooManyRequests"}}, status=429, headers={"Retry-After": "1"})
        for key in (where, ""):
            self._sent.setdefault(key, []).append(now)
        self.taken += 1
        return web.json_response({"id": f"m{next(self._ids)}"}, status=201)

    def _within(self, key: str, now: float, window: float) -> int:
        return sum(at > now - window * self.SLACK for at in self._sent.get(key, []))
