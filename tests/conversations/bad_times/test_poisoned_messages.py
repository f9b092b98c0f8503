"""A message that cannot be made: it is given up once, the queue goes on, and lists still show what else was lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog
from sqlmodel import col, select, update

from domain.ids import CaseId
from domain.message import CaseSubject, MessageKind
from domain.value import to_json
from storage.engine.every_school import ALL_SCHOOLS
from storage.outbox.message import SEAL, Contents, recipient_digest
from storage.tables.delivery import OutboxRow
from tests.kit.damage import at_once, failures, file_of, rows_of
from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import opens
from tests.kit.teams.activities import activity
from tests.kit.teams.forged import person_id
from tests.kit.year.days import tick

pytestmark = pytest.mark.damages
NOWHERE = to_json(CaseSubject(case_id=CaseId("nowhere")))


def poison(chat: Chat, **change: str) -> None:
    """The notice to the line leader, which has not gone out yet, as another version would have it."""
    line = person_id(chat.database, "line")
    with chat.database.begin() as unit:
        theirs = col(OutboxRow.recipient_digest) == recipient_digest(unit.installation(), line)
        row = unit._session.exec(select(OutboxRow).where(theirs), execution_options=ALL_SCHOOLS).one()
        was = unit.signer.open(SEAL, row, Contents)
        said = replace(was, kind=change.get("kind", was.kind), text=change.get("text", was.text))
        changed = unit.signer.seal(SEAL, row.model_dump(), said)
        unit._session.exec(update(OutboxRow).where(theirs).values(changed), execution_options=ALL_SCHOOLS)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "no.such_kind"},
        {"text": "Kanarisk"},
        {"text": '{"case_id": 7}'},
        {"kind": MessageKind.ALERT_RECEIVED, "text": NOWHERE},
        {"kind": MessageKind.DIGEST, "text": '{"day": "2026-13-99"}'},
    ],
)
async def test_one_that_makes_no_sense_is_given_up_once_and_the_others_arrive(
    chat: Chat, url: str, change: dict[str, str]
) -> None:
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Send varselet")
    poison(chat, **change)
    with structlog.testing.capture_logs() as lines:
        await at_once(chat.deliver())
        chat.clock.forward(days=2)
        await tick(chat)
    assert [chat.inbox(who).count("Nytt varsel") for who in ("principal", "line", "deputy")] == [1, 0, 1]
    found = rows_of(url, "SELECT error, attempts FROM outbox WHERE state = 'failed'")
    assert found == [("unrenderable", 1)]
    told = [line for line in lines if line["event"] == "failed alone" and line["unit"] == "message"]
    assert len(told) == 1
    assert "Kanari" not in repr(lines)
    assert (await failures(chat))["message"] == 1
    chat.clock.forward(minutes=1)
    await at_once(chat.says("principal", "ikke nåbare"))
    assert "Jeg når alle ansatte." in chat.sees("principal")


async def test_the_leaders_list_of_what_was_lost_survives_it(chat: Chat) -> None:
    """One that makes no sense is not in it; the others are."""
    await chat.post(activity("installationUpdate", action="remove", **chat._from("aks")))
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Send varselet")
    poison(chat, text="Kanarisk", kind=MessageKind.STEP_GIVEN)
    await chat.deliver()
    await chat.says("principal", "ikke nåbare")
    await at_once(chat.presses("principal", "Vis"))
    assert "Ansatt Aks" in chat.sees("principal")


async def test_a_clock_that_is_turned_back_sends_nothing_twice_and_loses_nothing(chat: Chat) -> None:
    chat.clock.forward(hours=2)
    await chat.sends("teacher", NAMES[0])
    chat.clock.now -= timedelta(hours=1)
    await tick(chat)
    await chat.alert("teacher6", NAMES[3])
    await chat.presses("teacher6", "Send varselet")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")
    assert "Varselet er tatt imot." in chat.sees("line")
    await tick(chat)
    chat.clock.forward(hours=3)
    await tick(chat)
    await tick(chat)
    assert chat.inbox("principal").count("Nytt varsel") == 1
    assert chat.inbox("principal").count("Varselet er tatt imot") == 1, "what the other has become"
    assert chat.inbox("line").count("Nytt varsel") == 1
    assert chat.inbox("teacher").count("Varselet ditt er tatt imot") == 1


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("outbox", "created_at"),
        ("outbox", "due_at"),
        ("cases", "opened_at"),
        ("cases", "due"),
        ("alerts", "sent_at"),
    ],
)
async def test_a_moment_that_cannot_be_read_stops_nobody(chat: Chat, url: str, table: str, column: str) -> None:
    """Only SQLite keeps moments as text; another database would not take this."""
    if not file_of(url):
        pytest.skip("PostgreSQL has moments")
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Send varselet")
    with closing(sqlite3.connect(file_of(url) or "", isolation_level=None)) as other:
        other.execute(f"UPDATE {table} SET {column} = '2026-11-2Kanari' WHERE id = (SELECT min(id) FROM {table})")  # noqa: S608  (our own words)
    with structlog.testing.capture_logs() as lines:
        await chat.sends("teacher6", NAMES[3])
        await tick(chat)
        for who, word in (
            ("principal", "saker"),
            ("principal", "sak 2026-001"),
            ("principal", "hjelp"),
            ("teacher", "mine"),
        ):
            await at_once(chat.says(who, word))
    await opens(chat, "principal", "2026-001")
    assert NAMES[0] in chat.sees("principal")
    assert "Nytt varsel" in chat.inbox("line6")
    assert all("Nytt varsel" in chat.inbox(who) for who in ("principal", "deputy")), "of both, but the one row"
    assert "Kanari" not in repr(lines)
