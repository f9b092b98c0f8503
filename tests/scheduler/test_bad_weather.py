"""Two processes, a connector that answers as it likes, a clock that jumps and days without anyone: each reminder once.

Where the answer was ambiguous, at most twice; never not at all.
"""

import asyncio
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from scheduler.delivery import Delivery
from scheduler.sweeps.registry import run_sweeps
from storage.database import Database
from tests.kit.school import Chat, words
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
POSTED = moment(date(2026, 11, 30))
SECOND = "Årshjulet, mandag 30.11. (2 av 2)"


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


@pytest.mark.parametrize("fault", [Fault(500), Fault(502), Fault(503), Fault(504), Fault(reset=True)])
async def test_after_an_hour_of_errors_the_post_comes_the_same_day(chat: Chat, fault: Fault) -> None:
    channel = await bound(chat, "årshjul", channel_id=TEACHERS)
    await _storm(chat, fault, POSTED, timedelta(hours=1))
    assert channel.posts() == []
    await _passes(chat, POSTED + timedelta(hours=1), POSTED + timedelta(hours=3))
    assert sorted(post[0] for post in channel.posts()) == ["Årshjulet, mandag 30.11. (1 av 2)", SECOND]
    await chat.says("principal", "ikke nåbare")
    assert await _lost(chat) == []


async def test_after_a_whole_day_it_comes_the_next_morning_and_not_in_the_night(chat: Chat) -> None:
    channel = await bound(chat, "årshjul", channel_id=TEACHERS)
    await _storm(chat, Fault(503), POSTED, timedelta(hours=12))
    await _passes(chat, POSTED + timedelta(hours=12), moment(date(2026, 12, 1), time(6, 59)))
    assert channel.posts() == []
    await _passes(chat, moment(date(2026, 12, 1), time(7)), moment(date(2026, 12, 1), time(7, 10)))
    assert sorted(post[0] for post in channel.posts()) == ["Årshjulet, mandag 30.11. (1 av 2)", SECOND]


async def test_what_never_comes_is_told_of_with_the_channel_and_what_it_was(chat: Chat) -> None:
    channel = await bound(chat, "årshjul", channel_id=TEACHERS)
    await _storm(chat, Fault(500), POSTED, timedelta(hours=30))
    assert channel.posts() == []
    lost = {line.split(" til ", 1)[1] for line in await _lost(chat)}
    assert lost == {"kanalen for årshjul: Årshjulet, mandag 30.11."}


async def test_a_post_does_not_come_in_the_evening_nor_on_a_closed_day(chat: Chat) -> None:
    """On a Friday nothing is taken after 16:30."""
    channel = await bound(chat, "årshjul", channel_id=TEACHERS)
    friday = moment(date(2027, 1, 29), time(16, 30))
    await _storm(chat, Fault(503), friday, timedelta(minutes=25))
    await _passes(chat, friday + timedelta(minutes=30), moment(date(2027, 2, 1), time(6, 50)), timedelta(hours=5))
    assert channel.posts() == []
    await _passes(chat, moment(date(2027, 2, 1), time(7)), moment(date(2027, 2, 1), time(7, 10)))
    assert {post[0].partition(" (")[0] for post in channel.posts()} == {"Årshjulet, fredag 29.1."}


async def _storm(chat: Chat, fault: Fault, since: datetime, lasts: timedelta) -> None:
    chat.connector.weather = lambda: fault
    await _passes(chat, since, since + lasts)
    chat.connector.weather = None


async def _passes(chat: Chat, since: datetime, until: datetime, every: timedelta = timedelta(minutes=5)) -> None:
    while since <= until:
        await _ticks(chat, [chat.delivery], since)
        since += every


async def _lost(chat: Chat) -> list[str]:
    await chat.invoke("principal", "people.unreachable", {"page": 1})
    return [line for line in words(chat.last["value"]) if "Årshjulet" in line]


async def _ticks(chat: Chat, processes: list[Delivery], at: datetime) -> None:
    """Both processes at once, and again while something waits for a second."""
    chat.clock.now = at
    sweeps = [asyncio.to_thread(run_sweeps, chat.database, PLANS, at) for _ in processes]
    await asyncio.gather(*sweeps)
    for _ in range(3):
        await asyncio.gather(*(process.drain() for process in processes))
        chat.clock.forward(seconds=3)
