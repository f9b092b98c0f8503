"""How much a run measures, and where it does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.world import Fresh


@dataclass(frozen=True, slots=True)
class Extent:
    """`rounds` for what varies most; `runs` for what takes long."""

    rounds: int
    runs: int
    turns: int
    presses: int
    waiting: int
    digests: int
    unlimited: int
    limited: int
    schools: int
    profiles: bool


WHOLE = Extent(5, 3, 300, 320, 3000, 6000, 2000, 600, 150, profiles=True)
QUICK = Extent(1, 1, 150, 160, 3000, 6000, 500, 150, 20, profiles=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """`databases`: by name, what gives the address of a new one."""

    extent: Extent
    folder: Path
    databases: Mapping[str, Fresh]
