"""The ticks of a bot that has just started."""

import asyncio
import logging
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

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


async def test_a_sweep_that_takes_longer_than_its_interval_is_waited_for_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    alone, crowded, runs = threading.Lock(), [], []

    def slow() -> None:
        if not alone.acquire(blocking=False):
            crowded.append(time.monotonic())
            return
        runs.append(time.monotonic())
        time.sleep(0.15)
        alone.release()

    with caplog.at_level(logging.WARNING, "apscheduler"):
        ticks = clockwork.ticking(clockwork.aside(timedelta(seconds=0.02), slow))
        await asyncio.sleep(0.8)
        said = [*caplog.records]
        ticks.shutdown(wait=False)
        await asyncio.sleep(0.2)
    assert said == []
    assert crowded == []
    assert len(runs) >= 3, "again and again, one after the other"


async def test_a_sweep_that_fails_comes_again() -> None:
    tries = []

    def failing() -> None:
        tries.append(1)
        raise ValueError("Kanarinavn")

    with capture_logs() as logs:
        ticks = clockwork.ticking(clockwork.aside(timedelta(seconds=0.02), failing))
        await asyncio.sleep(0.3)
        ticks.shutdown(wait=False)
    assert len(tries) > 2
    assert {line["event"] for line in logs} == {"tick failed"}
    assert "Kanari" not in repr(logs)


async def reminded(chat: Chat, who: str) -> None:
    for _ in range(200):
        if any(said.startswith(DIGEST) for said in chat.inbox(who)):
            return
        await asyncio.sleep(0.05)
    pytest.fail("no digest came")
