"""What the repositories share."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, Table, bindparam, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from domain.ids import SchoolId, new_id
from domain.value import from_json, to_json
from storage.engine.crypto import Undecipherable, Vault
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.tables import ProbeRow

M = TypeVar("M")
R = TypeVar("R")
PROBE = 8192
"""Bytes: two pages of SQLite."""


class Stale(Exception):  # noqa: N818  (reads as what happened)
    """Someone else changed the row first; the transaction runs again."""


class Damaged(Exception):  # noqa: N818  (reads as what happened)
    """A row that cannot be read: changed, moved, sealed under another key, or of a version unknown here."""

    def __init__(self, table: str, row_id: str) -> None:
        super().__init__(table)
        self.table = table
        self.row_id = row_id


@dataclass(frozen=True, slots=True)
class School:
    """The school a repository works for, and the key to its columns.

    `damaged` is told of each row that cannot be read.
    """

    id: SchoolId
    vault: Vault
    damaged: Callable[[Damaged], None] = lambda _row: None

    def seal(self, column: str, row_id: str, value: object, leave_out: Collection[str] = ()) -> bytes:
        return self.vault.seal(column, row_id, to_json(value, leave_out))

    def text(self, column: str, row_id: str, sealed: bytes) -> str:
        """Raises `Damaged`."""
        try:
            return self.vault.open(column, row_id, sealed)
        except (Undecipherable, UnicodeDecodeError) as error:
            raise Damaged(column.partition(".")[0], row_id) from error

    def open(self, column: str, row_id: str, sealed: bytes, into: type[M]) -> M:
        """Raises `Damaged`."""
        text = self.text(column, row_id, sealed)
        try:
            return from_json(into, text)
        except ValueError as error:
            raise Damaged(column.partition(".")[0], row_id) from error

    def readable(self, rows: Iterable[R], read: Callable[[R], M]) -> Iterator[M]:
        """What can be read of them. The others harm only themselves."""
        for row in rows:
            try:
                yield read(row)
            except Damaged as damaged:
                self.damaged(damaged)


def table(row: type[SQLModel]) -> Table:
    """The Core table of a row type. Statements built on it once and run with parameters cost a third of the ORM's."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


_PROBE_OUT = table(ProbeRow).delete().where(table(ProbeRow).c.id == bindparam("id"))


def add(session: Session, row: type[SQLModel], *values: Mapping[str, Any]) -> None:
    """Insert rows. Raises `IntegrityError` when a key is taken."""
    session.connection().execute(_insert(row), list(values))


def add_new(session: Session, row: type[SQLModel], *values: Mapping[str, Any]) -> None:
    """Insert the rows whose keys are not taken."""
    connection = session.connection()
    connection.execute(_insert_new(row, connection.dialect.name), list(values))


def claim(session: Session, row: type[SQLModel], values: Mapping[str, Any]) -> bool:
    """Insert the row unless its key is taken; whether it was free. Of two at once one gets True."""
    connection = session.connection()
    statement = _insert_new(row, connection.dialect.name).returning(*table(row).primary_key)
    return connection.execute(statement, values).first() is not None


def append(session: Session, row: type[SQLModel], values: Mapping[str, Any]) -> bool:
    """As `claim`, of a row with an `id` whose table is append-only: SQLite's trigger stops a taken one before the
    insert can pass it by. Of two at once the other may get `IntegrityError` there.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return claim(session, row, values)
    return connection.execute(_append(row), values, execution_options=ALL_SCHOOLS).first() is not None


def count_up(session: Session, row: type[SQLModel], first: Mapping[str, Any]) -> int:
    """The row's `next`, one more than it was; as in `first` when there is none. Of two at once each gets its own."""
    connection = session.connection()
    next_ = table(row).c.next
    statement = _build(connection.dialect.name)(table(row)).on_conflict_do_update(
        index_elements=list(table(row).primary_key), set_={"next": next_ + 1}
    )
    counted: int = connection.execute(statement.returning(next_), first).scalar_one()
    return counted


def probe(session: Session) -> None:
    """A row that takes more room than a page is put in and taken out. Raises what the database says of it."""
    connection = session.connection()
    row = {"id": new_id(), "filler": bytes(PROBE)}
    connection.execute(_insert(ProbeRow), row)
    connection.execute(_PROBE_OUT, row)


@cache
def _insert(row: type[SQLModel]) -> Insert:
    return table(row).insert()


@cache
def _insert_new(row: type[SQLModel], dialect: str) -> Insert:
    return _build(dialect)(table(row)).on_conflict_do_nothing()


@cache
def _append(row: type[SQLModel]) -> Insert:
    """Looks among the ids of all schools: they are the database's."""
    into = table(row)
    given = [column for column in into.c if not column.primary_key]
    there, free = into.alias(), [bindparam(column.name, type_=column.type) for column in given]
    values = select(*free).where(~exists().where(there.c.id == bindparam("id", type_=into.c.id.type)))
    return into.insert().from_select(given, values).returning(*into.primary_key)


def _build(dialect: str) -> Callable[[Table], sqlite.Insert | postgresql.Insert]:
    return sqlite.insert if dialect == "sqlite" else postgresql.insert
