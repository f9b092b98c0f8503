"""The bot is told to stop while the outbox is on its way out."""

import asyncio
import logging

import pytest

from scheduler import clockwork
from tests.kit.school import NAMES, Chat
from tests.kit.teams.connector import Fault

SLOW = Fault(502, taken=True, delay=0.3)


async def taken_up(chat: Chat) -> None:
    """Until the connector has the first of the notices, and takes its time to answer."""
    before = len(chat.connector.requests)
    for _ in range(500):
        if len(chat.connector.requests) > before:
            return
        await asyncio.sleep(0.01)
    pytest.fail("nothing was sent")


async def slow_alert(chat: Chat) -> None:
    """An alert whose notice to the principal takes a while."""
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Send varselet")
    chat.connector.fail("a:principal", SLOW)


async def test_it_waits_for_the_whole_drain(chat: Chat) -> None:
    await slow_alert(chat)
    drain = asyncio.ensure_future(chat.delivery.drain())
    await taken_up(chat)
    await chat.delivery.stop()
    assert drain.done()
    assert await drain > 0
    assert await chat.delivery.drain() == 0


async def test_the_ticks_end_without_a_word(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    await slow_alert(chat)
    with caplog.at_level(logging.WARNING, "apscheduler"):
        ticks = clockwork.start(chat.database, chat.delivery, {}, chat.clock)
        await taken_up(chat)
        await chat.delivery.stop()
        ticks.shutdown(wait=False)
        await asyncio.sleep(0.05)
    assert caplog.records == []
