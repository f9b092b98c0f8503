"""How fast the outbox empties, with Teams' limits and without."""

from bench.figures import Figure
from bench.rows.extent import Ground
from bench.rows.stand import stand
from bench.traffic.connector import Counting, Strict
from bench.world import cases_of_the_crowd, let_wait, opened
from domain.message import MessageKind


async def outbox(ground: Ground) -> list[Figure]:
    """Unlimited by one process; within the limits by two that share the database."""
    figures = []
    extent = ground.extent
    for name in ground.databases:
        unlimited = [await _emptied(ground, name, extent.unlimited) for _ in range(extent.rounds)]
        kept = [await _emptied_within_limits(ground, name, extent.limited) for _ in range(extent.runs)]
        figures += [
            Figure(f"outbox unlimited, {name}", "messages/s", unlimited, least=1000),
            Figure(f"outbox within Teams' limits, {name}", "messages/s", [rate for rate, _ in kept], least=48),
            Figure(f"… of them refused, {name}", "messages", [refused for _, refused in kept], most=0),
        ]
    return figures


async def _emptied(ground: Ground, name: str, number: int) -> float:
    """From the first message that comes to the last; the ticks are the served ones."""
    async with stand(ground, Counting) as place:
        url = place.peopled(name)
        _fill(url, number)
        async with place.ours(url, scheduler=True, paced=False):
            return await place.connector.timed(number)


async def _emptied_within_limits(ground: Ground, name: str, number: int) -> tuple[float, int]:
    """All due at once, taken up by two processes, to a connector that refuses what breaks Teams' limits."""
    async with stand(ground, Strict) as place:
        url = place.peopled(name)
        _fill(url, number)
        async with place.ours(url, scheduler=True), place.ours(url, scheduler=True):
            rate = await place.connector.timed(number)
        return rate, place.connector.refused


def _fill(url: str, number: int) -> None:
    with opened(url) as database:
        cases_of_the_crowd(database)
        let_wait(database, MessageKind.CASE_JOINED, number)
