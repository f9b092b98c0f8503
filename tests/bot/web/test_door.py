"""How many may be connected, and who makes room."""

import asyncio
import resource
from contextlib import AsyncExitStack
from dataclasses import dataclass
from ipaddress import ip_network

import pytest
from structlog.testing import capture_logs

from bot.web.door import Door, Network, TurnedAway, most_in_all
from tests.bot.web.conftest import Comes
from tests.kit.school import Chat


@dataclass(eq=False, slots=True)
class Standing:
    """A caller who may be sent away."""

    gone: bool = False

    def send_away(self) -> None:
        self.gone = True


def admitted(door: Door, *addresses: str) -> list[Standing]:
    callers = [Standing() for _ in addresses]
    assert all(door.admit(caller, address) for caller, address in zip(callers, addresses, strict=True))
    return callers


async def test_of_one_address_the_one_who_has_waited_longest_makes_room() -> None:
    door = Door(each=2)
    first, second, another = admitted(door, "10.0.0.1", "10.0.0.1", "10.0.0.2")
    door.asks(first)
    door.waits(first)
    admitted(door, "10.0.0.1")
    assert (first.gone, second.gone, another.gone) == (False, True, False)
    assert (door.open, door.turned_away) == (3, {TurnedAway.MADE_ROOM: 1})


async def test_who_has_asked_for_something_is_let_finish() -> None:
    door = Door(each=2)
    callers = admitted(door, "10.0.0.1", "10.0.0.1")
    for caller in callers:
        door.asks(caller)
    assert not door.admit(Standing(), "10.0.0.1")
    assert (door.open, door.turned_away) == (2, {TurnedAway.FULL: 1})
    door.leaves(callers[0])
    admitted(door, "10.0.0.1")


async def test_when_it_is_full_who_has_most_makes_room() -> None:
    door = Door(total=3)
    one, first, second = admitted(door, "10.0.0.1", "10.0.0.2", "10.0.0.2")
    admitted(door, "10.0.0.3")
    assert (one.gone, first.gone, second.gone, door.open) == (False, True, False, 3)


async def test_a_proxy_speaks_for_many() -> None:
    door = Door(proxies=(ip_network("10.1.0.0/24"), ip_network("fd00::7")), each=1, total=8)
    admitted(door, *["10.1.0.9"] * 3, *["::ffff:10.1.0.9"] * 3, "fd00::7", "fd00::7")
    assert not door.turned_away
    admitted(door, "10.1.0.9")
    assert (door.open, door.turned_away) == (8, {TurnedAway.MADE_ROOM: 1})


async def test_a_network_of_ipv6_counts_as_one_address() -> None:
    door = Door(each=1)
    first, _ = admitted(door, "2001:db8::1%eth0", "2001:db8:0:1::1")
    admitted(door, "2001:db8::2")
    assert first.gone


async def test_who_left_is_forgotten() -> None:
    door = Door()
    (caller,) = admitted(door, "10.0.0.1")
    for _ in range(2):
        door.leaves(caller)
        door.waits(caller)
        door.asks(caller)
    assert (door.open, door._inside, door._by_address, door._waiting) == (0, {}, {}, {})


async def test_the_log_gathers_what_happened() -> None:
    door = Door(told_seconds=0.02)
    with capture_logs() as logs:
        for _ in range(2):
            for why in (TurnedAway.LATE, TurnedAway.LATE, TurnedAway.FULL):
                door.turns_away(why)
            await asyncio.sleep(0.05)
        door.turns_away(TurnedAway.FULL)
        for _ in range(2):
            door.tell()
    line = {"event": "connections turned away", "log_level": "warning", "open": 0, "most": door.total}
    assert logs == [line | {"late": 2, "full": 1}] * 2 + [line | {"full": 1}], "the last when the bot stops"


def test_there_are_fewer_than_files_may_be_open() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        for limit in (200, 1024):
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
            assert 0 < most_in_all() < limit
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("proxies", [(), (ip_network("127.0.0.2"),)])
async def test_fifty_come_from_one_address(door: Door, comes: Comes, proxies: tuple[Network, ...]) -> None:
    door.each, door.proxies = 40, proxies
    async with AsyncExitStack() as stack:
        many = [await stack.enter_async_context(comes("127.0.0.2")) for _ in range(50)]
        await asyncio.sleep(0.05)
        over = 0 if proxies else 10
        assert [one.closed for one in many] == [True] * over + [False] * (50 - over)
        assert door.open == 50 - over
        async with comes("127.0.0.3") as another:
            assert await another.answered()


async def test_who_is_refused_is_closed_without_a_word(chat: Chat, door: Door, comes: Comes) -> None:
    door.each = 0
    with capture_logs() as logs:
        async with comes("127.0.0.2") as stranger:
            assert not await stranger.answered()
        await asyncio.sleep(0.02)
    assert [entry["full"] for entry in logs if entry["event"] == "connections turned away"] == [1]
    door.each = 10
    told = await chat.metrics()
    assert 'skolemiljo_connections_turned_away_total{why="full"} 1.0' in told
    assert "skolemiljo_connections_open 1.0" in told
