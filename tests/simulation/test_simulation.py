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


@pytest.mark.parametrize(("fault", "law"), [(lets_someone_barred_in, "law 3: "), (loses_a_message, "law 4")])
async def test_a_law_that_does_not_hold_is_found_and_found_again(
    tmp_path: Path, fault: Callable[[World], None], law: str
) -> None:
    found = []
    for again in ("once", "again"):
        (folder := tmp_path / again).mkdir()
        with pytest.raises(Broken, match="--seed 3") as broken:
            async with begins(3, folder) as world:
                await live(world, 1, also=fault)
        found.append(str(broken.value))
    assert found[0] == found[1]
    assert found[0].startswith(law)
