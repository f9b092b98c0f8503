"""What the repositories share."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

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
