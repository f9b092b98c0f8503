"""The engine for SQLite and PostgreSQL, and the one way to run something in a transaction."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

from storage.crypto import KeyRing
from storage.unit_of_work import Keys, Stale, Unit

T = TypeVar("T")
ATTEMPTS = 60
POOL = 8
SQLITE = frozenset({"sqlite", "sqlite+pysqlite"})
POSTGRESQL = frozenset({"postgresql", "postgresql+psycopg"})


class NoDatabase(Exception):  # noqa: N818  (reads as what happened)
    """The address cannot be used, or nothing answers there. Never shows the address: it may hold a password."""


class Database:
    """`run` gives a function one transaction: all of what it wrote is kept, or none.

    `parallel` transactions are worth running at once: SQLite takes one after the other anyway. Raises `NoDatabase` for
    an address that is malformed or of another kind; connects to nothing before it is used.
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

    def reach(self) -> None:
        """Make the folder of a SQLite file, and see that the database answers. Raises `NoDatabase`."""
        try:
            _make_folder(self.engine.url)
        except OSError as error:
            raise NoDatabase(f"Mappen til databasen kan ikke lages: {error.strerror}. Se DATABASE_URL.") from None
        if not self.alive():
            raise NoDatabase("Databasen svarer ikke. Se at den kjører, og at DATABASE_URL er riktig.")

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
    try:
        address = make_url(url)
        if address.drivername in SQLITE:
            return _sqlite(address)
        if address.drivername in POSTGRESQL:
            return create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=POOL)
    except (ArgumentError, ValueError):
        pass
    raise NoDatabase("DATABASE_URL må være sqlite:///FIL eller postgresql+psycopg://BRUKER:PASSORD@VERT/DATABASE.")


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": 30}, pool_size=POOL)
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _make_folder(address: URL) -> None:
    if address.drivername in SQLITE and address.database and not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    setattr(connection, "isolation_level", None)  # noqa: B010  (the driver must not open transactions of its own)
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:  # noqa: ANN401  (SQLAlchemy's Connection or its proxy)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
