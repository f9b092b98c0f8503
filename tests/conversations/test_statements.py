"""How many SQL statements a press costs, counted at the driver, with the audit's rows. A budget, not a measurement.

Two of them are the link of the chain (storage/audit), and one more says which messages are new. PostgreSQL has many
writers: there one more waits for the chain's turn, and each event is put in by itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

import psycopg
import pytest
from sqlalchemy import event

from domain.people.person import Role
from storage.database import Database
from tests.kit.people.cast import case
from tests.kit.school import NAMES, SCHOOL, Chat, the_plan
from tests.kit.steps.saksgang import answers, opens, received

pytestmark = pytest.mark.easy_teams("counts statements")


class Counting(psycopg.Cursor[Any]):
    """PostgreSQL's, with each statement written down."""

    ran: ClassVar[list[str]] = []

    def execute(self, query: Any, *args: Any, **options: Any) -> Self:  # noqa: ANN401  (any type)
        self.ran.append(str(query))
        return super().execute(query, *args, **options)

    def executemany(self, query: Any, *args: Any, **options: Any) -> None:  # noqa: ANN401  (any type)
        self.ran.append(str(query))
        super().executemany(query, *args, **options)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that reach the driver meanwhile, but for those that begin and end a transaction."""
    ran: list[str] = []

    def watch(connection: Any, _entry: object, _proxy: object) -> None:  # noqa: ANN401  (any type)
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(lambda said: _note(said, ran))
        else:
            connection.cursor_factory, Counting.ran = Counting, ran

    engines = (database.engine, database.reading)
    for engine in engines:
        event.listen(engine, "checkout", watch)
    yield ran
    for engine in engines:
        event.remove(engine, "checkout", watch)
        engine.dispose()


def _note(said: str, ran: list[str]) -> None:
    """One that is run for many rows is one; what a trigger does is none."""
    text = said.partition("VALUES")[0] if said.startswith("INSERT") else said
    if not said.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "--")) and ran[-1:] != [text]:
        ran.append(text)


def many_writers(database: Database) -> bool:
    return database.engine.dialect.name == "postgresql"


async def test_help(chat: Chat, database: Database) -> None:
    await chat.says("teacher", "hjelp")
    with counted(database) as run:
        await chat.says("teacher", "hjelp")
    assert len(run) <= 3, run


async def test_opening_a_case(chat: Chat, database: Database) -> None:
    reference = await received(chat)
    await chat.says("line", f"sak {reference}")
    with counted(database) as run:
        await chat.presses("line", "Vis")
    assert reference in chat.sees("line")
    assert len(run) <= (12 if many_writers(database) else 11), run


async def test_opening_a_case_nobody_has_taken(chat: Chat, database: Database) -> None:
    reference = await chat.sends()
    await chat.says("line", f"sak {reference}")
    with counted(database) as run:
        await chat.presses("line", "Vis")
    assert "Ikke åpnet av:" in chat.sees("line")
    # One of them asks who has opened it, and one is the key of the year's reads.
    assert len(run) <= (14 if many_writers(database) else 13), run


async def test_taking_a_step(chat: Chat, database: Database) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    said, chat.goes_on = answers(chat, "line"), False
    with counted(database) as run:
        await chat.presses("line", "Ferdig", **said)
    assert "✓ Steget er gjort" in chat.sees("line")
    assert len(run) <= (16 if many_writers(database) else 15), run


async def test_sending_an_alert_for_one_pupil(chat: Chat, database: Database) -> None:
    await chat.alert("teacher", NAMES[0])
    with counted(database) as run:
        await chat.presses("teacher", "Send varselet")
    assert "Saksnummer: 2026-001" in chat.sees("teacher")
    # One of them asks what else the reporter has sent in the last minutes, and one is the case's and the alert's keys.
    assert len(run) <= (18 if many_writers(database) else 17), run


@pytest.mark.parametrize("version", ["1", the_plan().version])
async def test_a_list_costs_the_same_however_long_it_is(chat: Chat, database: Database, version: str) -> None:
    """Also of cases that were opened under another school plan."""
    await chat.invoke("principal", "cases.list", {"which": ""})
    runs = []
    for numbers in (range(1), range(1, 3), range(3, 31)):
        with database.begin() as unit:
            tx = unit.school(SCHOOL)
            members = frozenset(person.id for person in tx.people.active() if person.has(Role.PRINCIPAL))
            for number in numbers:
                opened = case(number + 1, members=members, pupil_id=None, plan_version=version)
                tx.cases.open(opened)
        with counted(database) as run:
            await chat.invoke("principal", "cases.list", {"which": ""})
        runs.append(len(run))
    assert "31" in chat.sees("principal")
    assert runs[1] == runs[2], runs
