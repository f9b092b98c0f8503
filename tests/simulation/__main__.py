"""`make simulate`: school weeks of one seed, or of many, until a law does not hold.

python -m tests.simulation --seed 17 --weeks 100
"""

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot import logs
from tests.simulation.laws import Broken
from tests.simulation.life import live
from tests.simulation.world import World, begins, every_case

YEARS = 30
"""Whose plans there are, for as many weeks."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--weeks", type=int, default=100)
    arguments.add_argument("--told", action="store_true", help="say what happened, a line each")
    asked = arguments.parse_args()
    logs.configure("CRITICAL")
    _look_for_circles_seldom()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            came_to = asyncio.run(_lived(asked.seed, asked.weeks, Path(folder), told=asked.told))
        except Broken as broken:
            sys.stderr.write(f"Seed {asked.seed}: {broken}\n")
            return 1
    sys.stdout.write(f"seed {asked.seed}, {asked.weeks} weeks in {time.monotonic() - began:.0f} s: {came_to}\n")
    return 0


def _look_for_circles_seldom() -> None:
    """What the modules and plans are made of stays until the end: to look through it each time takes its share."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


async def _lived(seed: int, weeks: int, folder: Path, *, told: bool) -> str:
    async with begins(seed, folder, years=2 + weeks // 38) as world:
        if told:
            world.tell = sys.stdout.write
        await live(world, weeks)
        return summary(world)


def summary(world: World) -> str:
    died = sum(process.died for process in world.chat.processes)
    missed = sum(line.endswith("not now") for line in world.told)
    with world.looking() as tx:
        cases = Counter(str(case.status) for case in every_case(tx))
    return (
        f"{len(world.told)} steps ({missed} not possible just then), {dict(cases)} cases, {world.seen.events} events, "
        f"{sum(world.weather.came.values())} messages, {died} deaths"
    )


if __name__ == "__main__":
    sys.exit(main())
