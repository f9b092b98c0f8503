from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from domain.event import EventKind
from storage.database import Database
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from tests.kit.databases import KEY
from tests.storage.conftest import Begin, happened


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def at_revision(database: Database, revision: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


@pytest.fixture
def emptied(database: Database) -> Database:
    migrate.downgrade(database.engine)
    return database


def test_the_migrated_tables_are_those_of_the_code(database: Database) -> None:
    assert migrate.is_current(database.engine)
    assert migrate.drift(database.engine) == []
    assert tables(database) == set(SQLModel.metadata.tables)


def test_down_leaves_nothing_and_up_again_leaves_the_same(emptied: Database) -> None:
    assert not migrate.is_current(emptied.engine)
    assert tables(emptied) == set()
    migrate.upgrade(emptied.engine)
    assert migrate.is_current(emptied.engine)
    assert migrate.drift(emptied.engine) == []


def test_a_database_nobody_has_touched_is_brought_all_the_way(tmp_path: Path) -> None:
    new = Database(f"sqlite:///{tmp_path}/new.db", KeyRing([KEY]))
    assert not migrate.is_current(new.engine)
    migrate.upgrade(new.engine)
    assert migrate.is_current(new.engine)
    assert migrate.drift(new.engine) == []
    new.dispose()


def test_migrating_again_changes_nothing(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.events.add(happened(EventKind.CHANNEL_BOUND, case=None))
        numbered = tx.cases.next_reference(2026)
    before = inspect(database.engine).get_indexes("events")
    migrate.upgrade(database.engine)
    assert migrate.is_current(database.engine)
    assert inspect(database.engine).get_indexes("events") == before
    with school() as tx:
        assert (numbered, tx.cases.next_reference(2026)) == ("2026-001", "2026-002")


def test_a_database_of_another_version_is_refused_and_left_as_it_is(database: Database) -> None:
    """One of before the migrations were one, or of a newer program."""
    for revision in ("0005", "0417"):
        at_revision(database, revision)
        assert not migrate.is_current(database.engine)
        for change in (migrate.upgrade, migrate.downgrade):
            with pytest.raises(migrate.OtherVersion, match=f"en annen versjon av boten \\({revision}\\)"):
                change(database.engine)
        assert tables(database) == set(SQLModel.metadata.tables)
    at_revision(database, "0001")
    assert migrate.is_current(database.engine)


def test_a_table_the_code_does_not_know_is_drift(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER)"))
    assert len(migrate.drift(database.engine)) == 1


@pytest.mark.parametrize("change", ["UPDATE events SET sealed_kind = 'case:other'", "DELETE FROM events"])
def test_events_stay_append_only_after_down_and_up(
    emptied: Database, request: pytest.FixtureRequest, change: str
) -> None:
    migrate.upgrade(emptied.engine)
    school: Begin = request.getfixturevalue("school")
    with school() as tx:
        tx.events.add(happened(EventKind.CHANNEL_BOUND, case=None))
    with pytest.raises(DatabaseError, match="append only"), emptied.engine.begin() as connection:
        connection.execute(text(change))
