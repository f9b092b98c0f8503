import sqlite3
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from storage.engine.conflicts import can_pass, described, writes_where_it_may_not
from storage.engine.rows import Stale


class SqliteSays(sqlite3.Error):
    def __init__(self, name: str, words: str = "") -> None:
        super().__init__(words)
        self.sqlite_errorname = name
        self.sqlite_errorcode = getattr(sqlite3, name, None) or {"SQLITE_BUSY_SNAPSHOT": 517}[name]


class PostgresqlSays(Exception):  # noqa: N818  (reads as what happened)
    def __init__(self, sqlstate: str, constraint: str | None = None) -> None:
        super().__init__("Kanarinavn")
        self.sqlstate = sqlstate
        self.diag = SimpleNamespace(constraint_name=constraint)


def told(original: Exception) -> DBAPIError:
    return DBAPIError("INSERT INTO t VALUES (?)", {"name": "Kanarinavn"}, original)


@pytest.mark.parametrize(
    "error",
    [
        Stale(),
        *(told(SqliteSays(f"SQLITE_{name}")) for name in ("BUSY", "BUSY_SNAPSHOT", "LOCKED", "CONSTRAINT_UNIQUE")),
        told(SqliteSays("SQLITE_CONSTRAINT_PRIMARYKEY")),
        told(SqliteSays("SQLITE_CONSTRAINT_TRIGGER", "UNIQUE constraint failed: events.id")),
        *(told(PostgresqlSays(state)) for state in ("40001", "40P01", "55P03", "23505")),
    ],
)
def test_someone_was_first_or_holds_a_lock(error: Exception) -> None:
    assert can_pass(error)


@pytest.mark.parametrize(
    "error",
    [
        KeyError(),
        InvalidRequestError(),
        *(told(SqliteSays(f"SQLITE_{name}")) for name in ("FULL", "CORRUPT", "READONLY", "CONSTRAINT_FOREIGNKEY")),
        told(SqliteSays("SQLITE_CONSTRAINT_TRIGGER", "events are append-only")),
        *(told(PostgresqlSays(state)) for state in ("23503", "42P01", "53100", "25006")),
        told(ValueError("no code at all")),
    ],
)
def test_what_does_not_pass_by_itself(error: Exception) -> None:
    assert not can_pass(error)


def test_a_transaction_for_reading_that_tried_to_write() -> None:
    assert writes_where_it_may_not(told(SqliteSays("SQLITE_READONLY")))
    assert writes_where_it_may_not(told(PostgresqlSays("25006")))
    assert not writes_where_it_may_not(told(SqliteSays("SQLITE_BUSY")))
    assert not writes_where_it_may_not(Stale())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Stale(), {"error": "Stale"}),
        (TimeoutError(), {"error": "TimeoutError"}),
        (told(SqliteSays("SQLITE_FULL", "Kanari")), {"error": "DBAPIError", "code": "SQLITE_FULL"}),
        (
            told(SqliteSays("SQLITE_CONSTRAINT_UNIQUE", "UNIQUE constraint failed: events.id")),
            {"error": "DBAPIError", "code": "SQLITE_CONSTRAINT_UNIQUE", "constraint": "events.id"},
        ),
        (
            told(SqliteSays("SQLITE_CONSTRAINT_FOREIGNKEY", "FOREIGN KEY constraint failed")),
            {
                "error": "DBAPIError",
                "code": "SQLITE_CONSTRAINT_FOREIGNKEY",
                "constraint": "FOREIGN KEY constraint failed",
            },
        ),
        (
            told(PostgresqlSays("23505", "uq_people_school_id")),
            {"error": "DBAPIError", "code": "23505", "constraint": "uq_people_school_id"},
        ),
        (told(PostgresqlSays("53100")), {"error": "DBAPIError", "code": "53100"}),
    ],
)
def test_what_the_log_says_of_it_holds_no_value(error: Exception, said: dict[str, str]) -> None:
    assert described(error) == said
