"""Rows put in: plainly, or unless they are there."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from domain.ids import new_id
from storage.statements.statement import Statement, Values, among, table
from storage.tables.delivery import ProbeRow

PROBE = 8192
"""Bytes: two pages of SQLite."""


def add(session: Session, row: type[SQLModel], *values: Values) -> None:
    """Insert rows, at least one. Raises `IntegrityError` when a key is taken."""
    _insert(row, tuple(values[0])).many(session, values)


def add_new(session: Session, row: type[SQLModel], *values: Values) -> None:
    """Insert the rows whose keys are not taken; at least one."""
    _insert_new(row, tuple(values[0])).many(session, values)


def claim(session: Session, row: type[SQLModel], values: Values) -> bool:
    """Insert the row unless its key is taken; whether it was free. Of two at once one gets True."""
    return _claim(row, tuple(values)).first(session, **values) is not None


def append(session: Session, row: type[SQLModel], values: Values) -> int | None:
    """As `claim`, of a row with an `id` whose table is append-only: the number it got, None when the id is taken.

    SQLite's trigger stops a taken one before the insert can pass it by. Of two at once the other may get
    `IntegrityError` there.
    """
    sqlite = session.connection().dialect.name == "sqlite"
    added = (_append(row) if sqlite else _claim(row, tuple(values))).first(session, **values)
    return added and int(added.seq)


def append_all(session: Session, row: type[SQLModel], rows: Sequence[Values]) -> list[dict[str, Any]]:
    """Insert rows of a school under new ids into an append-only table: each with the number it got."""
    if len(rows) < 2:
        return [{**one, "seq": append(session, row, one)} for one in rows]
    add(session, row, *rows)
    put = _numbers(row).all(session, school=rows[0]["school_id"], ids=[one["id"] for one in rows])
    seq = {one.id: one.seq for one in put}
    return [{**one, "seq": seq[one["id"]]} for one in rows]


def probe(session: Session) -> None:
    """A row that takes more room than a page is put in and taken out. Raises what the database says of it."""
    row = {"id": new_id(), "filler": bytes(PROBE)}
    add(session, ProbeRow, row)
    _PROBE_OUT.run(session, id=row["id"])


_PROBE_OUT = Statement(table(ProbeRow).delete().where(table(ProbeRow).c.id == bindparam("id")))


@cache
def _insert(row: type[SQLModel], columns: tuple[str, ...]) -> Statement:
    return Statement(table(row).insert().inline(), columns)


@cache
def _insert_new(row: type[SQLModel], columns: tuple[str, ...]) -> Statement:
    return Statement(lambda dialect: insert_into(table(row), dialect).on_conflict_do_nothing().inline(), columns)


@cache
def _claim(row: type[SQLModel], columns: tuple[str, ...]) -> Statement:
    into = table(row)
    return Statement(
        lambda dialect: insert_into(into, dialect).on_conflict_do_nothing().returning(*into.primary_key), columns
    )


@cache
def _numbers(row: type[SQLModel]) -> Statement:
    there = table(row)
    here = there.c.school_id == bindparam("school")
    return Statement(lambda dialect: select(there.c.id, there.c.seq).where(here, among(there.c.id, "ids", dialect)))


@cache
def _append(row: type[SQLModel]) -> Statement:
    """Looks among the ids of all schools: they are the database's."""
    into = table(row)
    given = [column for column in into.c if not column.primary_key]
    there, free = into.alias(), [bindparam(column.name, type_=column.type) for column in given]
    values = select(*free).where(~exists().where(there.c.id == bindparam("id", type_=into.c.id.type)))
    return Statement(into.insert().from_select(given, values).returning(*into.primary_key), all_schools=True)


def insert_into(into: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """As the database has it, which may pass by what is there."""
    return sqlite.insert(into) if dialect == "sqlite" else postgresql.insert(into)
