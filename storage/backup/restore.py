"""A database from its backup: all of it, seen through and found to stand as it was written, or nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from sqlalchemy import Table, insert, text
from sqlmodel import Session, select

from storage.audit.verify import Fault, Finding
from storage.backup.found_by import Row
from storage.backup.renewal import Renewal
from storage.backup.rows import BackupKind, NoBackup, check, rows
from storage.database import Database
from storage.engine.crypto import Vault
from storage.keys import INSTALLATION, KEY
from storage.outbox.queue import RESTORED
from storage.tables.school import KeyRow, SchoolRow
from storage.unit_of_work import Unit

Lines = Callable[[], Iterator[bytes]]
"""Of a file that has been opened with the private key, from its start."""
AT_ONCE = 500


class NotEmpty(Exception):  # noqa: N818  (reads as what happened)
    """There is a school in the database already."""


class NotWhole(Exception):  # noqa: N818  (reads as what happened)
    """It does not stand as it was written. Nothing has been put in."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(len(findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Restored:
    """`other_keys`: how many keys are of another moment than the database. `findings` were let pass. `unreadable`: rows
    that could not be sealed anew.
    """

    rows: int
    other_keys: int
    findings: Sequence[Finding]
    unreadable: int = 0


def restore(
    database: Database, files: tuple[Lines, Lines], now: datetime, *, although: bool = False, new_keys: bool = False
) -> Restored:
    """Into an empty database, from the database's file and the keys'. Nothing is sent until somebody says so.

    `although`: also when it does not stand as it was written. `new_keys`: under data keys of its own (`Renewal`); the
    master keys that opened the old ones are needed beside the new one. Raises `NotEmpty`, `NoBackup`, `NotWhole`,
    `Undecipherable` when the master keys do not open the keys.
    """
    vault = _installation(database, files[1])
    for kind, lines in zip(BackupKind, files, strict=True):
        check(kind, vault, lines())
    with Session(database.engine) as session, session.begin():
        if session.exec(select(SchoolRow.id)).first() or session.exec(select(KeyRow.id)).first():
            raise NotEmpty
        unit = Unit(session, database.keys)
        count, unreadable = _renewed(session, unit, files) if new_keys else (_as_it_was(session, files), 0)
        _number_on(session)
        unit.end()
        findings = [one for school in unit.audited() for one in unit.verify(school)]
        others = [one for one in findings if one.table == KEY.table and one.fault is not Fault.REMOVED]
        grave = [one for one in findings if one not in others]
        if grave and not although:
            raise NotWhole(grave)
        unit.data_keys.tell(one.row for one in others)
        unit.queue.pause(RESTORED, now)
        unit.end()
    database.keys.forget()
    return Restored(count, len(others), grave, unreadable)


def _installation(database: Database, keys: Lines) -> Vault:
    """The key that the digests of both files are made with."""
    try:
        for _table, row in rows(BackupKind.KEYS, keys()):
            if row["id"] == INSTALLATION:
                return Vault(database.keys.ring.unwrap(INSTALLATION, row["wrapped"]))
    except (KeyError, ValueError) as error:
        raise NoBackup from error
    raise NoBackup


def _as_it_was(session: Session, files: tuple[Lines, Lines]) -> int:
    return sum(_put_in(session, rows(kind, lines())) for kind, lines in zip(BackupKind, files, strict=True))


def _renewed(session: Session, unit: Unit, files: tuple[Lines, Lines]) -> tuple[int, int]:
    main, keys = files
    renewal = Renewal(unit, (row for _table, row in rows(BackupKind.KEYS, keys())))
    renewal.learn(rows(BackupKind.DATABASE, main()))
    count = _put_in(session, renewal.rows(rows(BackupKind.DATABASE, main())), renewal.tell)
    unit.data_keys.bury(renewal.deleted())
    return count, renewal.unreadable


def _put_in(
    session: Session, found: Iterable[tuple[Table, Row]], tell: Callable[[str, Row], None] = lambda _table, _row: None
) -> int:
    count = 0
    for into, of_table in groupby(found, key=lambda one: one[0]):
        while batch := [dict(row) for _table, row in islice(of_table, AT_ONCE)]:
            session.connection().execute(insert(into), batch)
            count += len(batch)
            for row in batch:
                tell(into.name, row)
    return count


def _number_on(session: Session) -> None:
    """PostgreSQL counts the events on from the last."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        last = "coalesce(max(seq), 1), max(seq) is not null"
        connection.execute(text(f"select setval(pg_get_serial_sequence('events', 'seq'), {last}) from events"))  # noqa: S608  (our own words)
