"""The database, and the ways to run something in a transaction: as a person, by itself, only reading."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlmodel import Session, create_engine
from tenacity import RetryCallState, Retrying, retry_if_exception

from domain.text.messages import _
from storage.engine.conflicts import Unavailable, can_pass, described, writes_where_it_may_not
from storage.engine.crypto import KeyRing
from storage.engine.every_school import guarded
from storage.engine.sqlite import POOL, engine_of, file_of
from storage.engine.writers import Writers
from storage.files.private import make_file, make_folder
from storage.unit_of_work import Keys, Stale, Unit

__all__ = ["Database", "NoDatabase", "Unavailable"]

T = TypeVar("T")
PATIENCE = 8.0
"""Seconds a turn is tried for: Teams waits some ten to fifteen for its answer."""
PROBED_FOR = 3.0
"""Seconds a probe is tried for: a short lock is no reason to send people elsewhere."""
LONGEST_PAUSE = 0.2
AT_ONCE = 3
"""Writers of one process on PostgreSQL."""
SQLITE = frozenset({"sqlite", "sqlite+pysqlite"})
POSTGRESQL = frozenset({"postgresql", "postgresql+psycopg"})
_POSTGRESQL_WAITS = {"connect_timeout": 3, "tcp_user_timeout": 8000, "options": "-c lock_timeout=200"}

log = structlog.get_logger(__name__)


class NoDatabase(Exception):  # noqa: N818  (reads as what happened)
    """The address cannot be used, or nothing answers there. Never shows the address: it may hold a password."""


class Database:
    """`run` gives a function one transaction: all of what it wrote is kept, or none.

    Raises `NoDatabase` for an address that is malformed or of another kind; connects to nothing before it is used.
    `sleep` waits between tries, for `patience` seconds in all.
    """

    def __init__(
        self, url: str, ring: KeyRing, sleep: Callable[[float], None] = time.sleep, patience: float = PATIENCE
    ) -> None:
        self.keys = Keys(ring)
        self.engine, self.reading = (_engine(url, reading=one, replaced=self.keys.forget) for one in (False, True))
        self._guarded, self._guarded_reading = guarded(self.engine), guarded(self.reading)
        self._sqlite = self.engine.dialect.name == "sqlite"
        self._writers = Writers(1 if self._sqlite else AT_ONCE)
        self._patience = patience
        self._tries = Retrying(
            retry=retry_if_exception(can_pass), stop=_out_of_time, wait=_pause, sleep=sleep, reraise=True
        )

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """One transaction, committed at the end, rolled back on any exception."""
        with _Session(self._guarded, expire_on_commit=False) as session:
            with session.begin():
                unit = Unit(session, self.keys)
                yield unit
                unit.end()
            unit.kept()

    @contextmanager
    def begin_reading(self) -> Iterator[Unit]:
        """One transaction that writes nothing, and waits for nobody who does."""
        with _Session(self._guarded_reading, expire_on_commit=False) as session, session.begin():
            unit = Unit(session, self.keys, reading=True)
            yield unit
            unit.end()

    def run(self, work: Callable[[Unit], T], *, person: bool = False, since: float | None = None) -> T:
        """Run `work` in a transaction, again from the start when someone else was first.

        `work` must be a function of the database and its arguments, so that running it twice is running it once.
        `person`: somebody waits for it, `since` a moment of `time.monotonic`. Raises what `work` raises, and
        `Unavailable`.
        """
        until = (time.monotonic() if since is None else since) + self._patience
        return self._told(lambda: self._tried(work, until, person=person))

    def read(self, work: Callable[[Unit], T], *, since: float | None = None) -> T:
        """As `run`, for a turn that is expected to write nothing. If it does, it runs again as one that may."""
        until = (time.monotonic() if since is None else since) + self._patience
        try:
            return self._told(lambda: self._read_tried(work, until))
        except _Writes:
            return self.run(work, person=True, since=since)

    def _tried(self, work: Callable[[Unit], T], until: float, *, person: bool) -> T:
        done: T = self._tries(self._once, work, until, person=person)
        return done

    def _once(self, work: Callable[[Unit], T], until: float, *, person: bool) -> T:
        with self._writers.turn(until, person=person), self.begin() as unit:
            return work(unit)

    def _read_tried(self, work: Callable[[Unit], T], until: float) -> T:
        done: T = self._tries(self._read_once, work, until)
        return done

    def _read_once(self, work: Callable[[Unit], T], _until: float) -> T:
        try:
            with self.begin_reading() as unit:
                return work(unit)
        except SQLAlchemyError as error:
            if writes_where_it_may_not(error):
                raise _Writes from None
            raise

    def _told(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (SQLAlchemyError, TimeoutError, Stale) as error:
            log.error("database unavailable", **described(error))  # noqa: TRY400  (a trace would say too much)
            raise Unavailable from error

    def reach(self, *, create: bool = False) -> None:
        """See that the database answers. Raises `NoDatabase`.

        `create`: make the folder of a SQLite file that is not there, and the file. SQLite gives those beside it (-wal,
        -shm) the mode it has.
        """
        path = file_of(self.engine.url) if self._sqlite else None
        if path and not create and not path.exists():
            raise NoDatabase(
                _("Databasefilen finnes ikke. Legg den tilbake, eller lag en ny med: python -m bot migrate")
            )
        try:
            if path and create:
                make_folder(path.parent)
                make_file(path)
        except OSError as error:
            raise NoDatabase(
                _("Mappen til databasen kan ikke lages: {why}. Se DATABASE_URL.", why=error.strerror)
            ) from None
        if not self.alive():
            raise NoDatabase(_("Databasen svarer ikke. Se at den kjører, og at DATABASE_URL er riktig."))

    def alive(self) -> bool:
        """Whether the database answers."""
        try:
            with self.reading.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:
            return False
        return True

    def writable(self) -> bool:
        """Whether something can be written now, and kept."""
        try:
            self._tried(lambda unit: unit.probe(), time.monotonic() + PROBED_FOR, person=True)
        except (SQLAlchemyError, TimeoutError):
            return False
        return True

    def dispose(self) -> None:
        self.engine.dispose()
        self.reading.dispose()


class _Session(Session):
    """Of one transaction, and so of one connection: it is looked up once."""

    _own: Connection | None = None

    def connection(self, *arguments: Any, **options: Any) -> Connection:  # noqa: ANN401  (any type)
        if self._own is None:
            self._own = super().connection(*arguments, **options)
        return self._own


class _Writes(Exception):  # noqa: N818  (reads as what happened)
    """It was expected to write nothing."""


def _out_of_time(tries: RetryCallState) -> bool:
    """Whether the time of the turn is over."""
    until: float = tries.args[1]
    return time.monotonic() >= until


def _pause(tries: RetryCallState) -> float:
    """Some milliseconds at first, a few more each time, never the same for two who wait for each other."""
    return random.uniform(0, min(0.005 * tries.attempt_number, LONGEST_PAUSE))  # noqa: S311  (our own words)


def _engine(url: str, *, reading: bool, replaced: Callable[[], None]) -> Engine:
    try:
        address = make_url(url)
        if address.drivername in SQLITE:
            return engine_of(address, reading=reading, replaced=replaced)
        if address.drivername in POSTGRESQL:
            engine = create_engine(
                address, hide_parameters=True, pool_pre_ping=True, pool_size=POOL, connect_args=_POSTGRESQL_WAITS
            )
            return engine.execution_options(postgresql_readonly=True) if reading else engine
    except (ArgumentError, ValueError):
        pass
    raise NoDatabase(_("DATABASE_URL må være sqlite:///FIL eller postgresql+psycopg://BRUKER:PASSORD@VERT/DATABASE."))
