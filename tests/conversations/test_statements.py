"""How many SQL statements a press costs, counted at the driver, with the audit's rows. A budget, not a measurement."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from domain.people.person import Role
from storage.database import Database
from tests.kit.people.cast import case
from tests.kit.school import NAMES, SCHOOL, Chat
from tests.kit.steps.saksgang import answers, opens, received


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    run: list[str] = []

    def ran(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        run.append(statement)

    event.listen(engine, "before_cursor_execute", ran)
    yield run
    event.remove(engine, "before_cursor_execute", ran)


async def test_help(chat: Chat, database: Database) -> None:
    await chat.says("teacher", "hjelp")
    with counted(database.engine) as run:
        await chat.says("teacher", "hjelp")
    assert len(run) <= 3, run


async def test_opening_a_case(chat: Chat, database: Database) -> None:
    reference = await received(chat)
    await chat.says("line", f"sak {reference}")
    with counted(database.engine) as run:
        await chat.presses("line", "Vis")
    assert reference in chat.sees("line")
    assert len(run) <= 10, run


async def test_taking_a_step(chat: Chat, database: Database) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Avklaringssamtale")
    said = answers(chat, "line")
    with counted(database.engine) as run:
        await chat.presses("line", "Ferdig", **said)
    assert "✓ Steget er gjort." in chat.sees("line")
    assert len(run) <= 13, run


async def test_sending_an_alert_for_one_pupil(chat: Chat, database: Database) -> None:
    await chat.alert("teacher", NAMES[0])
    with counted(database.engine) as run:
        await chat.presses("teacher", "Send varsel")
    assert "Referanse: 2026-001" in chat.sees("teacher")
    assert len(run) <= 13, run


@pytest.mark.parametrize("version", ["1", "2026-27.9"])
async def test_a_list_costs_the_same_however_long_it_is(chat: Chat, database: Database, version: str) -> None:
    """Also of cases that were opened under another school plan."""
    runs = []
    for numbers in (range(1, 3), range(3, 31)):
        with database.begin() as unit:
            tx = unit.school(SCHOOL)
            members = frozenset(person.id for person in tx.people.active() if person.has(Role.PRINCIPAL))
            for number in numbers:
                opened = case(number, members=members, pupil_id=None, plan_version=version)
                tx.cases.open(opened)
        with counted(database.engine) as run:
            await chat.invoke("principal", "cases.list", {"which": ""})
        runs.append(len(run))
    assert "30" in chat.sees("principal")
    assert runs[0] == runs[1], runs
