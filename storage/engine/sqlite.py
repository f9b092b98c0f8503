"""How the bot uses a SQLite file, and sees that it is still there."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import create_engine

POOL = 8
BUSY = 1.0
"""Seconds to wait for another process's lock before somebody else is let forward."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    f"busy_timeout={int(BUSY * 1000)}",
)


def engine_of(address: URL, *, reading: bool, replaced: Callable[[], None]) -> Engine:
    """`reading`: its connections cannot write, and wait for nobody who does. `replaced`: called for another file."""
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY}, pool_size=POOL)
    pragmas = (*_PRAGMAS, "query_only=ON") if reading else _PRAGMAS
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"

    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        setattr(connection, "isolation_level", None)  # noqa: B010  (on purpose)
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    if path := file_of(address):
        _keep_to_the_file(engine, path, replaced)
    return engine


def file_of(address: URL) -> Path | None:
    """Its file; None when it is in memory, or an address of SQLite's own."""
    name = address.database or ""
    return None if name in {"", ":memory:"} or name.startswith("file:") else Path(name)


def _keep_to_the_file(engine: Engine, path: Path, replaced: Callable[[], None]) -> None:
    """A connection goes on writing to a file that has been moved away. It is let go of, and none is made anew."""
    known: set[tuple[int, int]] = set()

    def connecting(_dialect: object, _entry: object, _arguments: Any, _options: Any) -> None:  # noqa: ANN401  (any type)
        if known and not path.exists():
            raise _gone()

    def connected(_connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = _same(path)
        known.add(entry.info["file"])

    def leaving(_connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if entry.info["file"] != _same(path):
            replaced()
            raise DisconnectionError("the file of the database is another")

    event.listen(engine, "do_connect", connecting)
    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", leaving)


def _gone() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("the file of the database is gone")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_CANTOPEN, "SQLITE_CANTOPEN"
    return error


def _same(path: Path) -> tuple[int, int] | None:
    """What tells one file from another."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
