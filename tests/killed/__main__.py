"""A bot that is killed 200 times under load, on both databases: for the night.

python -m tests.killed --kills 50 --rounds 4 --database sqlite
"""

import argparse
import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bot import logs
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.killed.killing import Figures, kills
from tests.kit.databases import KEY, migrated_sqlite, postgres, postgres_url, sqlite_url
from tests.kit.school import fill


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=50, help="at each school")
    arguments.add_argument("--rounds", type=int, default=4, help="schools, one after the other")
    arguments.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    logs.configure("CRITICAL")
    whole = True
    for database in asked.database or ["sqlite", "postgresql"]:
        for seed in range(asked.seed, asked.seed + asked.rounds):
            figures = asyncio.run(_at_a_school(database, asked.kills, seed))
            sys.stdout.write(f"{database}, seed {seed}: {figures}\n")
            sys.stdout.flush()
            whole = whole and not (figures.lost or figures.doubled or figures.broken)
    return 0 if whole else 1


async def _at_a_school(kind: str, number: int, seed: int) -> Figures:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if kind == "sqlite":
            url = sqlite_url(migrated_sqlite(folder), folder)
        else:
            url = postgres_url(stack.enter_context(postgres(folder)))
        database = Database(url, KeyRing([KEY]))
        stack.callback(database.dispose)
        fill(database)
        return await kills(database, url, number, seed)


if __name__ == "__main__":
    sys.exit(main())
