"""Twelve hundred connections that ask for nothing keep nobody out."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, TCPConnector
from aiohttp.test_utils import TestClient
from structlog.testing import capture_logs

from bot.web.door import Door, TurnedAway
from tests.bot.web.conftest import Comes
from tests.kit.school import NAMES, Chat

CROWD = 1200
FILES = 4096


@pytest.fixture
def many_files() -> Iterator[None]:
    """Both ends of the connections are in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES:
        pytest.skip(f"only {hard} files may be open")
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
@pytest.mark.parametrize("addresses", [1, 60])
async def test_people_alert_while_others_only_stand_there(chat: Chat, door: Door, comes: Comes, addresses: int) -> None:
    """From one address, the strangers are too many of one; from many, the house is full."""
    door.total = 800
    async with AsyncExitStack() as stack:
        with capture_logs() as logs:
            for number in range(CROWD):
                half_open = await stack.enter_async_context(comes(f"127.0.1.{number % addresses + 1}"))
                half_open.writer.write(b"POST /api/messages HTTP/1.1\r\nHost:")
            assert isinstance(chat.client, TestClient)
            base = str(chat.client.make_url("/"))
            for number in range(3):
                at = TCPConnector(local_addr=(f"127.0.0.{number + 2}", 0), force_close=True)
                async with ClientSession(base, connector=at) as chat.client:
                    await chat.sends("teacher", NAMES[number])
            async with comes("127.0.1.1") as neighbour:
                assert await neighbour.answered(), "of the strangers' own address"
            await asyncio.sleep(0.02)
        assert door.open <= 800
    assert set(door.turned_away) == {TurnedAway.MADE_ROOM}
    assert [entry["made_room"] > 0 for entry in logs if entry["event"] == "connections turned away"]
