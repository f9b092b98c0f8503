"""Another process holds a lock. How long does not matter: 25 and 120 seconds are the same to the one who waits, who is
answered before Teams stops waiting (here after half a second), and to all others, who do not wait at all.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from storage.database import PATIENCE, Database
from storage.engine.crypto import KeyRing
from tests.conversations.bad_times.test_damaged_cases import case_id
from tests.kit.damage import at_once, file_of
from tests.kit.databases import KEY
from tests.kit.school import NAMES, Chat, buttons
from tests.kit.steps.saksgang import opens

TEAMS_WAITS = 10.0
LATER = "Dette gikk ikke nå, og ingenting er lagret. Prøv igjen om litt. Haster det, si fra muntlig."


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """One who waits for it to be given up is answered soon."""
    opened = Database(url, KeyRing([KEY]), patience=0.4)
    yield opened
    opened.dispose()


@contextmanager
def locked(url: str, reference: str) -> Iterator[None]:
    """Of SQLite the file, of PostgreSQL the row of that case."""
    if path := file_of(url):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1)) as other:
            other.execute("SELECT id FROM cases WHERE id = %s FOR UPDATE", (case_id(url, reference),))
            yield
            other.rollback()


def test_a_turn_gives_up_before_teams_does() -> None:
    assert PATIENCE < TEAMS_WAITS


async def test_a_lock_of_25_and_of_120_seconds_is_the_same_to_all(chat: Chat, url: str) -> None:
    await chat.sends("teacher", NAMES[0])
    await chat.sends("teacher6", NAMES[3])
    await opens(chat, "line", "2026-001")
    await opens(chat, "line6", "2026-002")
    with locked(url, "2026-001"):
        began = time.monotonic()
        waiting = asyncio.create_task(chat.presses("line", "Ta imot"))
        await asyncio.sleep(0)
        await asyncio.gather(*(at_once(chat.says(who, word)) for who, word in _words()))
        assert "**2 åpne saker**" in chat.sees("principal")
        if not file_of(url):
            await at_once(chat.presses("line6", "Ta imot"))
            assert "Varselet er tatt imot." in chat.sees("line6")
        assert (await waiting)["value"] == LATER
        assert time.monotonic() - began < TEAMS_WAITS
    await chat.presses("line", "Ta imot")
    assert "Varselet er tatt imot." in chat.sees("line")


async def test_who_only_reads_waits_for_none_of_forty_who_write(chat: Chat, url: str) -> None:
    """Nor is one who adds to an alert told that it is not sent: it is."""
    await chat.sends("teacher", NAMES[0])
    await opens(chat, "line", "2026-001")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Vis varsel 2026-001")
    button = next(b for b in buttons(chat.cards["line"]) if b["title"] == "Ta imot")
    with locked(url, "2026-001"):
        press = [chat.invoke("line", button["verb"], button["data"]) for _ in range(40)]
        waiting = asyncio.gather(*press)
        await asyncio.sleep(0)
        await at_once(chat.says("principal", "hjelp"))
        if file_of(url):
            await chat.presses("teacher", "Legg til", text="Det skjedde igjen.")
            assert chat.said == LATER
        assert {answer["value"] for answer in await waiting} == {LATER}


def _words() -> list[tuple[str, str]]:
    return [("principal", "saker"), ("teacher", "hjelp"), ("assistant", "varsle"), ("social", "mine")]


async def test_a_lock_that_passes_in_time_is_not_noticed(chat: Chat, url: str) -> None:
    await chat.sends("teacher", NAMES[0])
    await opens(chat, "line", "2026-001")
    with locked(url, "2026-001"):
        waiting = asyncio.create_task(chat.presses("line", "Ta imot"))
        await asyncio.sleep(0.2)
    await waiting
    assert "Varselet er tatt imot." in chat.sees("line")
