import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from storage import migrate
from storage.database import Database
from storage.tables import EventRow
from tests.storage.conftest import Begin, happened


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


@pytest.fixture
def emptied(database: Database) -> Database:
    migrate.downgrade(database.engine)
    return database


def test_the_migrated_tables_are_those_of_the_code(database: Database) -> None:
    assert migrate.is_current(database.engine)
    assert migrate.drift(database.engine) == []


def test_down_leaves_nothing_and_up_again_leaves_the_same(emptied: Database) -> None:
    assert not migrate.is_current(emptied.engine)
    assert tables(emptied) == set()
    migrate.upgrade(emptied.engine)
    assert migrate.is_current(emptied.engine)
    assert migrate.drift(emptied.engine) == []


def test_a_step_at_a_time(emptied: Database) -> None:
    migrate.upgrade(emptied.engine, "0001")
    assert not migrate.is_current(emptied.engine)
    assert EventRow.__tablename__ in tables(emptied)
    migrate.upgrade(emptied.engine)
    migrate.upgrade(emptied.engine)
    assert migrate.is_current(emptied.engine)


def test_a_table_the_code_does_not_know_is_drift(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER)"))
    assert len(migrate.drift(database.engine)) == 1


def test_events_stay_append_only_after_down_and_up(emptied: Database, request: pytest.FixtureRequest) -> None:
    migrate.upgrade(emptied.engine)
    school: Begin = request.getfixturevalue("school")
    with school() as tx:
        tx.events.add(happened("school:opened", case=None))
    with pytest.raises(DatabaseError, match="append-only"), emptied.engine.begin() as connection:
        connection.execute(text("DELETE FROM events"))
