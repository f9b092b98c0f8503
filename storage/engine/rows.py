"""What the repositories share."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel

from domain.ids import SchoolId
from domain.value import from_json, to_json
from storage.engine.crypto import Undecipherable, Vault

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


class Seal:
    """The sealed column of a table, bound to the columns beside it but those that are `free`: when one of them is
    changed without the key, the row does not open. What is free decides nothing.
    """

    def __init__(self, row: type[SQLModel], *free: str) -> None:
        self.table = str(row.__tablename__)
        self.column = f"{self.table}.sealed"
        columns = SQLModel.metadata.tables[self.table].columns.keys()
        self._bound = [name for name in columns if name not in {"id", "sealed", *free}]

    def bound(self, value: Callable[[str], object]) -> str:
        """The columns, by what gives each, as one text."""
        return json.dumps([_plain(value(name)) for name in self._bound])


def _plain(value: object) -> object:
    """The same whether it is written or has been read."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class School:
    """The school a repository works for, and the key to its columns.

    `damaged` is told of each row that cannot be read.
    """

    id: SchoolId
    vault: Vault
    damaged: Callable[[Damaged], None] = lambda _row: None

    def seal(
        self, seal: Seal, row: Mapping[str, object], value: object, leave_out: Collection[str] = ()
    ) -> dict[str, object]:
        """The row with the value sealed in it."""
        bound = seal.bound(row.__getitem__)
        sealed = self.vault.seal(seal.column, f"{row['id']}:{bound}", to_json(value, leave_out))
        return {**row, "sealed": sealed}

    def open(self, seal: Seal, row: Any, into: type[M]) -> M:  # noqa: ANN401  (any type)
        """Raises `Damaged`."""
        try:
            bound = seal.bound(lambda name: getattr(row, name))
            return from_json(into, self.vault.open(seal.column, f"{row.id}:{bound}", row.sealed))
        except (Undecipherable, ValueError) as error:
            raise Damaged(seal.table, row.id) from error

    def readable(self, rows: Iterable[R], read: Callable[[R], M]) -> Iterator[M]:
        """What can be read of them. The others harm only themselves."""
        for row in rows:
            try:
                yield read(row)
            except Damaged as damaged:
                self.damaged(damaged)
