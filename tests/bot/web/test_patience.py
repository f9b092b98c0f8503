"""Who is slow is left, and others are served meanwhile."""

import asyncio
import time

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.web.door import DOOR, Door, TurnedAway
from tests.bot.web.conftest import Comes
from tests.kit.school import Chat
from tests.kit.served import GuardedTestServer, Stranger, stranger

SOON = 0.3
HEAD = b"GET /healthz HTTP/1.1\r\nHost: bot\r\n"
SLOW = b"Host: bot\r\nContent-Length: 9\r\n\r\nslow"


async def nothing(stranger: Stranger) -> None:
    """The connection only."""


async def half(stranger: Stranger) -> None:
    await stranger.says(HEAD)


async def dripped(stranger: Stranger) -> None:
    """A letter now and then, for ever."""
    try:
        await stranger.says(HEAD)
        while True:
            await stranger.says(b"X: y\r\n")
            await asyncio.sleep(SOON / 10)
    except ConnectionError:
        pass


@pytest.mark.parametrize("how", [nothing, half, dripped])
async def test_a_head_has_its_time(door: Door, comes: Comes, how: object) -> None:
    door.head_seconds = SOON
    assert callable(how)
    with capture_logs() as logs:
        async with comes() as stranger:
            began = time.monotonic()
            speaking = asyncio.ensure_future(how(stranger))
            assert await stranger.hears_all() == b""
            assert SOON / 2 < time.monotonic() - began < 5
            await asyncio.sleep(0.05)
            speaking.cancel()
    assert door.turned_away == {TurnedAway.LATE: 1}
    assert [entry["late"] for entry in logs if entry["event"] == "connections turned away"] == [1]


@pytest.mark.parametrize("how", [half, dripped])
async def test_also_the_second_on_a_connection(door: Door, comes: Comes, how: object) -> None:
    door.head_seconds = SOON
    assert callable(how)
    async with comes() as stranger:
        assert await stranger.answered()
        await asyncio.sleep(2 * SOON)
        assert await stranger.answered(), "who says nothing may stay"
        speaking = asyncio.ensure_future(how(stranger))
        await stranger.hears_all()
        speaking.cancel()
    assert door.turned_away == {TurnedAway.LATE: 1}


@pytest.mark.parametrize("what", [b"POST /d/x HTTP/1.1\r\n", b"GET / HTTP/1.1\r\n"])
async def test_a_body_that_nobody_needs_is_not_waited_for(comes: Comes, what: bytes) -> None:
    """Whoever drips one takes up no place: the answer is the last, and comes at once."""
    async with comes() as stranger:
        await stranger.says(what + SLOW)
        heard = await stranger.hears_all()
    assert heard.startswith((b"HTTP/1.1 404 Not Found\r\n", b"HTTP/1.1 200 OK\r\n"))
    assert b"Connection: close\r\n" in heard
    assert b"Server:" not in heard


async def test_a_stranger_is_refused_before_the_body_has_come(chat: Chat, comes: Comes) -> None:
    async with comes() as stranger:
        await stranger.says(b"POST /api/messages HTTP/1.1\r\n" + SLOW)
        heard = await stranger.hears_all()
    assert heard.startswith(b"HTTP/1.1 401 Unauthorized\r\n")


async def test_who_does_not_take_the_answers_is_left(door: Door, comes: Comes) -> None:
    door.answer_seconds = SOON
    async with comes() as stranger:
        reading = stranger.writer.transport
        assert isinstance(reading, asyncio.ReadTransport)
        reading.pause_reading()
        stranger.writer.write(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n" * 20_000)
        for _ in range(500):
            if door.turned_away:
                break
            await asyncio.sleep(0.02)
    assert door.turned_away == {TurnedAway.NOT_TAKEN: 1}
    for _ in range(100):
        if not door.open:
            return
        await asyncio.sleep(0.02)
    pytest.fail("it is still there")


async def test_what_is_under_way_is_finished_when_the_bot_stops() -> None:
    async def slowly(_request: web.Request) -> web.Response:
        await asyncio.sleep(SOON)
        return web.Response(text="done")

    app = web.Application()
    app[DOOR] = Door()
    app.router.add_get("/", slowly)
    server = GuardedTestServer(app)
    await server.start_server()
    async with stranger(server.port) as one, stranger(server.port) as other:
        await one.says(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n")
        await other.says(b"GET / HTTP/1.1\r\nHost:")
        await server.close()
        assert (await one.hears_all()).endswith(b"done")
        assert await other.hears_all() == b""
