"""The bot's own server in the test's process, and strangers who come to it with bytes of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp.test_utils import TestServer

from bot.web.server import GuardedRunner

PATIENCE = 10
"""Seconds a stranger waits for what must come."""


class GuardedTestServer(TestServer):
    async def _make_runner(self, **_more: object) -> GuardedRunner:
        return GuardedRunner(self.app)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def says(self, *pieces: bytes) -> None:
        """One after the other, so that each comes alone."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(0.02)

    async def hears_all(self) -> bytes:
        """Until the other side has closed."""
        heard = b""
        async with asyncio.timeout(PATIENCE):
            try:
                while more := await self.reader.read(65536):
                    heard += more
            except ConnectionError:
                pass
        return heard

    async def answered(self) -> bool:
        """Whether a question after how the bot is gets its answer."""
        try:
            await self.says(b"GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n")
            async with asyncio.timeout(PATIENCE):
                return (await self.reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 OK")
        except (ConnectionError, asyncio.IncompleteReadError):
            return False

    @property
    def closed(self) -> bool:
        """By the other side, as far as has been heard."""
        return self.reader.at_eof()


@asynccontextmanager
async def stranger(port: int | None, address: str = "127.0.0.1") -> AsyncIterator[Stranger]:
    """From that address of this machine."""
    assert port
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        yield Stranger(reader, writer)
    finally:
        writer.close()
