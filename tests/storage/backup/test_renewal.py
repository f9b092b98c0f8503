"""Keys that have leaked open nothing of the database that is made anew, and the school goes on in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.case.log import LogEntry
from domain.event import EventKind
from domain.ids import CaseId, EntryId
from storage.database import Database
from storage.engine.crypto import KeyRing, Undecipherable, Vault
from storage.engine.rows import Erased
from storage.keys import of_case
from storage.people.channels import Place
from storage.people.references import Reference
from tests.kit.damage import changing, flip, put, rows_in, rows_of, take
from tests.kit.databases import KEY
from tests.kit.people.cast import case, pupil
from tests.kit.school import FACT, MONDAY, SCHOOL, TODAY, the_plan
from tests.storage.backup.test_restore import CASE, LINE, everything, made, put_back, verified
from tests.storage.conftest import Begin, happened

NEW = bytes(range(40, 72))
ENTRY = LogEntry(
    id=EntryId("entry"),
    school_id=SCHOOL,
    author=LINE,
    logged_at=MONDAY,
    occurred_at=MONDAY,
    type="observasjon",
    text=FACT,
    pupil_id=pupil().id,
)

SEEN = Reference(
    entra_object_id="someone",
    service_url="https://smba.test/emea/",
    tenant_id="tenant",
    bot_id="28:bot",
    user_id="29:me",
    conversation_id="a:me",
    seen_at=MONDAY,
)


@pytest.fixture
def lived(used: Database, school: Begin) -> Database:
    with used.begin() as unit:
        unit.school_plans.keep(the_plan(), MONDAY)
        assert unit.references.learn(SEEN)
    with school() as tx:
        tx.events.log(ENTRY)
        tx.channels.bind(Place("19:a", "https://smba.test/", "t", "b", "team", "4. trinn"), ["4"], MONDAY)
        tx.cases.open(case(3))
        tx.events.add_once("without_key", happened(EventKind.CASE_RECEIVED, case="case3"))
        tx.cases.open(case(4))
    with school() as tx:
        tx.keys.delete(SCHOOL, [of_case("case3")])
    return used


@pytest.fixture
def renewed(lived: Database, another_url: str, tmp_path: Path) -> Iterator[Database]:
    opened = Database(another_url, KeyRing([NEW, KEY]))
    assert put_back(opened, made(lived, tmp_path), new_keys=True).unreadable == 0
    opened.dispose()
    opened = Database(another_url, KeyRing([NEW]))
    yield opened
    opened.dispose()


def test_the_school_goes_on(renewed: Database) -> None:
    with renewed.begin() as unit:
        tx = unit.school(SCHOOL)
        assert tx.cases.get(CASE, LINE, TODAY) == case()
        assert [one.name for one in tx.pupils.of_group("4B")]
        assert len(tx.events.logged_by(LINE, offset=0, limit=9)) == 1
        assert tx.events.history([CASE], pupil().id).timeline()[0] == ENTRY
        assert tx.events.entry(ENTRY.id) == ENTRY
        assert tx.events.used("without_key"), "the event goes along, though nobody reads it"
        assert [one.kind for one in tx.trail.of(CaseId("case3"), LINE)] == [EventKind.CASE_RECEIVED]
        assert len(tx.alerts.of_cases([CASE])) == 1
        assert tx.channels.all()
        assert unit.references.learn(SEEN) is False, "it is known"
        with pytest.raises(Erased):
            tx.cases.unguarded(CaseId("case3"))
        tx.cases.open(case(5))
        unit.queue.go_on(MONDAY)
        assert len(unit.queue.claim(MONDAY, 9)) == 2
        assert unit.school_plans.get(SCHOOL, the_plan().version) == the_plan()
    assert verified(renewed) == []


def test_the_old_keys_open_nothing_and_find_nothing(lived: Database, renewed: Database) -> None:
    before, after = everything(lived), everything(renewed)
    old = {row[0]: row[2] for row in before["keys"] if row[2]}
    ring = KeyRing([KEY])
    for row in after["keys"]:
        if row[2]:
            with pytest.raises(Undecipherable):
                ring.unwrap(row[0], row[2])
    vaults = [Vault(ring.unwrap(key_id, wrapped)) for key_id, wrapped in old.items()]
    digests = {vault.digest("pupil", pupil().id) for vault in vaults}
    found_by = {row[5] for row in before["events"] if row[5]}
    assert found_by
    assert found_by <= digests
    hidden = {cell for row in before["events"] for cell in (row[1], row[6], row[8])}
    assert hidden.isdisjoint(cell for row in after["events"] for cell in row)
    assert not digests & {str(cell) for rows in after.values() for row in rows for cell in row}
    same = {
        table for table in ("people", "pupils", "cases", "alerts", "events") if set(before[table]) & set(after[table])
    }
    assert same <= {"cases"}, "only the one whose key was deleted is as it was"
    assert len(after["events"]) == len(before["events"])


def test_what_could_not_be_read_goes_along_as_it_was(
    lived: Database, another_url: str, url: str, tmp_path: Path
) -> None:
    flip(url, "cases", "case2")
    with changing(url, "events") as connection:
        row = next(one for one in rows_in(connection, "events") if one["case_id"] == CASE)
        take(connection, url, "events", {"seq": row["seq"]})
        put(connection, url, "events", row | {"id": "another"})
    flip(url, "keys", of_case("case4"), "wrapped")
    opened = Database(another_url, KeyRing([NEW, KEY]))
    done = put_back(opened, made(lived, tmp_path), new_keys=True)
    assert done.unreadable == 3
    assert [case_id for case_id, *_ in rows_of(another_url, "SELECT id FROM cases ORDER BY id")] == [
        *("case1", "case2", "case3", "case4")
    ]
    assert verified(opened) == []
    opened.dispose()


def test_it_needs_the_old_master_key_too(lived: Database, another_url: str, tmp_path: Path) -> None:
    opened = Database(another_url, KeyRing([NEW]))
    with pytest.raises(Undecipherable):
        put_back(opened, made(lived, tmp_path), new_keys=True)
    opened.dispose()
