"""CPU per turn beside the SDKs' own echoes, and how the bot does under load, on SQLite and on PostgreSQL."""

import argparse
import asyncio
import logging
import pstats
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console
from rich.table import Table

from bench.figures import HEADINGS, Figure
from bench.machine import machine
from bench.pack import pack
from bench.page import PAGE, Shares, page
from bench.profiles import shares
from bench.rows import digests, outbox, presses, start, sweep, turns
from bench.rows.extent import QUICK, WHOLE, Extent, Ground
from bench.world import TEACHERS, databases
from bot.app import utc_now
from tests.kit.school import STAFF

WIDE = 160
"""Columns, where the table goes to a file."""
Rows = Callable[[Ground], list[Figure]]


def _run(rows: Callable[[Ground], Coroutine[Any, Any, list[Figure]]]) -> Rows:
    return lambda ground: asyncio.run(rows(ground))


ROWS: Mapping[str, Rows] = {
    "turns": _run(turns.turns),
    "presses": _run(presses.presses),
    "crowd": _run(presses.crowd),
    "notices": _run(presses.notices),
    "flood": _run(presses.flood),
    "outbox": _run(outbox.outbox),
    "digests": digests.digests,
    "sweep": sweep.sweep,
    "pack": pack,
    "start": _run(start.start),
}


def profiles(ground: Ground) -> Mapping[str, Shares]:
    """Where the CPU time goes, by what was done."""
    files = asyncio.run(turns.profiles(ground))
    found: dict[str, Shares] = {name: shares(pstats.Stats(str(file))) for name, file in files.items()}
    return found | {
        "a digest": shares(digests.profile(ground).stats),
        "the morning's sweep": shares(sweep.profile(ground).stats),
        "the plans, read and archived at a start": shares(start.profile(ground).stats),
    }


def shown(figures: list[Figure]) -> Table:
    table = Table(*HEADINGS)
    for figure in figures:
        table.add_row(*figure.cells)
    return table


@contextmanager
def ground_of(extent: Extent) -> Iterator[Ground]:
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as fresh:
        yield Ground(extent, Path(name), fresh)


def main(extent: Extent, only: list[str], console: Console) -> None:
    """The page is written by a whole run only."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    figures: list[Figure] = []
    with ground_of(extent) as ground:
        for name in only or ROWS:
            console.print(f"{name} …", style="dim")
            measured = ROWS[name](ground)
            console.print(shown(measured))
            figures += measured
        found = profiles(ground) if extent.profiles and not only else {}
    if extent is WHOLE and not only:
        PAGE.write_text(page(machine(f"{utc_now():%Y-%m-%d}"), figures, found, len(STAFF) + len(TEACHERS)), "utf-8")
        console.print(f"{PAGE.name} is written anew")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute or two: fewer rounds, and no page is written")
    parser.add_argument("--only", action="append", choices=ROWS, default=[], help="these rows only, and no page")
    chosen = parser.parse_args()
    terminal = Console()
    main(QUICK if chosen.quick else WHOLE, chosen.only, terminal if terminal.is_terminal else Console(width=WIDE))
