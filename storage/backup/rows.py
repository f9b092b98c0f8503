"""Rows as lines of JSON, the same for both databases: what a backup is made of, and a restore reads.

The first line says what it is, each of the others holds a row, and the last one how many there were, with a keyed
digest over all before it: `age` does not say who made a file, this does. The key is the installation's, which lies with
the keys.
"""

import base64
import gzip
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, select
from sqlmodel import SQLModel

from storage.engine.crypto import Vault

FORMAT = 1
_KEYS = "keys"
_PASSING = {"probes", "paused"}


class BackupKind(StrEnum):
    """The keys are kept apart, and not for as long: what is deleted is then gone from older backups too."""

    DATABASE = "database"
    KEYS = "keys"


class NoBackup(Exception):  # noqa: N818  (reads as what happened)
    """The file is no backup of this kind, is not whole, or was not made by this installation."""


def tables(kind: BackupKind) -> list[Table]:
    """In an order in which their rows can be put in."""
    there = [one for one in SQLModel.metadata.sorted_tables if one.name not in _PASSING]
    return [one for one in there if (one.name == _KEYS) == (kind is BackupKind.KEYS)]


def write(connection: Connection, kind: BackupKind, vault: Vault, now: datetime, file: BinaryIO | gzip.GzipFile) -> int:
    """All rows of the kind, as they are in this transaction; how many. Raises `OSError`."""
    whole, count = hashlib.sha256(), 0
    for line in _lines(connection, kind, now):
        whole.update(line)
        file.write(line)
        count += 1
    end = {"rows": count - 1, "mac": vault.digest(f"backup.{kind}", whole.hexdigest())}
    file.write(_line(end))
    return count - 1


def check(kind: BackupKind, vault: Vault, lines: Iterable[bytes]) -> None:
    """See that it is whole, and ours. Raises `NoBackup`."""
    whole, count, last = hashlib.sha256(), -2, b""
    for line in lines:
        whole.update(last)
        count, last = count + 1, line
    end, mac = _told(last), vault.digest(f"backup.{kind}", whole.hexdigest())
    if end.get("rows") != count or not hmac.compare_digest(str(end.get("mac")), mac):
        raise NoBackup


def rows(kind: BackupKind, lines: Iterator[bytes]) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Of one that has been looked through (`check`), or the keys that are needed for that. Raises `NoBackup`."""
    there = {one.name: one for one in tables(kind)}
    head = _told(next(lines, b""))
    if head.get("format") != FORMAT or head.get("kind") != kind:
        raise NoBackup
    for line in lines:
        told = _told(line)
        if "table" in told:
            yield there[told["table"]], {name: _value(value) for name, value in told["row"].items()}


def _lines(connection: Connection, kind: BackupKind, now: datetime) -> Iterator[bytes]:
    yield _line({"format": FORMAT, "kind": kind, "made_at": now.isoformat()})
    for one in tables(kind):
        for row in connection.execute(select(one).order_by(*one.primary_key)).mappings():
            yield _line({"table": one.name, "row": {name: _plain(value) for name, value in row.items()}})


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _told(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise NoBackup from error
    if not isinstance(told, dict):
        raise NoBackup
    return told


def _plain(value: object) -> object:
    """As JSON has it: what is no text, number or nothing is named by its kind."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(value).decode()}
    return value


_KINDS: dict[str, Callable[[str], object]] = {
    "at": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": base64.b64decode,
}


def _value(value: object) -> object:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _KINDS[kind](text)
    return value
