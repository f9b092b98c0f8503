from collections.abc import Iterator

import pytest

from domain.event import EventKind
from domain.ids import CaseId
from domain.message import CaseSubject, MessageKind
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.kit.databases import KEY, postgres_url, sqlite_url
from tests.kit.people.cast import alert, case, ids
from tests.kit.school import FACT, MONDAY, TODAY
from tests.storage.conftest import Begin, happened


@pytest.fixture
def used(database: Database, school: Begin) -> Database:
    with school() as tx:
        for number in (1, 2):
            tx.cases.next_reference(2026)
            tx.cases.open(case(number), happened(EventKind.CASE_RECEIVED, FACT, case=f"case{number}"))
        tx.alerts.add(alert(cases=(CaseId("case1"),)))
        tx.outbox.put_all(MessageKind.STEP_GIVEN, CaseSubject(case_id=CaseId("case1")), ids("line", "social"), MONDAY)
        assert tx.sweeps_done.first_time("morning", TODAY)
    return database


@pytest.fixture
def another_url(request: pytest.FixtureRequest, url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of a migrated database of the same kind, with nothing in it."""
    if url.startswith("sqlite"):
        return sqlite_url(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("another"))
    return postgres_url(request.getfixturevalue("postgres_template"))


@pytest.fixture
def empty(another_url: str) -> Iterator[Database]:
    opened = Database(another_url, KeyRing([KEY]))
    yield opened
    opened.dispose()
