"""What the repositories share."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from domain.people import SchoolId
from storage.crypto import Vault

M = TypeVar("M", bound=BaseModel)


class Stale(Exception):  # noqa: N818  (reads as what happened)
    """Someone else changed the row first; the transaction runs again."""


@dataclass(frozen=True, slots=True)
class School:
    """The school a repository works for, and the key to its columns."""

    id: SchoolId
    vault: Vault

    def seal(self, column: str, row_id: str, value: BaseModel, leave_out: set[str] | None = None) -> bytes:
        return self.vault.seal(column, row_id, value.model_dump_json(exclude=leave_out, exclude_defaults=True))

    def open(self, column: str, row_id: str, sealed: bytes, into: type[M]) -> M:
        return into.model_validate_json(self.vault.open(column, row_id, sealed))


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


@cache
def _insert(row: type[SQLModel]) -> Insert:
    return table(row).insert()


@cache
def _insert_new(row: type[SQLModel], dialect: str) -> Insert:
    build = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return build(table(row)).on_conflict_do_nothing()


def new_id() -> str:
    """A random id that says nothing, not even when it was made."""
    return uuid.uuid4().hex
