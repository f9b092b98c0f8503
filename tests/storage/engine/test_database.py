import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from domain.alert.alert import Suspicion
from domain.case.log import LogEntry
from domain.event import EventKind
from domain.ids import AlertId, CaseId, EntryId, PersonId
from domain.message import CaseSubject, MessageKind
from storage.database import Database, NoDatabase, Unavailable
from storage.engine.crypto import KeyRing, Vault
from storage.engine.rows import STEP, Stale
from storage.unit_of_work import Unit
from tests.kit.databases import KEY
from tests.kit.people.cast import alert, case, form, ids, person, pupil
from tests.kit.school import FACT, MONDAY, NAMES, SCHOOL, STAFF, TODAY
from tests.storage.conftest import Begin, happened


class Work:
    """Fails a number of times before it succeeds; takes a case number each time it is tried."""

    def __init__(self, failures: int, error: Exception) -> None:
        self.failures = failures
        self.error = error
        self.tries = 0

    def __call__(self, unit: Unit) -> str:
        self.tries += 1
        reference = unit.school(SCHOOL).cases.next_reference(2026)
        if self.tries <= self.failures:
            raise self.error
        return reference


class Raced(sqlite3.IntegrityError):
    sqlite_errorname, sqlite_errorcode = "SQLITE_CONSTRAINT_UNIQUE", sqlite3.SQLITE_CONSTRAINT_UNIQUE


@pytest.mark.parametrize("error", [Stale(), IntegrityError("insert", {}, Raced())])
def test_who_was_not_first_tries_again_from_the_start(database: Database, school: Begin, error: Exception) -> None:
    work = Work(2, error)
    assert database.run(work) == "2026-001"
    assert work.tries == 3


def test_a_conflict_that_does_not_end_is_given_up_while_the_person_still_waits(url: str, school: Begin) -> None:
    """Between two tries there is a pause, a little longer each time at most."""
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        time.sleep(seconds)

    impatient = Database(url, KeyRing([KEY]), sleep, patience=1.0)
    work = Work(100, Stale())
    with pytest.raises(Unavailable):
        impatient.run(work)
    impatient.dispose()
    assert work.tries == len(pauses) + 1 > 3
    assert all(pause <= 0.005 * number for number, pause in enumerate(pauses, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO case_members (id, school_id) VALUES ('nobody', 'nowhere')",
        "INSERT INTO no_such_table VALUES (1)",
    ],
)
def test_what_cannot_pass_is_not_tried_again(database: Database, school: Begin, statement: str) -> None:
    """A foreign key, a missing table: the person hears at once."""
    tries = []

    def work(unit: Unit) -> None:
        tries.append(unit)
        unit._session.connection().execute(text(statement))

    with pytest.raises(Unavailable):
        database.run(work)
    assert len(tries) == 1


def test_another_error_is_not_tried_again_and_nothing_is_kept(database: Database, school: Begin) -> None:
    work = Work(1, KeyError("something else"))
    with pytest.raises(KeyError):
        database.run(work)
    assert work.tries == 1
    assert database.run(work) == "2026-001"


def test_parallel_turns_lose_no_update(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(members=ids("principal")))

    def let_in(who: str) -> None:
        def work(unit: Unit) -> None:
            tx = unit.school(SCHOOL)
            now = tx.cases.get(case().id, PersonId("principal"), TODAY)
            tx.cases.save(now, replace(now, members=now.members | ids(who)), happened(EventKind.CASE_MEMBER_ADDED))

        database.run(work)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(let_in, list(STAFF) * 2))
    with school() as tx:
        kept = tx.cases.get(case().id, PersonId("principal"), TODAY)
        assert kept.members == frozenset(STAFF)
        assert kept.version == 1 + 2 * len(STAFF)
        assert tx.events.history([case().id], None).count == 2 * len(STAFF)


def test_parallel_cases_get_numbers_without_a_gap(database: Database, school: Begin) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = pool.map(lambda _: database.run(lambda unit: unit.school(SCHOOL).cases.next_reference(2027)), range(24))
        assert sorted(taken) == [f"2027-{number:03d}" for number in range(1, 25)]


