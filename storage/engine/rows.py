"""What the repositories share."""

import hmac
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

from sqlmodel import SQLModel

from domain.errors import Refused
from domain.ids import SchoolId
from domain.value import from_json, to_json
from storage.engine.crypto import Undecipherable, Vault

M = TypeVar("M")
R = TypeVar("R")


STEP = 256
"""Bytes: what is sealed is as long as some of them."""
ROOMY = 2048
"""Those of what would tell by its length how many people know of it."""


class Stale(Exception):  # noqa: N818  (reads as what happened)
    """Someone else changed the row first; the transaction runs again."""


class Damaged(Exception):  # noqa: N818  (reads as what happened)
    """A row that cannot be read: changed, moved, sealed under another key, or of a version unknown here."""

    def __init__(self, table: str, row_id: str) -> None:
        super().__init__(table)
        self.table = table
        self.row_id = row_id


class Erased(Damaged):
    """A row whose key was deleted, as it was to be: nobody can read it, and nothing is wrong."""


class Bound:
    """The columns of a table but those that are `free`, which decide nothing, and the number the database gives."""

    def __init__(self, row: type[SQLModel], *free: str) -> None:
        table = SQLModel.metadata.tables[str(row.__tablename__)]
        self.table = table.name
        self._numbered = "seq" in table.columns
        self._key = ["id"] if self._numbered else [column.name for column in table.primary_key]
        self.columns = [one.name for one in table.columns if one.name not in {"seq", "sealed", "mac", *free}]

    def text(self, value: Callable[[str], object]) -> str:
        """The columns, by what gives each, as one text."""
        return json.dumps([_plain(value(name)) for name in self.columns])

    def placed(self, value: Callable[[str], object]) -> str:
        """As `text`, with the number that says in which order such rows came."""
        return json.dumps([self.text(value), *([value("seq")] if self._numbered else [])])

    def key(self, value: Callable[[str], object]) -> str:
        """What tells the row from the others of its table."""
        return "/".join(str(value(name)) for name in self._key)

    def damaged(self, row: object) -> "Damaged":
        return Damaged(self.table, self.key(lambda name: getattr(row, name)))


class Seal(Bound):
    """The sealed column of a table, bound to the columns beside it: when one of them is changed without the key, the
    row does not open. `under` tells the id of its key (storage/keys.py) by these columns; "": the school's. What is
    sealed is as long as some `step`s.
    """

    def __init__(
        self,
        row: type[SQLModel],
        *free: str,
        under: Callable[[Callable[[str], Any]], str] = lambda _: "",
        step: int = STEP,
    ) -> None:
        super().__init__(row, *free)
        self.under = under
        self.step = step


class Signature(Bound):
    """The keyed digest (column `mac`) over the other columns of a row: when one of them is changed without the key, or
    the row was put in without it, it does not hold.
    """


