"""How long a person waits while very many messages go out, and how long a new alert's notice does."""

import asyncio
import time

from bench.figures import Figure, quantile
from bench.rows.extent import Ground
from bench.rows.stand import Stand, prepared, stand
from bench.traffic.client import LoadClient, at_once
from bench.traffic.connector import Counting, Strict
from bench.traffic.processes import resident_when_imported
from bench.traffic.strangers import standing_there
from bench.world import TEACHERS, cases_of_the_crowd, let_wait, opened
from domain.ids import new_id
from domain.message import MessageKind
from domain.text.messages import worded
from scheduler.messages.registry import messages
from tests.kit.school import STAFF
from tests.kit.teams import activities

AT_ONCE = 16
FLOOD = 50
STRANGERS = 1200
NOTICES = 5
LONGEST_WAIT = 60


async def presses(ground: Ground) -> list[Figure]:
    """Sixteen teachers send alerts at once. Memory too: of that process afterwards, beside one that has only begun."""
    figures = []
    imported = await resident_when_imported()
    for name in ground.databases:
        p99, longest, memory = [], [], []
        for _ in range(ground.extent.rounds):
            async with stand(ground, Strict) as place:
                took, resident = await _pressed(place, name)
            p99.append(1000 * quantile(took, 0.99))
            longest.append(1000 * max(took))
            memory.append(resident / imported)
        title = f"press, {AT_ONCE} at once, {ground.extent.waiting} messages waiting"
        figures += [
            Figure(f"{title}, {name}: p99", "ms", p99, most=150),
            Figure(f"{title}, {name}: longest", "ms", longest),
            Figure(f"memory after that load ÷ after import, {name}", "ratio", memory, most=1.3),
        ]
    return figures


async def _pressed(place: Stand[Strict], name: str) -> tuple[list[float], float]:
    """Seconds of each press, and the megabytes of the process."""
    url = place.peopled(name)
    extent = place.ground.extent
    async with place.ours(url, scheduler=True) as client:
        drafts = await prepared(client, extent.presses)
        _fill(url, MessageKind.CASE_JOINED, extent.waiting)
        place.connector.forget()
        for _ in range(50):  # the delivery is on its way
            await place.connector.next()
        took = await _sent(client, drafts)
        if await client.server.waiting(place.session) < extent.waiting / 2:
            raise RuntimeError("the messages did not wait")
        return took, client.server.resident


async def flood(ground: Ground) -> list[Figure]:
    """The alerts of others while one person types and presses without end, some fifty at a time."""
    figures = []
    for name in ground.databases:
        p99 = []
        for _ in range(ground.extent.runs):
            async with stand(ground, Counting) as place, place.ours(place.peopled(name), limited=True) as client:
                p99.append(1000 * quantile(await _sent_in_a_flood(client, ground.extent.presses), 0.99))
        figures.append(Figure(f"press, {AT_ONCE} at once, while one person floods, {name}: p99", "ms", p99, most=1000))
    return figures


async def _sent_in_a_flood(client: LoadClient, number: int) -> list[float]:
    """Seconds of each press of the others."""
    drafts, took = await prepared(client, number), []
    one, *others = TEACHERS

    async def floods() -> None:
        while True:
            await client.says(one, "saker")
            await client.post(one, activities.press("alert.start", {"draft_id": new_id()}))

    async def press(n: int) -> None:
        if TEACHERS[n % len(TEACHERS)] in others:
            took.append(await client.sends(TEACHERS[n % len(TEACHERS)], drafts[n]))

    flooding = [asyncio.create_task(floods()) for _ in range(FLOOD)]
    await at_once(AT_ONCE, press, range(number))
    for task in flooding:
        task.cancel()
    await asyncio.wait(flooding)
    return took


async def crowd(ground: Ground) -> list[Figure]:
    """Sixteen teachers send alerts at once, beside connections that ask for nothing."""
    figures = []
    for name in ground.databases:
        p99 = []
        for _ in range(ground.extent.rounds):
            async with stand(ground, Counting) as place, place.ours(place.peopled(name)) as client:
                drafts = await prepared(client, ground.extent.presses)
                async with standing_there(client.server, STRANGERS):
                    p99.append(1000 * quantile(await _sent(client, drafts), 0.99))
        title = f"press, {AT_ONCE} at once, beside {STRANGERS} half-open connections, {name}: p99"
        figures.append(Figure(title, "ms", p99, most=1000))
    return figures


async def _sent(client: LoadClient, drafts: list[str]) -> list[float]:
    """Seconds of each press."""
    took = []

    async def press(number: int) -> None:
        took.append(await client.sends(TEACHERS[number % len(TEACHERS)], drafts[number]))

    await at_once(AT_ONCE, press, range(len(drafts)))
    return took


async def notices(ground: Ground) -> list[Figure]:
    """Seconds from the press to the principal's notice, while digests wait; and that Teams refused nothing."""
    title, figures = f"a new alert's notice behind {ground.extent.digests} digests", []
    for name in ground.databases:
        waited: list[float] = []
        refused: list[float] = []
        for _ in range(ground.extent.runs):
            async with stand(ground, Strict) as place:
                url = place.peopled(name)
                _fill(url, MessageKind.DIGEST, ground.extent.digests)
                async with place.ours(url, scheduler=True) as client:
                    waited += await _noticed(place, client)
                refused.append(place.connector.refused)
        figures += [
            Figure(f"{title}, {name}", "s", waited, most=2),
            Figure(f"… of all messages refused, {name}", "messages", refused, most=0),
        ]
    return figures


async def _noticed(place: Stand[Strict], client: LoadClient) -> list[float]:
    """One alert after the other, a moment between them."""
    drafts, took = await prepared(client, NOTICES), []
    await place.connector.next()
    for number, draft in enumerate(drafts):
        place.connector.forget()
        began = time.perf_counter()
        await client.sends(TEACHERS[number], draft)
        took.append(await asyncio.wait_for(_notice(place.connector), LONGEST_WAIT) - began)
        await asyncio.sleep(0.7)
    if await client.server.waiting(place.session) < place.ground.extent.digests / 2:
        raise RuntimeError("the digests did not wait")
    return took


async def _notice(connector: Strict) -> float:
    """When the principal's next notice came."""
    summary = worded(messages()[MessageKind.ALERT_NOTICE].summary)
    while True:
        arrival = await connector.next()
        if arrival.summary == summary and STAFF["principal"].upn.partition("@")[0] in arrival.path:
            return arrival.at


def _fill(url: str, kind: MessageKind, number: int) -> None:
    with opened(url) as database:
        cases_of_the_crowd(database)
        let_wait(database, kind, number)
