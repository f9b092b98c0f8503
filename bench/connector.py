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
