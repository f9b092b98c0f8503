"""`kill -9` of the processes that remind, at points drawn at random: each reminder once (law 4)."""

import asyncio
from datetime import date, timedelta
from random import Random

import pytest

from scheduler.sweeps.registry import run_sweeps
from storage.database import Database
from tests.kit.bot_process import Orders, bot_process
from tests.kit.school import Chat
from tests.kit.steps.saksgang import received
from tests.kit.teams.channel import bound
from tests.kit.year.days import PLANS, moment
from tests.kit.year.reminders_came import each_came_once

pytestmark = pytest.mark.slow

DAYS = [date(2026, 11, 24) + timedelta(days=n) for n in (0, 1, 2, 6, 9)]
FARTHEST = 9
"""About as many transactions as a morning takes: the sweeps, and taking, sending and settling what they wrote."""


@pytest.mark.parametrize("seed", range(2))
async def test_wherever_a_process_is_killed_each_reminder_comes_once(
    chat: Chat, database: Database, url: str, seed: int
) -> None:
    await bound(chat, "årshjul")
    await received(chat)
    chance, killed = Random(seed), 0
    processes = 2 if url.startswith("postgresql") else 1
    for day in DAYS:
        chat.clock.now = moment(day)
        orders = [_orders(chat, url, chance) for _ in range(processes)]
        killed += sum(await asyncio.gather(*map(_runs_until_it_is_killed, orders)))
        await _the_next_process_takes_over(chat)
    assert killed >= len(DAYS) // 2, "most were killed on the way"
    each_came_once(chat, database)


def _orders(chat: Chat, url: str, chance: Random) -> Orders:
    halt, at = chance.choice(("before", "after")), chance.randint(1, FARTHEST)
    now = chat.clock().isoformat()
    return Orders(url, chat.issuer.metadata_url, now, halt, at=at, deliver=True, sweep=True)


async def _runs_until_it_is_killed(orders: Orders) -> bool:
    """Whether it was killed before it had come through."""
    async with bot_process(orders) as bot:
        halted = await bot.stopped()
        await bot.kill()
        return halted


async def _the_next_process_takes_over(chat: Chat) -> None:
    """At once, and again when what is unknown may be sent again."""
    for _ in range(4):
        run_sweeps(chat.database, PLANS, chat.clock.now)
        while await chat.deliver():
            chat.clock.forward(seconds=1)
        chat.clock.forward(minutes=16)
