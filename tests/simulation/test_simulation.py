"""A short life of the simulated school; and that a law that does not hold is found, and found again by its seed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.kit.school import SCHOOL
from tests.simulation.laws import Broken
from tests.simulation.life import live
from tests.simulation.world import World, begins

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_laws_hold_whatever_happens(tmp_path: Path, seed: int) -> None:
    async with begins(seed, tmp_path) as world:
        await live(world, weeks=1)
        assert sum(process.died for process in world.chat.processes), "it was no quiet life"
        assert sum(world.weather.came.values())
        assert world.acknowledged.alerts


def lets_someone_barred_in(world: World) -> None:
    """Past the rules, as a wrong one would."""
    with world.database.begin() as unit:
        tx = unit.school(SCHOOL)
        for case in tx.cases.all_open()[:1]:
            someone = min(case.members)
            tx.cases.save(case, replace(case, barred=case.barred | {someone}))


def loses_a_message(world: World) -> None:
    """The bot believes that it came."""
    world.weather.came.subtract(["a:line"])


async def broken_by(fault: Callable[[World], None], folder: Path) -> str:
    folder.mkdir()  # noqa: ASYNC240  (on purpose)
    with pytest.raises(Broken, match="--seed 3") as broken:
        async with begins(3, folder) as world:
            await live(world, 1, also=fault)
    return str(broken.value)


async def test_a_law_that_does_not_hold_is_found_and_found_again(tmp_path: Path) -> None:
    found = await broken_by(lets_someone_barred_in, tmp_path / "once")
    assert found.startswith("law 3: ")
    assert await broken_by(lets_someone_barred_in, tmp_path / "again") == found


async def test_a_message_that_is_lost_is_found(tmp_path: Path) -> None:
    assert (await broken_by(loses_a_message, tmp_path / "once")).startswith("law 4: ")
