"""A backup as files: compressed, and encrypted for public keys (age), so that who makes it cannot read it.

The keys have a file of their own. Of those only the ones of the last days are kept: then what was deleted is gone from
older backups of the database too, and a new file of keys still opens all that was not.
"""

import gzip
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from pyrage import DecryptError, IdentityError, RecipientError, decrypt_io, encrypt_io, x25519
from sqlalchemy import Connection

from storage.backup.restore import Lines
from storage.backup.rows import BackupKind, NoBackup, write
from storage.database import Database
from storage.files.private import FILE, make_folder

KEYS_KEPT = timedelta(days=30)
_TIME = "%Y%m%dT%H%M%SZ"
_OF_KEYS = re.compile(r"skolemiljo-keys-(\d{8}T\d{6}Z)\.age")


class NoKey(Exception):  # noqa: N818  (reads as what happened)
    """What was given is no public, or no private, key of age."""


def public_keys(texts: Sequence[str]) -> list[x25519.Recipient]:
    """Raises `NoKey`."""
    try:
        return [x25519.Recipient.from_str(text.strip()) for text in texts]
    except RecipientError as error:
        raise NoKey from error


def private_keys(path: Path) -> list[x25519.Identity]:
    """From a file as `age-keygen` makes it. Raises `NoKey`, and `OSError`."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except IdentityError as error:
        raise NoKey from error
    if not found:
        raise NoKey
    return found


def make(database: Database, folder: Path, to: Sequence[x25519.Recipient], now: datetime) -> list[Path]:
    """The database's file and the keys', of one moment. Each stands there when it is whole, or not at all (0600).

    Raises `OSError`.
    """
    make_folder(folder)
    with database.begin_reading() as unit:
        vault = unit.installation()
    with _at_one_moment(database) as connection:
        made = []
        for kind in BackupKind:
            with tempfile.TemporaryFile(dir=folder) as plain:
                with gzip.open(plain, "wb") as packed:
                    write(connection, kind, vault, now, packed)
                plain.seek(0)
                made.append(_sealed(plain, folder / f"skolemiljo-{kind}-{now.astimezone(UTC):{_TIME}}.age", to))
    return made


def old_keys(folder: Path, now: datetime) -> list[Path]:
    """The files of keys that are not to be kept any longer."""
    found = ((path, _OF_KEYS.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return [path for path, name in found if name and _moment(name[1]) < now - KEYS_KEPT]


@contextmanager
def opened(path: Path, keys: Sequence[x25519.Identity]) -> Iterator[Lines]:
    """Its lines, which lie in a file without a name meanwhile. Raises `NoBackup`, and `OSError`."""
    with tempfile.TemporaryFile() as plain, path.open("rb") as sealed:
        try:
            decrypt_io(sealed, plain, keys)
        except (DecryptError, OSError) as error:
            raise NoBackup from error
        yield lambda: _lines(plain)


def _lines(plain: IO[bytes]) -> Iterator[bytes]:
    plain.seek(0)
    try:
        with gzip.open(plain, "rb") as packed:
            yield from packed
    except (EOFError, gzip.BadGzipFile) as error:
        raise NoBackup from error


@contextmanager
def _at_one_moment(database: Database) -> Iterator[Connection]:
    """What others write meanwhile is not seen; on SQLite that is so of every transaction."""
    engine = database.reading
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        yield connection


def _sealed(plain: IO[bytes], path: Path, to: Sequence[x25519.Recipient]) -> Path:
    part = path.with_suffix(".part")
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE)
    try:
        with os.fdopen(number, "wb") as file:
            encrypt_io(plain, file, to)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except BaseException:
        part.unlink()
        raise
    return path


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
