"""What the repositories share."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from domain.ids import SchoolId
from domain.value import from_json, to_json
from storage.engine.crypto import Vault

M = TypeVar("M")


class Stale(Exception):  # noqa: N818  (reads as what happened)
    """Someone else changed the row first; the transaction runs again."""


@dataclass(frozen=True, slots=True)
class School:
    """The school a repository works for, and the key to its columns."""

    id: SchoolId
    vault: Vault

    def seal(self, column: str, row_id: str, value: object, leave_out: Collection[str] = ()) -> bytes:
        return self.vault.seal(column, row_id, to_json(value, leave_out))

    def open(self, column: str, row_id: str, sealed: bytes, into: type[M]) -> M:
        return from_json(into, self.vault.open(column, row_id, sealed))


def table(row: type[SQLModel]) -> Table:
    """The Core table of a row type. Statements built on it once and run with parameters cost a third of the ORM's."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


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


def count_up(session: Session, row: type[SQLModel], first: Mapping[str, Any]) -> int:
    """The row's `next`, one more than it was; as in `first` when there is none. Of two at once each gets its own."""
    connection = session.connection()
    next_ = table(row).c.next
    statement = _build(connection.dialect.name)(table(row)).on_conflict_do_update(
        index_elements=list(table(row).primary_key), set_={"next": next_ + 1}
    )
    counted: int = connection.execute(statement.returning(next_), first).scalar_one()
    return counted


@cache
def _insert(row: type[SQLModel]) -> Insert:
    return table(row).insert()


@cache
def _insert_new(row: type[SQLModel], dialect: str) -> Insert:
    return _build(dialect)(table(row)).on_conflict_do_nothing()


def _build(dialect: str) -> Callable[[Table], sqlite.Insert | postgresql.Insert]:
    return sqlite.insert if dialect == "sqlite" else postgresql.insert