def test_an_error_of_the_database_shows_no_values(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
    with pytest.raises(IntegrityError) as refused, school() as tx:
        tx.cases.open(case(reference="Kanarireferanse"))
    assert "Kanarireferanse" not in str(refused.value)
    assert "case1" not in str(refused.value.statement)


def test_a_database_that_answers_is_alive(database: Database) -> None:
    assert database.alive()


def test_a_database_that_is_not_there_is_not_alive(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/nowhere/x.db", "postgresql+psycopg://nobody@127.0.0.1:1/x"):
        gone = Database(url, KeyRing([KEY]))
        assert not gone.alive()
        gone.dispose()


def test_what_is_reached_is_alive_and_sqlite_gets_its_folder(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/folder/x.db", KeyRing([KEY]))
    database.reach(create=True)
    assert database.alive()
    database.dispose()
    assert (tmp_path / "new" / "folder" / "x.db").is_file()


def test_what_cannot_be_reached_is_told_without_its_address(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for url in (
        f"sqlite:///{tmp_path}/file/hemmelig/x.db",
        f"sqlite:///file:{tmp_path}/hemmelig/x.db?uri=true",
        "postgresql+psycopg://bot:hemmelig@127.0.0.1:1/x",
    ):
        gone = Database(url, KeyRing([KEY]))
        with pytest.raises(NoDatabase) as told:
            gone.reach(create=True)
        assert "hemmelig" not in str(told.value)
        gone.dispose()


@pytest.mark.parametrize(
    "address",
    ["", "hemmelig", "mysql://bot:hemmelig@h/x", "postgresql+psycopg://h:hemmelig/x", "sqlite:///x?timeout=hemmelig"],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(NoDatabase, match="må være sqlite:///FIL eller postgresql") as told:
        Database(address, KeyRing([KEY]))
    assert "hemmelig" not in str(told.value)


def test_sqlite_waits_writes_through_and_keeps_its_keys(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.db", KeyRing([KEY]))
    with database.engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas]
    database.dispose()
    assert values == ["wal", 2, 1, 1000]


def a_school_with_everything(school: Begin) -> None:
    """An alert on a colleague, its case, its history, an entry: all that a thief could want to read."""
    answers = form(suspicion=Suspicion.EMPLOYEE, suspect=PersonId("aks"), place="garderobe", care_concern=True)
    with school() as tx:
        tx.cases.open(case(barred=ids("aks"), school_class="4B"), happened(EventKind.CASE_RECEIVED, f"Saken: {FACT}"))
        tx.alerts.add(alert(id=AlertId("alert1"), form=answers))
        entry: dict[str, Any] = {
            "id": EntryId("e"),
            "school_id": SCHOOL,
            "author": PersonId("line"),
            "logged_at": MONDAY,
        }
        about = {"occurred_at": MONDAY, "type": "elevsamtale", "text": FACT, "quote": "Kanarisitat"}
        tx.events.log(LogEntry(**(entry | about | {"case_id": CaseId("case1")})))
        tx.events.log(LogEntry(**(entry | about | {"id": "e2", "pupil_id": pupil().id})))
        tx.outbox.put_all(MessageKind.ALERT_NOTICE, CaseSubject(case_id=CaseId("case1")), [PersonId("line")], MONDAY)


def stored(database: Database) -> bytes:
    """All that stands in the database: of SQLite its files, of PostgreSQL every row as text."""
    if path := database.engine.url.database if database.engine.dialect.name == "sqlite" else None:
        return b"".join(file.read_bytes() for file in Path(path).parent.glob(f"{Path(path).name}*"))
    with database.engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        rows = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]  # noqa: S608  (our own words)
    return b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for table in rows
        for row in table
        for value in row
    )


def test_a_stolen_database_says_nothing(database: Database, school: Begin) -> None:
    a_school_with_everything(school)
    content = stored(database)
    assert b"case1" in content
    secrets = [
        *(word for name in NAMES for word in name.split()),
        *(word for one in STAFF.values() for word in (one.name, one.upn)),
        "2026-001",
        FACT, "Kanarisitat", "garderobe", "mobbing", "elevsamtale", "ansatt", "4B", "Base 4", "E0", "care_concern",
    ]  # fmt: skip
    assert [secret for secret in secrets if len(secret) > 2 and secret.encode() in content] == []


def test_what_is_sealed_is_as_long_as_steps(database: Database, school: Begin) -> None:
    a_school_with_everything(school)
    with database.engine.connect() as connection:
        sealed = [
            len(value)
            for name in ("cases", "alerts", "drafts", "events", "people", "pupils")
            for (value,) in connection.execute(text(f"SELECT sealed FROM {name}"))  # noqa: S608  (our own words)
        ]
    beside = len(Vault(KEY).seal("table", "bound", ""))
    assert len(sealed) > 8
    assert {(length - beside) % STEP for length in sealed} == {0}


def test_the_suspected_person_and_the_pupil_stand_in_no_row_beside_the_case(database: Database, school: Begin) -> None:
    a_school_with_everything(school)
    with database.engine.connect() as connection:
        beside = [
            str(tuple(value for value in row if not isinstance(value, bytes | memoryview)))
            for name in ("cases", "alerts", "alert_cases", "case_members", "events", "outbox")
            for row in connection.execute(text(f"SELECT * FROM {name}"))  # noqa: S608  (our own words)
        ]
    assert len(beside) >= 8
    assert not [row for row in beside if person("aks").id in row.split("'") or pupil().id in row]


def test_what_is_worked_out_stands_only_where_nothing_is_written(database: Database, school: Begin) -> None:
    with school() as tx:
        numbers = iter(range(9))
        assert [tx.once("it", lambda: next(numbers)) for _ in range(2)] == [0, 1]
        with tx.only_looking():
            assert [tx.once("it", lambda: next(numbers)) for _ in range(2)] == [2, 2]
        assert tx.once("it", lambda: next(numbers)) == 3
    with database.begin_reading() as unit:
        tx = unit.school(SCHOOL)
        assert tx.once("it", lambda: next(numbers)) == 4
        with tx.only_looking():
            assert tx.once("it", lambda: next(numbers)) == 4, "as it was already"
        assert tx.once("it", lambda: next(numbers)) == 4
