"""What happens to a database that nobody meant: a bit that is flipped, past all that the bot knows of."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from tests.kit.school import Chat

T = TypeVar("T")
_FREE = "UPDATE {table} SET {column} = {mark} WHERE {key} = {mark}"


def file_of(url: str) -> Path | None:
    """Of SQLite its file."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None


def rows_of(url: str, query: str) -> list[tuple[Any, ...]]:
    """What a statement of our own finds."""
    with _connected(url) as connection:
        return list(connection.execute(query).fetchall())


def flip(url: str, table: str, row_id: str, column: str = "sealed", key: str = "id") -> None:
    """One bit of the column, of a text of its first «o». Flipped again it is whole."""
    mark = "?" if file_of(url) else "%s"
    with _connected(url) as connection, _without_triggers(connection, url, table):
        found = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = {mark}", (row_id,)).fetchone()  # noqa: S608  (our own words)
        changed = _flipped(found[0])
        connection.execute(_FREE.format(table=table, column=column, key=key, mark=mark), (changed, row_id))
        connection.commit()


@contextmanager
def changing(url: str, *tables: str) -> Iterator[Any]:
    """A connection of somebody who owns the tables: without their triggers and rules, until it is done."""
    with _connected(url) as connection, ExitStack() as stack:
        if not file_of(url):
            connection.execute("SET session_replication_role = replica")
        for table in tables:
            stack.enter_context(_without_triggers(connection, url, table))
        yield connection
        connection.commit()


def rows_in(connection: Any, table: str) -> list[dict[str, Any]]:  # noqa: ANN401  (any type)
    """As they stand, by column."""
    cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608  (our own words)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def put(connection: Any, url: str, table: str, row: Mapping[str, Any]) -> None:  # noqa: ANN401  (any type)
    mark = "?" if file_of(url) else "%s"
    marks = ", ".join(mark for _ in row)
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])  # noqa: S608  (our own words)


def take(connection: Any, url: str, table: str, key: Mapping[str, Any]) -> None:  # noqa: ANN401  (any type)
    mark = "?" if file_of(url) else "%s"
    this = " AND ".join(f"{name} = {mark}" for name in key)
    connection.execute(f"DELETE FROM {table} WHERE {this}", [*key.values()])  # noqa: S608  (our own words)


def _flipped(value: bytes | str) -> bytes | str:
    if isinstance(value, str):
        at = value.index("o") if "o" in value else value.index("n")
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    return bytes(value[:-1]) + bytes([value[-1] ^ 1])


@contextmanager
def _connected(url: str) -> Iterator[Any]:
    if path := file_of(url):
        with closing(sqlite3.connect(path)) as connection:
            yield connection
    else:
        with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1)) as connection:
            yield connection


@contextmanager
def _without_triggers(connection: Any, url: str, table: str) -> Iterator[None]:  # noqa: ANN401  (any type)
    """Whoever may change the tables can take them away, and put them back."""
    if file_of(url):
        of_table = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
        triggers = connection.execute(of_table, (table,)).fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            connection.execute(sql)
    else:
        of_table = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
        triggers = connection.execute(of_table, (table,)).fetchall()
        for (name,) in triggers:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield
        for (name,) in triggers:
            connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
        connection.commit()


async def at_once(awaited: Awaitable[T]) -> T:
    """Before Teams gives up, as others are answered when something is wrong with one."""
    async with asyncio.timeout(10):
        return await awaited


async def failures(chat: Chat) -> Mapping[str, float]:
    """By unit, as /metrics counts them."""
    text = await chat.metrics()
    begins = 'skolemiljo_failures_total{unit="'
    lines = (line.removeprefix(begins).split('"} ') for line in text.splitlines() if line.startswith(begins))
    return {unit: float(number) for unit, number in lines}
