"""Two processes, a connector that answers as it likes, a clock that jumps and days without anyone: each reminder once.

Where the answer was ambiguous, at most twice; never not at all.
"""

import asyncio
from datetime import date, datetime, timedelta
from random import Random

import pytest

from scheduler.delivery import Delivery
from scheduler.sweeps.registry import run_sweeps
from storage.database import Database
from tests.kit.school import Chat
from tests.kit.steps.saksgang import received
from tests.kit.teams.channel import TEACHERS, bound
from tests.kit.teams.connector import Fault
from tests.kit.year.days import PLANS, moment
from tests.kit.year.reminders_came import each_came_once

pytestmark = pytest.mark.slow

FAULTS = (
    Fault(429, retry_after="2"),
    Fault(412, "PreconditionFailed"),
    Fault(502),
    Fault(502, taken=True),
    Fault(504, taken=True),
    Fault(reset=True),
    Fault(taken=True, reset=True),
)
DAYS = [date(2026, 11, 24) + timedelta(days=n) for n in (0, 1, 2, 3, 9, 10, 20, 42)]
"""Five days nobody was there, then nine, then three weeks with the holidays in them."""


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_each_reminder_comes_once(chat: Chat, database: Database, seed: int) -> None:
    await bound(chat, "årshjul", channel_id=TEACHERS)
    await received(chat)
    chance = Random(seed)
    processes = [chat.delivery, Delivery(database, chat.delivery._messenger, PLANS, chat.clock)]
    chat.connector.weather = lambda: chance.choice(FAULTS) if chance.random() < 0.4 else None
    for day in DAYS:
        for minutes in (0, 10, 40, -20, 90, 150):
            await _ticks(chat, processes, moment(day) + timedelta(minutes=minutes))
    chat.connector.weather = None
    for _ in range(12):
        await _ticks(chat, processes, chat.clock.now + timedelta(minutes=16))
    each_came_once(chat, database)


async def _ticks(chat: Chat, processes: list[Delivery], at: datetime) -> None:
    """Both processes at once, and again while something waits for a second."""
    chat.clock.now = at
    sweeps = [asyncio.to_thread(run_sweeps, chat.database, PLANS, at) for _ in processes]
    await asyncio.gather(*sweeps)
    for _ in range(3):
        await asyncio.gather(*(process.drain() for process in processes))
        chat.clock.forward(seconds=3)
