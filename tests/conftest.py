from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.crypto import KeyRing
from storage.database import Database
from tests.kit.databases import KEY, migrated_sqlite, postgres, postgres_url, sqlite_url
from tests.kit.school import Chat, fill, open_school

# How fast a rule is on a busy machine is not what its properties are about: `make bench` measures.
settings.register_profile("rules", deadline=None)
settings.load_profile("rules")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh migrated database: the same tests run on both."""
    if request.param == "sqlite":
        return sqlite_url(request.getfixturevalue("sqlite_template"), tmp_path)
    return postgres_url(request.getfixturevalue("postgres_template"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url, KeyRing([KEY]))
    yield opened
    opened.dispose()


@pytest.fixture
async def chat(database: Database, url: str) -> AsyncIterator[Chat]:
    """Everyone has said hello. When the test ends, nothing sent to Teams may hold a canary (law 1)."""
    fill(database)
    async with open_school(database, url) as opened:
        yield opened
        assert opened.spilled() == []
