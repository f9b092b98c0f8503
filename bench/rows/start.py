"""From the start of the process until it is ready: the keys of Teams fetched, the plans read, the database writable."""

from bench.figures import Figure
from bench.profiles import Profile
from bench.rows.extent import Ground
from bench.rows.stand import Stand, stand
from bench.traffic.connector import Counting
from bench.world import NOW, opened, plan_files
from services.load_school_plans import load_school_plans

Took = tuple[float, float]
"""Seconds, and seconds of CPU."""


async def start(ground: Ground) -> list[Figure]:
    """With one school and with many; the first time with a database, and when it knows the plans."""
    figures = []
    for name in ground.databases:
        for schools, most in ((1, 2.0), (ground.extent.schools, 3.0)):
            async with stand(ground, Counting) as place:
                times = [await _twice(place, name, schools) for _ in range(ground.extent.runs)]
            first, again = zip(*times, strict=True)
            title = f"start to ready, {schools} {'school' if schools == 1 else 'schools'}, {name}"
            figures += [
                Figure(title, "s", [seconds for seconds, _ in again], most=most),
                Figure(f"{title}, with an empty database", "s", [seconds for seconds, _ in first], most=most),
                Figure(f"{title}: of that", "s CPU", [cpu for _, cpu in again]),
            ]
    return figures


async def _twice(place: Stand[Counting], name: str, schools: int) -> tuple[Took, Took]:
    url, plans = place.ground.databases[name](), str(plan_files(place.ground.folder, schools))
    return await _start(place, url, plans), await _start(place, url, plans)


async def _start(place: Stand[Counting], url: str, plans: str) -> Took:
    async with place.ours(url, plans=plans, scheduler=True) as client:
        return client.server.ready_after, client.server.cpu


def profile(ground: Ground) -> Profile:
    """Of what a start does with the plans, the first time, on SQLite."""
    plans = plan_files(ground.folder, ground.extent.schools)
    with opened(ground.databases["SQLite"]()) as database, Profile() as found:
        load_school_plans(plans, database, NOW)
    return found
