"""What has happened stays as it was written down: both databases refuse whatever would change or take away an event."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest
from sqlalchemy import Row, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import select

from domain.event import EventKind
from storage.database import Database
from storage.tables.case import EventRow
from tests.kit.audit import events_in, row_of
from tests.kit.people.cast import case
from tests.storage.conftest import Begin, happened

OTHERWISE = (
    "(seq, id, school_id, case_id, sealed_by, at, sealed_kind, sealed) "
    "SELECT {seq}, {id}, school_id, case_id, sealed_by, at, 'case:other', sealed FROM events WHERE seq = 1"
)
TAKEN_SEQ, TAKEN_ID = OTHERWISE.format(seq="seq", id="'new'"), OTHERWISE.format(seq="99", id="id")
BY_ROWID = TAKEN_SEQ.replace("(seq,", "(rowid,")
CHANGES = (
    "UPDATE events SET sealed_kind = 'case:other'",
    "UPDATE events SET sealed_kind = 'case:other' WHERE seq = 1",
    "DELETE FROM events",
    f"INSERT INTO events {TAKEN_ID} ON CONFLICT (id) DO UPDATE SET sealed_kind = 'case:other'",
    f"INSERT INTO events {TAKEN_SEQ} ON CONFLICT (seq) DO UPDATE SET sealed_kind = 'case:other'",
)
OF_SQLITE = (
    *CHANGES,
    f"INSERT OR REPLACE INTO events {TAKEN_SEQ}",
    f"INSERT OR REPLACE INTO events {TAKEN_ID}",
    f"INSERT OR REPLACE INTO events {BY_ROWID}",
    f"REPLACE INTO events {TAKEN_SEQ}",
    f"REPLACE INTO events {TAKEN_ID}",
    "UPDATE OR REPLACE events SET id = (SELECT id FROM events WHERE seq = 2) WHERE seq = 1",
    f"INSERT OR IGNORE INTO events {TAKEN_ID}",
)
OF_POSTGRESQL = (
    *CHANGES,
    "UPDATE events SET sealed_kind = 'case:other' WHERE false",
    "TRUNCATE events",
    "TRUNCATE events CASCADE",
    "MERGE INTO events USING schools ON school_id = schools.id WHEN MATCHED THEN DELETE",
)
PLANTED = OTHERWISE.format(seq="-1", id="'planted'")


@pytest.fixture
def two(school: Begin) -> Begin:
    """A school with two events, under ids that are known."""
    with school() as tx:
        tx.cases.open(case())
        for key in ("first", "second"):
            assert tx.events.add_once(key, happened(EventKind.ALERT_ADDED))
    return school


def stored(database: Database) -> Sequence[Row[tuple[int | None, str, str, bytes]]]:
    with database.engine.connect() as connection:
        wanted = select(EventRow.seq, EventRow.id, EventRow.sealed_kind, EventRow.sealed).order_by(text("seq"))
        return connection.execute(wanted).all()


def is_sqlite(database: Database) -> bool:
    return database.engine.dialect.name == "sqlite"


def test_whatever_would_change_an_event_is_refused(database: Database, two: Begin) -> None:
    before = stored(database)
    assert len(before) == 2
    for change in OF_SQLITE if is_sqlite(database) else OF_POSTGRESQL:
        with pytest.raises(DatabaseError, match="append only"), database.engine.begin() as connection:
            connection.execute(text(change))
        assert stored(database) == before, change


def past_our_own_connections(database: Database, change: str) -> None:
    """SQLite: one that asks for no triggers of what REPLACE deletes. PostgreSQL: one that says it only replicates."""
    if is_sqlite(database):
        with closing(sqlite3.connect(database.engine.url.database or "")) as file, file:
            file.execute(change)
        return
    with database.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(change))


def test_nor_by_whoever_comes_past_our_own_connections(database: Database, two: Begin) -> None:
    before = stored(database)
    for change in OF_SQLITE if is_sqlite(database) else OF_POSTGRESQL:
        with pytest.raises((DatabaseError, sqlite3.IntegrityError), match="append only"):
            past_our_own_connections(database, change)
        assert stored(database) == before, change


def test_a_number_below_one_is_refused_so_that_none_stops_all_others(database: Database, two: Begin) -> None:
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO events {PLANTED}"))
    with two() as tx:
        tx.events.add(happened(EventKind.ALERT_ADDED))
    assert len(stored(database)) == 3


def test_a_taken_key_is_known_by_the_words_of_a_unique_constraint(database: Database, two: Begin) -> None:
    """Whoever tries again when someone was first asks for these words, on either database."""
    with pytest.raises(IntegrityError, match=r"(?i)unique constraint"), database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO events {TAKEN_ID}"))


def test_an_event_under_a_taken_id_is_none_and_costs_the_transaction_nothing(database: Database, two: Begin) -> None:
    before = stored(database)
    with two() as tx:
        assert not tx.events.add_once("first", happened(EventKind.ALERT_ADDED, "Noe annet"))
        assert tx.events.add_once("third", happened(EventKind.ALERT_ADDED))
        assert not tx.events.add_once("third", happened(EventKind.ALERT_ADDED))
    assert stored(database)[:2] == before
    assert [row.id for row in stored(database)] == [row_of(database, one) for one in ("first", "second", "third")]


def test_many_events_stand_in_the_order_they_were_told(database: Database, two: Begin) -> None:
    with two() as tx:
        tx.events.add()
        tx.events.add(happened(EventKind.CASE_RECEIVED, minutes=9), happened(EventKind.CASE_MARKED, minutes=1))
    assert [row.kind for row in events_in(database)][2:] == ["case:received", "case:marked"]
