"""CPU per turn: the echoes of the SDKs and the bot, one after the other in each round, so that noise hits all alike."""

import importlib.util
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from bench.figures import Figure, ratios
from bench.rows.extent import Ground
from bench.rows.stand import AT_ONCE, Stand, prepared, stand
from bench.traffic.client import LoadClient, at_once
from bench.traffic.connector import Counting
from bench.world import TEACHERS

AGENTS = "microsoft_agents"
STOCK_TITLE, AGENTS_TITLE = "stock echo (botbuilder)", "Agents SDK's echo"
AIMS = {"hjelp": 12, "alert sent": 6}
Clients = Mapping[str, LoadClient]


async def turns(ground: Ground) -> list[Figure]:
    """CPU milliseconds a turn, and how many times that the echoes take. Without the Agents SDK its rows are missing."""
    took: defaultdict[str, list[float]] = defaultdict(list)
    async with stand(ground, Counting) as place, AsyncExitStack() as stack:
        echoes = await _echoes(place, stack)
        ours = {name: await stack.enter_async_context(place.ours(place.peopled(name, ()))) for name in ground.databases}
        for number in range(ground.extent.rounds + 1):
            spent = await _round(echoes, ours, ground.extent.turns)
            for name, cpu in spent.items() if number else ():  # the first warms up
                took[name].append(cpu)
    return _figures(took, list(ground.databases))


async def _echoes(place: Stand[Counting], stack: AsyncExitStack) -> Clients:
    stock = place.client("bench.servers.stock", place.issuer.metadata_url)
    echoes = {STOCK_TITLE: await stack.enter_async_context(stock)}
    if importlib.util.find_spec(AGENTS):
        echoes[AGENTS_TITLE] = await stack.enter_async_context(place.client("bench.servers.agents"))
    return echoes


async def _round(echoes: Clients, ours: Clients, number: int) -> dict[str, float]:
    spent = {name: await _cpu(client, _saying(client, "hei"), number) for name, client in echoes.items()}
    for name, client in ours.items():
        spent[f"hjelp, {name}"] = await _cpu(client, _saying(client, "hjelp"), number)
        drafts = await prepared(client, number)
        spent[f"alert sent, {name}"] = await _cpu(client, _sending(client, drafts), number)
    return spent


def _saying(client: LoadClient, word: str) -> Callable[[int], Awaitable[object]]:
    return lambda number: client.says(TEACHERS[number % len(TEACHERS)], word)


def _sending(client: LoadClient, drafts: list[str]) -> Callable[[int], Awaitable[object]]:
    return lambda number: client.sends(TEACHERS[number % len(TEACHERS)], drafts[number])


async def _cpu(client: LoadClient, turn: Callable[[int], Awaitable[object]], number: int) -> float:
    before = client.server.cpu
    await at_once(AT_ONCE, turn, range(number))
    return 1000 * (client.server.cpu - before) / number


def _figures(took: Mapping[str, list[float]], databases: list[str]) -> list[Figure]:
    costs = {name: Figure(name, "ms CPU a turn", values) for name, values in took.items()}
    beside = [
        ratios(costs[f"{turn}, {database}"], f"{echo} ÷ {turn}, {database}", took[echo], aim if mine else None)
        for echo, mine in ((STOCK_TITLE, True), (AGENTS_TITLE, False))
        if echo in took
        for turn, aim in AIMS.items()
        for database in databases
    ]
    return [*beside, *costs.values()]


async def profiles(ground: Ground) -> dict[str, Path]:
    """Of `hjelp`, and of the three presses of an alert, on SQLite."""
    said, sent = ground.folder / "hjelp.prof", ground.folder / "alert.prof"
    number = ground.extent.turns
    async with stand(ground, Counting) as place:
        async with place.ours(place.peopled("SQLite", ()), profile=str(said)) as client:
            await at_once(AT_ONCE, _saying(client, "hjelp"), range(2 * number))
        async with place.ours(place.peopled("SQLite", ()), profile=str(sent)) as client:
            await at_once(AT_ONCE, _sending(client, await prepared(client, number)), range(number))
    return {"`hjelp`": said, "an alert: its three presses": sent}