def _plain(value: object) -> object:
    """The same whether it is written or has been read."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


Wrote = Callable[[SchoolId, Bound, Mapping[str, object]], None]
"""Is told of a row of a school that has been written."""


def in_steps(text: str, step: int = STEP) -> str:
    """Of JSON, which blanks at its end are nothing to."""
    return text + " " * (-len(text.encode()) % step)


VaultOf = Callable[[str, bool], Vault]
"""By the id of a key of the school; a new one is made when there is none and it is asked for. Raises `KeyError`,
`Erased`, `Damaged`.
"""


def _readable(rows: Iterable[R], read: Callable[[R], M], damaged: Callable[[Damaged], None]) -> Iterator[M]:
    for row in rows:
        try:
            yield read(row)
        except Damaged as found:
            damaged(found)


@dataclass(frozen=True, slots=True)
class School:
    """The school a repository works for, its key, and how to come by its other keys.

    `damaged` is told of each row that cannot be read; `wrote` of each that is written and must not be lost, and `took`
    of each that is taken away again.
    """

    id: SchoolId
    vault: Vault
    vault_of: VaultOf
    damaged: Callable[[Damaged], None]
    wrote: Callable[[Bound, Mapping[str, object]], None]
    took: Callable[[Bound, Mapping[str, object]], None]

    def seal(
        self, how: Seal, row: Mapping[str, object], value: object, leave_out: Collection[str] = ()
    ) -> dict[str, object]:
        """The row with the value sealed, as long as many others. Raises `Refused` when its key has been deleted."""
        text = in_steps(to_json(value, leave_out), how.step)
        try:
            vault = self._vault(how.under(row.__getitem__), make=True)
        except Erased:
            raise Refused("Innholdet er slettet etter skolens regler, så det kan ikke skrives mer her.") from None
        return {**row, "sealed": vault.seal(how.table, how.text(row.__getitem__), text)}

    def open(self, how: Seal, row: Any, into: type[M]) -> M:  # noqa: ANN401  (any type)
        """Raises `Damaged`; `Erased` when its key has been deleted."""
        value = partial(getattr, row)
        try:
            vault = self._vault(how.under(value), make=False)
            return from_json(into, vault.open(how.table, how.text(value), row.sealed))
        except Erased as erased:
            raise Erased(how.table, how.key(value)) from erased
        except (Undecipherable, Damaged, KeyError, ValueError) as error:
            raise how.damaged(row) from error

    def unless_erased(self, row: R, read: Callable[[R], M]) -> M | None:
        """None when its key has been deleted. Raises `Damaged`."""
        try:
            return read(row)
        except Erased:
            return None

    def _vault(self, key_id: str, *, make: bool) -> Vault:
        return self.vault_of(key_id, make) if key_id else self.vault

    def readable(self, rows: Iterable[R], read: Callable[[R], M]) -> Iterator[M]:
        """What can be read of them. The others harm only themselves; of what was deleted nothing is told."""
        return _readable(rows, read, self.damaged)


@dataclass(frozen=True, slots=True)
class Signer:
    """The key to the rows that are found before it is known whose they are: the installation's own.

    `damaged` is told of each row whose signature does not hold.
    """

    vault: Callable[[], Vault]
    damaged: Callable[[Damaged], None] = lambda _row: None

    def signed(self, how: Signature, row: Mapping[str, object]) -> dict[str, object]:
        """The row with its signature."""
        return {**row, "mac": self._mac(how, row.__getitem__)}

    def seal(
        self, how: Seal, row: Mapping[str, object], value: object, leave_out: Collection[str] = (), *, step: int = STEP
    ) -> dict[str, object]:
        """As `School.seal`, under the installation's key."""
        text = in_steps(to_json(value, leave_out), step)
        return {**row, "sealed": self.vault().seal(how.table, how.text(row.__getitem__), text)}

    def open(self, how: Seal, row: Any, into: type[M]) -> M:  # noqa: ANN401  (any type)
        """Raises `Damaged`."""
        vault = self.vault()
        try:
            return from_json(into, vault.open(how.table, how.text(partial(getattr, row)), row.sealed))
        except (Undecipherable, ValueError) as error:
            raise how.damaged(row) from error

    def readable(self, rows: Iterable[R], read: Callable[[R], M]) -> Iterator[M]:
        """As `School.readable`."""
        return _readable(rows, read, self.damaged)

    def holds(self, how: Signature, row: object) -> bool:
        """Whether the row is as the bot wrote it."""
        return hmac.compare_digest(self._mac(how, lambda name: getattr(row, name)), str(getattr(row, "mac", "")))

    def genuine(self, how: Signature, rows: Iterable[R]) -> Iterator[R]:
        """Those that are as the bot wrote them. The others count for nothing."""
        for row in rows:
            if self.holds(how, row):
                yield row
            else:
                self.damaged(how.damaged(row))

    def _mac(self, how: Signature, value: Callable[[str], object]) -> str:
        return self.vault().digest(f"mac.{how.table}", how.text(value))
