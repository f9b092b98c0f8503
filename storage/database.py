"""The engine for SQLite and PostgreSQL, and the one way to run something in a transaction."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

from storage.crypto import KeyRing
from storage.unit_of_work import Keys, Stale, Unit

T = TypeVar("T")
ATTEMPTS = 30
POOL = 8


class Database:
    """`run` gives a function one transaction: all of what it wrote is kept, or none.

    `parallel` transactions are worth running at once: SQLite takes one after the other anyway.
    """

    def __init__(self, url: str, ring: KeyRing) -> None:
        self.engine = _engine(url)
        self.parallel = 1 if url.startswith("sqlite") else POOL
        self.keys = Keys(ring)

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """One transaction, committed at the end, rolled back on any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Unit(session, self.keys)

    def run(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in a transaction, again from the start when someone else was first.

        `work` must be a function of the database and its arguments, so that running it twice is running it once.
        Raises what `work` raises, and the last conflict after `ATTEMPTS` tries.
        """
        for attempt in range(ATTEMPTS):
            try:
                with self.begin() as unit:
                    return work(unit)
            except (Stale, IntegrityError, OperationalError):
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(random.uniform(0, 0.005 * (attempt + 1)))  # noqa: S311  (jitter, not a secret)
        raise AssertionError  # pragma: no cover  (the loop returns or raises)

    def alive(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:
            return False
        return True

    def dispose(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 30}, pool_size=POOL)
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=POOL)


def _sqlite_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    setattr(connection, "isolation_level", None)  # noqa: B010  (the driver must not open transactions of its own)
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:  # noqa: ANN401  (SQLAlchemy's Connection or its proxy)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
