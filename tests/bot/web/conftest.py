import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from aiohttp.test_utils import TestClient

from bot.web.door import DOOR, Door
from tests.kit.school import Chat
from tests.kit.served import Stranger, stranger

Comes = Callable[..., AbstractAsyncContextManager[Stranger]]
Logged = Callable[[], str]


@pytest.fixture
def door(chat: Chat) -> Door:
    """Of the bot of `chat`; it says at once what it did."""
    assert isinstance(chat.client, TestClient)
    opened: Door = chat.client.app[DOOR]
    opened.told_seconds = 0
    return opened


@pytest.fixture
def comes(chat: Chat) -> Comes:
    """A stranger to the bot of `chat`, from an address."""
    assert isinstance(chat.client, TestClient)
    port = chat.client.port
    return lambda address="127.0.0.1": stranger(port, address)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Logged:
    """All that any logger said at any level, with its traces, and what was printed."""
    caplog.set_level(logging.DEBUG)
    for name in ("asyncio", "aiohttp", "aiohttp.server", "aiohttp.web", "aiohttp.access", "aiohttp.internal"):
        caplog.set_level(logging.DEBUG, name)
    return lambda: caplog.text + "".join(capfd.readouterr())
