"""The HTTP server: from the first listening until told to stop."""

import asyncio
import gc
import signal
from collections.abc import Callable
from typing import Any

import structlog
import uvloop
from aiohttp import web

from bot.web.door import DOOR
from bot.web.guarded import GuardedServer
from storage.failures import place

BACKLOG = 1024
"""Connections the machine keeps until they are looked at: many strangers at once shall not make others try again."""
_STOPS = (signal.SIGINT, signal.SIGTERM)

log = structlog.get_logger(__name__)


class GuardedRunner(web.AppRunner):
    """Runs an application with its `DOOR`."""

    async def listen(self, host: str, port: int) -> None:
        """Raises `OSError` when the address cannot be had."""
        asyncio.get_running_loop().set_exception_handler(_left_over)
        await web.TCPSite(self, host, port, backlog=BACKLOG).start()

    async def cleanup(self) -> None:
        await super().cleanup()
        self.app[DOOR].tell()

    async def _make_server(self) -> web.Server:
        return GuardedServer(await super()._make_server(), self.app[DOOR])


def run_app(app: web.Application, host: str, port: int, listening: Callable[[], object] = lambda: None) -> None:
    """Serve until told to stop; what is under way is finished. `listening` is called when it can be reached."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(app, host, port, listening))


def told_to_stop() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM from now on. The second time ends the process at once."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()

    def stop() -> None:
        told.set()
        for name in _STOPS:
            loop.remove_signal_handler(name)

    for name in _STOPS:
        loop.add_signal_handler(name, stop)
    return told


async def _serve(app: web.Application, host: str, port: int, listening: Callable[[], object]) -> None:
    """What is there when it can be reached stays, so nobody need look through it for garbage again."""
    runner, told = GuardedRunner(app), told_to_stop()
    try:
        await runner.setup()
        await runner.listen(host, port)
        gc.collect()
        gc.freeze()
        listening()
        await told.wait()
    finally:
        await runner.cleanup()


def _left_over(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What nobody waits for. Its kind and place only: its words may hold what came."""
    error = context.get("exception")
    at = place(error.__traceback__) if error else ""
    log.error("left over", error=type(error).__name__, at=at)
