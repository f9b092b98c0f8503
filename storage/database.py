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
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from domain.text.messages import _
from storage.engine.crypto import KeyRing
from storage.engine.every_school import guarded
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
    an address that is malformed or of another kind; connects to nothing before it is used. `sleep` waits between tries.
    """

    def __init__(self, url: str, ring: KeyRing, sleep: Callable[[float], None] = time.sleep) -> None:
        self.engine = _engine(url)
        self._guarded = guarded(self.engine)
        self._tries = Retrying(
            retry=retry_if_exception_type((Stale, IntegrityError, OperationalError)),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_pause,
            sleep=sleep,
            reraise=True,
        )
        self.parallel = 1 if url.startswith("sqlite") else POOL
        self.keys = Keys(ring)

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """One transaction, committed at the end, rolled back on any exception."""
        with Session(self._guarded, expire_on_commit=False) as session, session.begin():
            unit = Unit(session, self.keys)
            yield unit
            unit.end()

    def run(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in a transaction, again from the start when someone else was first.

        `work` must be a function of the database and its arguments, so that running it twice is running it once.
        Raises what `work` raises, and the last conflict after `ATTEMPTS` tries.
        """
        done: T = self._tries(self._once, work)
        return done

    def _once(self, work: Callable[[Unit], T]) -> T:
        with self.begin() as unit:
            return work(unit)

    def reach(self) -> None:
        """Make the folder of a SQLite file, and see that the database answers. Raises `NoDatabase`."""
        try:
            _make_folder(self.engine.url)
        except OSError as error:
            raise NoDatabase(
                _("Mappen til databasen kan ikke lages: {why}. Se DATABASE_URL.", why=error.strerror)
            ) from None
        if not self.alive():
            raise NoDatabase(_("Databasen svarer ikke. Se at den kjører, og at DATABASE_URL er riktig."))

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


def _pause(tries: RetryCallState) -> float:
    """Some milliseconds at first, a few more each time, never the same for two who wait for each other."""
    return random.uniform(0, 0.005 * tries.attempt_number)  # noqa: S311  (our own words)


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        if address.drivername in SQLITE:
            return _sqlite(address)
        if address.drivername in POSTGRESQL:
            return create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=POOL)
    except (ArgumentError, ValueError):
        pass
    raise NoDatabase(_("DATABASE_URL må være sqlite:///FIL eller postgresql+psycopg://BRUKER:PASSORD@VERT/DATABASE."))


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": 30}, pool_size=POOL)
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _make_folder(address: URL) -> None:
    if address.drivername in SQLITE and address.database and not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    setattr(connection, "isolation_level", None)  # noqa: B010  (on purpose)
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:  # noqa: ANN401  (any type)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
