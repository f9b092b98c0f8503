"""Keys that have leaked open nothing of the database that is made anew, and the school goes on in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.alert.alert import OFFERED, Draft
from domain.case.log import LogEntry
from domain.errors import Refused
from domain.event import EventKind
from domain.ids import AlertId, CaseId, DraftId, EntryId, PersonId
from domain.message import AlertSubject, CaseSubject, MessageKind
from storage.database import Database
from storage.engine.crypto import KeyRing, Undecipherable, Vault
from storage.engine.rows import Erased
from storage.keys import of_case, of_pupil
from storage.outbox.message import Origin
from storage.people.channels import Place
from storage.people.references import Reference
from tests.kit.damage import changing, flip, put, rows_in, rows_of, take
from tests.kit.databases import KEY
from tests.kit.people.cast import alert, case, ids, pupil
from tests.kit.school import FACT, MONDAY, SCHOOL, TODAY, the_plan
from tests.kit.steps.activity_plans import START, whole
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
LONG_AGO = replace(ENTRY, id=EntryId("old"), occurred_at=MONDAY.replace(year=2020))
SEEN = Reference(
    entra_object_id="someone",
    service_url="https://smba.test/emea/",
    tenant_id="tenant",
    bot_id="28:bot",
    user_id="29:me",
    conversation_id="a:me",
    seen_at=MONDAY,
)

DRAFT = Draft(id=DraftId("draft9"), school_id=SCHOOL, owner=LINE, started_at=MONDAY)
RECEIPT, AT = AlertSubject(alert_id=AlertId("alert1")), Origin("https://smba.test/emea/", "a:line", "act-1")


@pytest.fixture
def lived(used: Database, school: Begin) -> Database:
    with used.begin() as unit:
        unit.school_plans.keep(the_plan(), MONDAY)
        assert unit.references.learn(SEEN)
    with school() as tx:
        tx.events.log(ENTRY)
        tx.events.log(LONG_AGO)
        tx.channels.bind(Place("19:a", "https://smba.test/", "t", "b", "team", "4. trinn"), ["4"], MONDAY)
        tx.cases.open(case(3))
        tx.events.add_once("without_key", happened(EventKind.CASE_RECEIVED, case="case3"))
        tx.cases.open(case(4))
        tx.cases.looked_at((case(), TODAY))
        tx.activity_plans.save(replace(whole(), adopted_at=MONDAY, adopted_by=PersonId("social")), LINE, MONDAY)
        tx.drafts.start(replace(DRAFT, version=OFFERED))
        tx.drafts.save(replace(DRAFT, version=OFFERED))
    with used.begin() as unit:
        (first,) = unit.queue.claim(MONDAY, 1)
        unit.queue.sent([(first.id, "act-2", "a:first")], MONDAY)
        unit.queue.forget_whom(MONDAY + timedelta(hours=1))
    with school() as tx:
        tx.outbox.put(MessageKind.ALERT_RECEIPT, RECEIPT, LINE, MONDAY, origin=AT)
    with school() as tx:
        old_logs = of_pupil(tx.pupils.digest(pupil().id), LONG_AGO.occurred_at)
        assert tx.keys.delete(SCHOOL, [of_case("case3"), old_logs]) == 2
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
        with pytest.raises(Refused, match="slettet"):
            tx.events.log(replace(LONG_AGO, id=EntryId("again")))
        tx.cases.open(case(5))
        assert [one.id for one in tx.drafts.of(LINE)] == [DRAFT.id]
        tx.outbox.put_all(MessageKind.STEP_GIVEN, CaseSubject(case_id=CASE), ids("line", "social"), MONDAY)
        tx.outbox.change(
            MessageKind.STEP_GIVEN, CaseSubject(case_id=CASE), MONDAY, key="x", later={}, but=PersonId("x")
        )
        tx.outbox.write()
        unit.queue.go_on(MONDAY)
        left = unit.queue.claim(MONDAY, 9)
        changed = [one for one in left if one.updates]
        assert [(one.origin and one.origin.conversation_id) for one in changed] == ["a:first"]
        assert sorted(one.kind for one in left if one not in changed) == [
            MessageKind.ALERT_RECEIPT,
            MessageKind.STEP_GIVEN,
        ]
        assert {one.origin for one in left} >= {AT}, "nothing is written twice, and each knows where it stands"
        assert unit.school_plans.get(SCHOOL, the_plan().version) == the_plan()
    assert verified(renewed) == []


def test_all_is_found_as_it_was(renewed: Database) -> None:
    """By person, by number and by pupil, that of which the key was deleted too."""
    with renewed.begin() as unit:
        tx = unit.school(SCHOOL)
        assert [one.id for one in tx.cases.visible(LINE, TODAY)] == ["case4", "case2", "case1"]
        assert tx.cases.find("2026-002", LINE, TODAY) == case(2)
        assert [one.id for one in tx.cases.of_pupil(pupil().id, LINE, TODAY)] == ["case1", "case2", "case4"]
        assert [one.case.id for one in tx.measures.of(PersonId("teacher"), START)] == [CASE]
        assert tx.alerts.get(alert().id, alert().reporter).id == alert().id
        assert tx.cases.next_reference(2026) == "2026-005"
        assert tx.cases.due_days()[CASE] is None, "it is looked at anew"
        assert tx.trail.case_of("2026-003") == "case3"
        assert {one.reference for one in tx.trail.of()} >= {"2026-001", "2026-002"}


def test_the_old_keys_open_nothing_and_find_nothing(lived: Database, renewed: Database) -> None:
    before, after = everything(lived), everything(renewed)
    old = {row[0]: row[2] for row in before["keys"] if row[2]}
    ring = KeyRing([KEY])
    for row in after["keys"]:
        if row[2]:
            with pytest.raises(Undecipherable):
                ring.unwrap(row[0], row[2])
    vaults = [Vault(ring.unwrap(key_id, wrapped)) for key_id, wrapped in old.items()]
    told = [("pupil", pupil().id), ("outbox.recipient", LINE), ("drafts.owner", LINE)]
    digests = {vault.digest(purpose, of) for vault in vaults for purpose, of in told}
    digests |= {str(row[0]) for name in ("case_members", "measure_carriers", "case_numbers") for row in before[name]}
    found_by = {row[5] for row in before["events"] if row[5]}
    assert found_by
    assert found_by <= digests
    hidden = {cell for row in before["events"] for cell in (row[1], row[6], row[8])}
    assert hidden.isdisjoint(cell for row in after["events"] for cell in row)
    assert not digests & {str(cell) for rows in after.values() for row in rows for cell in row}
    same = {
        table
        for table in ("people", "pupils", "cases", "alerts", "events", "drafts", "outbox")
        if set(before[table]) & set(after[table])
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
    ((message,),) = rows_of(url, "SELECT id FROM outbox WHERE state = 'sent'")
    flip(url, "outbox", message)
    opened = Database(another_url, KeyRing([NEW, KEY]))
    done = put_back(opened, made(lived, tmp_path), new_keys=True)
    assert done.unreadable == 4
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
