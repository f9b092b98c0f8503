"""Tell the stories, and keep their histories: for the coming release (`next`), or as those of a release for good.

python -m tests.golden              writes `next` anew
python -m tests.golden --release    keeps the histories of the version in pyproject.toml
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.version import bot_version
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from services.load_school_plans import read_school_plans
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.conversations import test_another_school as another_school
from tests.golden.history import as_told
from tests.golden.releases import HERE, KEPT, NEXT, PLAN, digest, folded, released
from tests.golden.stories import BEFORE_HELLO, FJORDGLYTT, ROSENHOLM
from tests.kit.databases import KEY, migrated_sqlite, sqlite_url
from tests.kit.school import fill, open_school, the_plan


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--release", action="store_true")
    release = bot_version() if arguments.parse_args().release else NEXT
    if release in released():
        sys.stderr.write(f"The histories of {release} are kept, and never written anew.\n")
        return 1
    shutil.rmtree(HERE / release, ignore_errors=True)
    asyncio.run(_keep(release))
    if release != NEXT:
        with KEPT.open("a", encoding="utf-8") as kept:
            kept.write(f"{release} {digest(HERE / release)}\n")
    return 0


async def _keep(release: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        template = migrated_sqlite(Path(folder))
        await _rosenholm(template, HERE / release)
        await _fjordglytt(template, HERE / release)


async def _rosenholm(template: Path, folder: Path) -> None:
    for name, story in {**ROSENHOLM, **BEFORE_HELLO}.items():
        with _empty(template) as (database, url):
            fill(database)
            async with open_school(database, url, hello=name in ROSENHOLM) as chat:
                await story(chat)
            _write(folder, name, database, the_plan(), template)


async def _fjordglytt(template: Path, folder: Path) -> None:
    (school_plan,) = read_school_plans(another_school.PLAN).values()
    for name, story in FJORDGLYTT.items():
        with _empty(template) as (database, url), tempfile.TemporaryDirectory() as files:
            async with another_school.fjordglytt(database, url, Path(files)) as chat:
                await story(chat)
            _write(folder, name, database, school_plan, template)


def _write(folder: Path, name: str, database: Database, school_plan: SchoolPlan, template: Path) -> None:
    school_id = SchoolId(school_plan.school_id)
    (there := folder / school_id).mkdir(parents=True, exist_ok=True)
    (there / PLAN).write_text(f"{school_plan.model_dump_json()}\n", "utf-8")
    with database.begin_reading() as unit:
        told = as_told(unit.school(school_id))
    with _empty(template) as (another, _):
        told["state"] = folded(told, school_plan, another)
    (there / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


@contextmanager
def _empty(template: Path) -> Iterator[tuple[Database, str]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(url := sqlite_url(template, Path(folder)), KeyRing([KEY]))
        yield database, url
        database.dispose()


if __name__ == "__main__":
    sys.exit(main())
