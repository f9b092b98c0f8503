import os
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from domain.text.messages import COMMON_WORDS, school_words
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.kit.cards.dialogs import CardClient, DialogClient
from tests.kit.databases import KEY, migrated_sqlite, postgres, postgres_url, sqlite_url
from tests.kit.hard_teams import chosen
from tests.kit.school import Chat, fill, open_school
from tests.kit.teams.client import Teams

# How fast a rule is on a busy machine is not what its properties are about: `make bench` measures.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

DIFFERS = (
    *(
        "storage",
        "bad_times",
        "test_access.py",
        "test_at_once.py",
        "test_crash.py",
        "test_killed.py",
        "test_statements.py",
    ),
    "test_year.py",
)
"""What locks, orders and survives differently from database to database."""

MEASURED = (
    *("domain", "storage", "bad_times", "test_channels.py", "test_downloads.py", "test_incidents.py", "test_lists.py"),
    *(
        "test_posts.py",
        "test_saksgang.py",
        "test_year.py",
        "correcting",
        "services",
        "test_gathering.py",
        "test_inhabil.py",
    ),
    *("test_naming_late.py", "test_who_is_who.py", "test_forms_that_wait.py", "test_one_child.py", "test_away.py"),
    *("test_given_back.py", "test_new_plan.py"),
)
"""What takes every line and branch of `domain` and `storage`: measuring doubles the time of a test."""


CARRIED = (
    *("test_alert.py", "test_carriers.py", "test_channels.py", "test_downloads.py", "test_given_back.py"),
    "test_receipt.py",
)
"""Conversations that are had over both carriers: in cards, and in dialogs."""


def _among(path: Path, names: Sequence[str]) -> bool:
    return not set(path.relative_to(Path(__file__).parent).parts).isdisjoint(names)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        choices=["sqlite", "differing", "all"],
        default="differing",
        help="SQLite only, PostgreSQL too for what differs by database, or everything on both",
    )
    chosen.add_options(parser)


def pytest_report_header(config: pytest.Config) -> str:
    return chosen.in_words(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "url" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("databases")
        both = wanted == "all" or (wanted == "differing" and _among(metafunc.definition.path, DIFFERS))
        metafunc.parametrize("url", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)
    if "chat" in metafunc.fixturenames and _among(metafunc.definition.path, CARRIED):
        metafunc.parametrize("shown_in", [CardClient(), DialogClient()], ids=["cards", "dialogs"])
    if "teams" in metafunc.fixturenames:
        ways = chosen.ways(metafunc)
        names = [pytest.HIDDEN_PARAM if way == "easy" else way for way in ways]
        metafunc.parametrize("teams", ways, indirect=True, ids=names)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("e2e") is None)  # the longest first, so that none is left alone
    for item in items:
        if config.getoption("databases") != "all" and not _among(item.path, MEASURED):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _common_words() -> None:
    """What one test calls things is not what the next does."""
    school_words.set(COMMON_WORDS)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh migrated database of the kind `pytest_generate_tests` asks for."""
    if request.param == "sqlite":
        return sqlite_url(request.getfixturevalue("sqlite_template"), tmp_path)
    return postgres_url(request.getfixturevalue("postgres_template"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url, KeyRing([KEY]))
    yield opened
    opened.dispose()


@pytest.fixture
def shown_in() -> CardClient:
    """The client of everyone in `chat`."""
    return CardClient()


@pytest.fixture
def teams(request: pytest.FixtureRequest) -> Teams:
    """As the cards mean it, or hard (`--hard-teams`)."""
    return chosen.teams_of(request)


@pytest.fixture
async def chat(
    request: pytest.FixtureRequest, database: Database, url: str, shown_in: CardClient, teams: Teams
) -> AsyncIterator[Chat]:
    """Everyone has said hello. When the test ends, nothing sent to Teams may hold a canary (law 1), and all that was
    written stands.
    """
    fill(database)
    async with open_school(database, url, shown_in=shown_in, teams=teams) as opened:
        yield opened
        opened.looks_at_every_message()
        assert opened.spilled() == []
    if not request.node.get_closest_marker("damages"):
        with database.begin_reading() as unit:
            assert [finding for school in unit.schools.all() for finding in unit.verify(school)] == []
