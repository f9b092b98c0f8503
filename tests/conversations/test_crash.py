"""`kill -9` of a real bot between its steps: the alert is there once, its notices go out once (law 4)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from bot.teams.connector import Connector
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from scheduler.delivery import Delivery
from storage.database import Database
from storage.outbox.message import MessageState
from storage.outbox.queue import LEASE, REPEAT_UNKNOWN_AFTER
from tests.kit.bot_process import Bot, Orders, bot_process
from tests.kit.school import NAMES, SCHOOL, Chat, the_plan, words
from tests.kit.teams.connector import Fault
from tests.kit.teams.forged import answer, data_of, rows

pytestmark = [pytest.mark.slow, pytest.mark.easy_teams("has processes and a bad day of its own")]

TOLD = ("principal", "deputy", "line", "social")
NOTICE = "Nytt varsel"


@pytest.fixture
def orders(chat: Chat, url: str) -> Callable[[], Orders]:
    """Orders for a bot that starts now."""

    def start(**what: object) -> Orders:
        told = Orders(url, chat.issuer.metadata_url, chat.clock().isoformat(), "after")
        return replace(told, **what)  # type: ignore[arg-type]  # the types cannot say it

    return start


@asynccontextmanager
async def restarted(chat: Chat, orders: Orders) -> AsyncIterator[Bot]:
    """The bot of another process takes the presses until it dies; then the first one is there again."""
    before = chat.client
    async with bot_process(orders) as bot:
        chat.client = bot.client
        try:
            yield bot
        finally:
            chat.client = before


async def dies_while_sending(chat: Chat, orders: Orders) -> None:
    """«Send varsel» is pressed, and the bot is killed where it was told to stop."""
    send = data_of(chat, "teacher", "alert.send")
    async with restarted(chat, orders) as bot:
        press = asyncio.ensure_future(answer(chat, "teacher", "alert.send", send))
        await bot.halted()
        await bot.kill()
        with pytest.raises(aiohttp.ClientError):
            await press


async def delivers_and_dies(chat: Chat, orders: Orders) -> None:
    async with restarted(chat, orders) as bot:
        await bot.halted()
        await bot.kill()


def notices(chat: Chat) -> dict[str, int]:
    return {who: chat.inbox(who).count(NOTICE) for who in TOLD}


def states(database: Database) -> dict[str, int]:
    with database.begin() as unit:
        return unit.queue.counts()


async def test_between_commit_and_reply(chat: Chat, database: Database, orders: Callable[..., Orders]) -> None:
    await chat.alert("teacher", NAMES[0])
    await dies_while_sending(chat, orders(halt="after"))
    chat.clock.forward(minutes=2)
    async with restarted(chat, orders(at=0)):
        await chat.presses("teacher", "Send varselet")
        await chat.presses("teacher", "Vis")
    assert "Saksnummer: 2026-001" in words(chat.cards["teacher"])
    assert rows(database)["alerts"] == rows(database)["cases"] == 1
    await chat.deliver()
    assert notices(chat) == dict.fromkeys(TOLD, 1)


async def test_before_the_commit_nothing_is_sent_and_the_draft_is_whole(
    chat: Chat, database: Database, orders: Callable[..., Orders]
) -> None:
    await chat.alert("teacher", NAMES[0])
    await dies_while_sending(chat, orders(halt="before"))
    assert rows(database)["alerts"] == rows(database)["cases"] == rows(database)["outbox"] == 0
    await chat.presses("teacher", "Send varselet")
    assert "Saksnummer: 2026-001" in words(chat.cards["teacher"])
    await chat.deliver()
    assert notices(chat) == dict.fromkeys(TOLD, 1)


async def test_between_claim_and_commit(chat: Chat, database: Database, orders: Callable[..., Orders]) -> None:
    await alerted(chat)
    await delivers_and_dies(chat, orders(halt="before", deliver=True))
    assert set(states(database)) == {MessageState.PENDING}
    await chat.deliver()
    assert notices(chat) == dict.fromkeys(TOLD, 1)


async def test_between_lease_and_post(chat: Chat, database: Database) -> None:
    """A process that took the messages and was gone before it said that it sends them."""
    await alerted(chat)
    with database.begin() as unit:
        unit.queue.claim(chat.clock(), 50)
    assert set(states(database)) == {MessageState.LEASED}
    assert await chat.deliver() == 0
    chat.clock.forward(seconds=LEASE.total_seconds() + 1)
    await chat.deliver()
    assert notices(chat) == dict.fromkeys(TOLD, 1)


async def test_between_sending_and_post(chat: Chat, database: Database, orders: Callable[..., Orders]) -> None:
    """Nobody can know that nothing was posted: the messages are unknown for a while, and then come, once."""
    await alerted(chat)
    await delivers_and_dies(chat, orders(halt="after", at=2, deliver=True))
    assert set(states(database)) == {MessageState.SENDING}
    assert await chat.deliver() == 0
    await time_passes(chat)
    assert notices(chat) == dict.fromkeys(TOLD, 1)
    await time_passes(chat)
    assert notices(chat) == dict.fromkeys(TOLD, 1)


async def test_between_post_and_knowing_it(chat: Chat, orders: Callable[..., Orders]) -> None:
    """The messages are there, and nobody wrote it down: they come at most once more, with the same reference."""
    await alerted(chat)
    await delivers_and_dies(chat, orders(halt="before", at=3, deliver=True))
    assert notices(chat) == dict.fromkeys(TOLD, 1)
    for _ in range(4):
        await time_passes(chat)
    assert set(notices(chat).values()) == {2}
    assert references(chat) == {"2026-001"}


@pytest.mark.parametrize(
    "fault", [Fault(502, taken=True), Fault(taken=True, reset=True), Fault(taken=True, delay=3)], ids=str
)
async def test_an_ambiguous_answer_gives_at_most_two_with_the_same_reference(
    chat: Chat, database: Database, fault: Fault
) -> None:
    await alerted(chat)
    for who in TOLD:
        chat.connector.fail(f"a:{who}", fault, fault, fault)
    async with aiohttp.ClientSession() as session:
        edge = Edge(hosts=frozenset({"127.0.0.1"}), scheme="http")
        impatient = Connector(session, Anonymous(), edge, seconds=1 if fault.delay else 20)
        chat.delivery = Delivery(database, impatient, {SCHOOL: the_plan()}, chat.clock)
        await chat.deliver()
        for _ in range(4):
            await time_passes(chat)
    assert notices(chat) == dict.fromkeys(TOLD, 2)
    assert references(chat) == {"2026-001"}


async def test_an_answer_that_says_no_is_no_ambiguity(chat: Chat) -> None:
    await alerted(chat)
    chat.connector.fail("a:principal", Fault(429, "Throttled", retry_after="30"), Fault(412, "PreconditionFailed"))
    await chat.deliver()
    for _ in range(4):
        await time_passes(chat)
    assert notices(chat) == dict.fromkeys(TOLD, 1)


async def alerted(chat: Chat) -> None:
    """An alert sent; its notices not yet."""
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Send varselet")


async def time_passes(chat: Chat) -> None:
    """Past every lease, and past the wait of what is unknown."""
    for wait in (LEASE, REPEAT_UNKNOWN_AFTER):
        chat.clock.forward(seconds=wait.total_seconds() + 1)
        await chat.deliver()


def references(chat: Chat) -> set[str]:
    """The references the notices name."""
    cards = [m["attachments"][0]["content"] for who in TOLD for m in chat.connector.messages[f"a:{who}"].values()]
    told = [words(card) for card in cards]
    return {lines[1].split(",")[0].removeprefix("Sak ") for lines in told if lines[0] == NOTICE}
