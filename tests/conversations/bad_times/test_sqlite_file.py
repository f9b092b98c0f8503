"""The disk is full, or the file of the database is moved away: a clear answer, and on again without a restart."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from storage.database import Database, NoDatabase
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from tests.kit.cards.message_menu import ALERT, MessageMenu, of_teams
from tests.kit.damage import at_once, file_of
from tests.kit.databases import KEY
from tests.kit.school import FACT, NAMES, Chat, fill
from tests.kit.steps.saksgang import opens
from tests.kit.teams.forged import rows

LATER = "Dette gikk ikke nå, og ingenting er lagret. Prøv igjen om litt. Haster det, si fra muntlig."
NOT_SENT = "Varselet er ikke sendt. Ring rektor. Gjelder det noen i ledelsen, ring i stedet skoleeieren: "
LONG = FACT + "🙂" * 450
"""Takes a page of the file by itself."""
OWNER = "Varselet er ikke sendt. Ring skoleeieren: "


@pytest.fixture
def path(url: str) -> Path:
    """The file; PostgreSQL has none that a test may take."""
    return file_of(url) or pytest.skip("SQLite has a file")


@contextmanager
def full(database: Database, path: Path) -> Iterator[None]:
    """The file may not grow, as SQLite itself sees to, and what is free within it is taken."""

    def limit(connection: DBAPIConnection, _entry: object, _proxy: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")  # SQLite makes of it what there is

    def lift(connection: DBAPIConnection, _entry: object, _proxy: object) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count = {2**32 - 2}")

    _take_what_is_free(path)
    event.listen(database.engine, "checkout", limit)
    yield
    event.remove(database.engine, "checkout", limit)
    event.listen(database.engine, "checkout", lift)


def _take_what_is_free(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA max_page_count = 1")
        for size in (8192, 3000):
            with suppress(sqlite3.OperationalError):
                for number in itertools.count():
                    other.execute("INSERT INTO probes VALUES (?, ?)", (f"{size}-{number}", bytes(size)))


@contextmanager
def moved_away(path: Path) -> Iterator[None]:
    """With all that SQLite keeps beside it; nothing new stands there when it comes back."""
    parts = sorted(path.parent.glob(f"{path.name}*"))
    (away := path.parent / "away").mkdir()
    for one in parts:
        one.rename(away / one.name)
    yield
    assert not path.exists()
    for one in parts:
        (away / one.name).rename(one)


async def ready(chat: Chat) -> int:
    return (await chat.client.get("/readyz")).status


async def test_what_only_travels_with_its_button_is_given_back_with_it(chat: Chat, path: Path) -> None:
    menu = await MessageMenu(chat, "teacher", of_teams("lang tekst " * 40)).chooses(ALERT)
    who = menu.choice("pupils", NAMES[0])
    await menu.presses("Videre", pupils=who, kinds="mobbing", suspicion="nei")
    await menu.presses("Videre")
    with moved_away(path):
        await at_once(menu.presses("Send varselet"))
        assert NOT_SENT in menu.sees()
    await menu.presses("Prøv igjen")
    assert menu.sees().startswith("Varselet er sendt")
    await menu.presses("Vis")
    assert "lang tekst lang tekst" in menu.sees()


@pytest.mark.easy_teams("counts presses")
async def test_on_a_full_disk_nobody_is_told_that_an_alert_is_sent(chat: Chat, database: Database, path: Path) -> None:
    await chat.sends("teacher6", NAMES[3], facts=LONG)
    await chat.alert("teacher", NAMES[0], facts=LONG)
    assert await ready(chat) == 200
    with full(database, path):
        await at_once(chat.presses("teacher", "Send varselet"))
        assert chat.said.startswith(NOT_SENT)
        assert any(digit in chat.said for digit in "0123456789"), "a number to ring"
        assert rows(database)["alerts"] == 1
        assert await ready(chat) == 503
        for word in ("hjelp", "saker", "mine"):
            await at_once(chat.says("principal", word))
            assert "gikk ikke" not in chat.sees("principal")
        metrics = await chat.metrics()
        assert "skolemiljo_unavailable_total 1.0" in metrics
    await chat.presses("teacher", "Send varselet")
    assert "Varselet er sendt" in chat.sees("teacher")
    await chat.presses("teacher", "Vis")
    assert await ready(chat) == 200
    await chat.deliver()
    assert rows(database)["alerts"] == 2
    assert chat.inbox("principal").count("Nytt varsel") == 2


async def test_one_on_the_leadership_is_told_of_the_owner_only(chat: Chat, database: Database, path: Path) -> None:
    """What stands on the page travels with the press."""
    await chat.alert("teacher6", NAMES[3], facts=LONG)
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    long = {"kinds": "annet", "facts": LONG, "suspicion": "ledelsen"}
    with full(database, path):
        await at_once(chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[0]), **long))
    assert chat.said.startswith(OWNER)
    assert "rektor" not in chat.said.lower()


async def test_another_press_on_a_full_disk_is_answered_too(chat: Chat, database: Database, path: Path) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    with full(database, path):
        await at_once(chat.presses("line", "Lagre", type="annet", text=LONG * 3, quote=LONG * 3))
        assert chat.said == LATER
        await at_once(chat.says("line", f"sak {reference}"))
        assert reference in chat.sees("line")
    await opens(chat, "line", reference)


@pytest.mark.easy_teams("counts presses")
async def test_a_file_that_is_moved_away_is_not_made_anew_and_nothing_is_lost_when_it_is_back(
    chat: Chat, path: Path
) -> None:
    await chat.alert("teacher", NAMES[0])
    with moved_away(path):
        await at_once(chat.presses("teacher", "Send varselet"))
        assert chat.said.startswith(NOT_SENT)
        await at_once(chat.says("principal", "saker"))
        assert LATER in chat.sees("principal")
        assert await ready(chat) == 503
        assert "skolemiljo_unavailable_total 2.0" in await chat.metrics()
        for fetched in (await chat.client.get("/d/a-link"), await chat.client.post("/d/a-link")):
            assert fetched.status == 503
            assert "Lenken er ikke brukt opp." in await fetched.text()
    assert await ready(chat) == 200
    await chat.presses("teacher", "Send varselet")
    assert "Varselet er sendt" in chat.sees("teacher")
    await chat.deliver()
    assert chat.inbox("principal").count("Nytt varsel") == 1


async def test_another_database_in_its_place_is_read_anew(chat: Chat, path: Path, tmp_path: Path) -> None:
    """A backup of a school with other keys and other ids, at the same version of its people."""
    await at_once(chat.says("principal", "saker"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (fresh := tmp_path / "fresh").mkdir()
    made = Database(f"sqlite:///{fresh / 'x.db'}", KeyRing([KEY]))
    migrate.upgrade(made.engine)
    fill(made)
    made.dispose()
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    (fresh / "x.db").replace(path)
    await at_once(chat.says("principal", "saker"))
    assert "Du er ikke med i noen åpne saker." in chat.sees("principal")
    assert await chat.sends("teacher", NAMES[0]) == "2026-001"


def test_a_file_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    nowhere = Database(f"sqlite:///{tmp_path}/var/x.db", KeyRing([KEY]))
    with pytest.raises(NoDatabase, match="Databasefilen finnes ikke"):
        nowhere.reach()
    nowhere.dispose()
    assert list(tmp_path.iterdir()) == []
