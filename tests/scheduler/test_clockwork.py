"""The ticks of a bot that has just started."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from scheduler import clockwork
from tests.kit.school import SCHOOL, Chat, the_plan
from tests.kit.steps.saksgang import opens

DIGEST = "Steg som venter"


async def test_a_start_in_the_morning_sends_the_digests_at_once(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    chat.clock.now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    ticks = clockwork.start(chat.database, chat.delivery, {SCHOOL: the_plan()}, chat.clock)
    await reminded(chat, "teacher")
    await chat.delivery.stop()
    ticks.shutdown(wait=False)


async def test_a_stop_at_once_is_no_error(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "apscheduler"):
        ticks = clockwork.start(chat.database, chat.delivery, {SCHOOL: the_plan()}, chat.clock)
        await asyncio.sleep(0.01)
        ticks.shutdown(wait=False)
        await asyncio.sleep(0.05)
    assert caplog.records == []


async def reminded(chat: Chat, who: str) -> None:
    for _ in range(200):
        if any(said.startswith(DIGEST) for said in chat.inbox(who)):
            return
        await asyncio.sleep(0.05)
    pytest.fail("no digest came")
