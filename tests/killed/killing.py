"""`kill -9` of a real bot while six people press: nothing acknowledged is lost, and nothing is done twice (law 4)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import aiohttp

from storage.database import Database
from tests.killed.load import Load, Press, steps_too_many, there, waits
from tests.kit.bot_process import Orders, bot_process
from tests.kit.school import SCHOOL, Chat, open_school
from tests.kit.teams.forged import answer
from tests.simulation.laws import Seen, of_the_outbox
from tests.simulation.processes import Weather

SOON = 0.03
"""Seconds at most between an answer and the kill."""


@dataclass(slots=True)
class Figures:
    """`answered` before the kill; `kept` without an answer: committed, and pressed again."""

    kills: int = 0
    presses: int = 0
    answered: int = 0
    kept: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        came = f"{self.answered} answered before the kill, {self.kept} written and not answered"
        found = f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.broken)} findings in the chain"
        return f"{self.kills} kills, {self.presses} presses: {came}; {found}"


async def kills(database: Database, url: str, number: int, seed: int) -> Figures:
    """So many, each on a school day of its own, at the school of the tests."""
    connector, chance, figures = Weather(clear=True), Random(seed), Figures()
    async with open_school(database, url, connector=connector) as chat:
        await (load := Load(chat)).begins()
        for _ in range(number):
            presses = await load.next_day()
            await _killed(load, presses, database, url, chance, figures)
            with database.begin_reading() as unit:
                load.waiting = waits(unit.school(SCHOOL), presses[1].writes)
        for _ in range(4):
            chat.clock.forward(minutes=16)
            await chat.deliver()
    looks(load.written, database, figures)
    with database.begin_reading() as unit:
        places: dict[str, str] = {one.id: f"a:{one.upn.split('@')[0]}" for one in unit.school(SCHOOL).people.active()}
        figures.doubled += of_the_outbox(connector.came, Seen(), unit, places)
    return figures


async def _killed(
    load: Load, presses: Sequence[Press], database: Database, url: str, chance: Random, figures: Figures
) -> None:
    chat, before = load.chat, load.chat.client
    orders = Orders(url, chat.issuer.metadata_url, chat.clock().isoformat(), "never", at=0, deliver=True)
    async with bot_process(orders) as bot:
        chat.client = bot.client
        tasks = [asyncio.ensure_future(_sent(chat, press)) for press in presses]
        first = chance.randrange(len(tasks))
        waiting = set(tasks)
        while len(tasks) - len(waiting) < first:
            _, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(chance.uniform(0, SOON))
        await bot.kill()
        answered = await asyncio.gather(*tasks)
    chat.client = before
    done = [press.writes for press, came in zip(presses, answered, strict=True) if came]
    again = [press for press in presses if press.writes not in done]
    with database.begin_reading() as unit:
        found = there(unit.school(SCHOOL))
    figures.kills += 1
    figures.presses += len(presses)
    figures.answered += sum(answered)
    figures.kept += sum(found[press.writes] > 0 for press in again)
    figures.lost += [
        press.writes for press, came in zip(presses, answered, strict=True) if came and not found[press.writes]
    ]
    for press in again:
        await answer(chat, press.who, press.verb, press.data)


async def _sent(chat: Chat, press: Press) -> bool:
    """Whether it was answered."""
    try:
        await answer(chat, press.who, press.verb, press.data)
    except aiohttp.ClientError:
        return False
    return True


def looks(written: Sequence[str], database: Database, figures: Figures) -> None:
    """Whether all that was written is there, and once."""
    with database.begin_reading() as unit:
        tx = unit.school(SCHOOL)
        found = there(tx)
        figures.lost += [words for words in written if not found[words]]
        figures.doubled += [words for words, times in found.items() if times > 1 and words in written]
        figures.doubled += ["a step of an evaluation"] * steps_too_many(tx)
        figures.broken += [str(finding) for finding in unit.verify(SCHOOL)]
