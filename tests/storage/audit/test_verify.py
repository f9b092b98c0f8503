"""Whoever can write the database, but has no key, changes nothing that is not found, also without its triggers."""

import os
import random
import stat
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from domain.event import EventKind
from domain.ids import CaseId, PersonId
from domain.message import CaseSubject, MessageKind
from domain.year.subscription import Subscribed
from storage.audit import anchors
from storage.audit.verify import CHAINED, Fault, Finding
from storage.database import Database
from storage.engine.rows import Bound
from storage.people.channels import Place
from tests.kit.damage import changing, put, rows_in, take
from tests.kit.people.cast import alert, case, ids
from tests.kit.school import MONDAY, SCHOOL, the_plan
from tests.kit.steps.activity_plans import whole
from tests.storage.conftest import Begin, happened

UNIQUE = ("reference", "external_digest", "entra_object_id", "draft_id", "business_key", "conversation_id", "id")
EDITS = 1000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 60
"""On each database."""


@pytest.fixture
def used(database: Database, school: Begin) -> Database:
    """A school with something in every table of the chain."""
    with database.begin() as unit:
        unit.school_plans.keep(the_plan(), MONDAY)
        unit.schools.people_came(SCHOOL, MONDAY.date())
    with school() as tx:
        for number in (1, 2, 3):
            tx.cases.next_reference(2026)
            tx.cases.open(case(number), happened(EventKind.ALERT_SENT, case=f"case{number}"))
        tx.alerts.add(alert(cases=(CaseId("case1"), CaseId("case2"))))
        tx.cases.save(case(), case(members=ids("principal", "line")), happened(EventKind.CASE_RECEIVED))
        plan = replace(whole(), adopted_at=MONDAY, adopted_by=PersonId("social"))
        tx.activity_plans.save(plan, PersonId("social"), MONDAY)
        tx.activity_plans.save(replace(plan, version=2), PersonId("social"), MONDAY)
        tx.channels.bind(Place("19:a", "https://smba.test/", "t", "b", "team", "4. trinn"), ["4"], MONDAY)
        tx.calendar_links.create(PersonId("line"), Subscribed.OWN, MONDAY)
        tx.outbox.put_all(MessageKind.STEP_GIVEN, CaseSubject(case_id=CaseId("case1")), ids("line", "social"), MONDAY)
    return database


def found(database: Database) -> list[Finding]:
    with database.begin_reading() as unit:
        return [finding for school in unit.audited() for finding in unit.verify(school)]


def test_what_the_bot_wrote_stands(used: Database) -> None:
    assert found(used) == []
    with used.begin_reading() as unit:
        assert unit.head(SCHOOL).number == 3


def of(table: str) -> Bound:
    return next(one.how for one in CHAINED if one.how.table == table)


def otherwise(value: Any) -> Any:  # noqa: ANN401  (any type)
    """Something else of the same kind."""
    match value:
        case int():
            return 1 - value if value in {0, 1} else value + 1
        case bytes() | memoryview():
            return bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1])
        case datetime() | date():
            return value + timedelta(days=1)
        case str() if value.startswith("202"):
            return f"19{value[2:]}"
        case _:
            return value and f"{value}0"


def key_of(table: str, row: dict[str, Any]) -> dict[str, Any]:
    names = ["id"] if table == "events" else [column.name for column in SQLModel.metadata.tables[table].primary_key]
    return {name: row[name] for name in names}


def changed(table: str, row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The row with one of the columns that decide something otherwise."""
    names = [*of(table).columns, *(["sealed"] if "sealed" in row else [])]
    name = chance.choice([one for one in names if otherwise(row[one]) != row[one]])
    return row | {name: otherwise(row[name])}


def edit(connection: Any, url: str, table: str, chance: random.Random) -> None:  # noqa: ANN401  (any type)
    """One of the ways to change a table by hand."""
    there = rows_in(connection, table)
    row = chance.choice(there)
    match chance.choice(["change", "delete", "insert", "swap"]):
        case "delete":
            take(connection, url, table, key_of(table, row))
        case "insert":
            new = {name: otherwise(value) for name, value in key_of(table, row).items() if name != "school_id"}
            own = {name: chance.randrange(10**6, 10**8) for name in ("seq",) if name in row}
            unique = {name: f"{row[name]}0" for name in UNIQUE if row.get(name)}
            put(connection, url, table, row | unique | new | own)
        case "swap" if "sealed" in row and len(there) > 1:
            other = chance.choice([one for one in there if one != row])
            take(connection, url, table, key_of(table, row))
            put(connection, url, table, row | {"sealed": other["sealed"]})
        case _:
            take(connection, url, table, key_of(table, row))
            put(connection, url, table, changed(table, row, chance))


@pytest.mark.parametrize("seed", range(EDITS))
def test_any_edit_by_hand_is_found(used: Database, url: str, seed: int) -> None:
    chance = random.Random(seed)
    table = chance.choice([one.how.table for one in CHAINED])
    with changing(url, table) as connection:
        edit(connection, url, table, chance)
    assert {finding.table for finding in found(used)} == {table}


def test_what_stood_before_put_back_is_found(used: Database, school: Begin, url: str) -> None:
    with changing(url, "cases") as connection:
        (old,) = [row for row in rows_in(connection, "cases") if row["id"] == "case1"]
    with school() as tx:
        now = tx.cases.unguarded(CaseId("case1"))
        tx.cases.save(now, replace(now, enhanced=True), happened(EventKind.CASE_MARKED))
    with changing(url, "cases") as connection:
        take(connection, url, "cases", {"id": "case1"})
        put(connection, url, "cases", old)
    assert found(used) == [Finding(Fault.REPLAYED, "cases", "case1")]


def test_events_in_another_order_are_found(used: Database, url: str) -> None:
    with changing(url, "events") as connection:
        first, second, *_rest = sorted(rows_in(connection, "events"), key=lambda row: row["seq"])
        for row, seq in ((first, second["seq"]), (second, first["seq"])):
            take(connection, url, "events", {"id": row["id"]})
            put(connection, url, "events", row | {"seq": seq + 1000})
        for row, seq in ((first, second["seq"]), (second, first["seq"])):
            take(connection, url, "events", {"id": row["id"]})
            put(connection, url, "events", row | {"seq": seq})
    assert {finding.fault for finding in found(used)} == {Fault.CHANGED}


@pytest.mark.parametrize("column", ["sealed", "mac", "number"])
def test_a_link_that_was_changed_is_found(used: Database, url: str, column: str) -> None:
    with changing(url, "links") as connection:
        row = sorted(rows_in(connection, "links"), key=lambda one: one["number"])[1]
        take(connection, url, "links", key_of("links", row))
        put(connection, url, "links", row | {column: otherwise(row[column]) if column != "number" else 99})
    assert ("links", "2") in {(finding.table, finding.row) for finding in found(used)}


@pytest.mark.parametrize("sealed", [b"", b"x" * 8, b"x" * 64])
def test_a_link_in_which_something_else_was_put_is_found(used: Database, url: str, sealed: bytes) -> None:
    with changing(url, "links") as connection:
        row = next(one for one in rows_in(connection, "links") if one["number"] == 2)
        take(connection, url, "links", key_of("links", row))
        put(connection, url, "links", row | {"sealed": sealed})
    assert Finding(Fault.CHANGED, "links", "2") in found(used)


def test_a_tail_that_was_cut_off_with_all_it_told_of_is_missed_by_the_anchor(
    used: Database, school: Begin, url: str, tmp_path: Path
) -> None:
    """The chain that is left is whole; only what was kept elsewhere knows that there was more."""
    with changing(url, "events", "links") as connection:
        before = {table: rows_in(connection, table) for table in ("events", "links", "cases")}
    with school() as tx:
        tx.events.add(happened(EventKind.ALERT_ADDED))
    with used.begin_reading() as unit:
        kept = tmp_path / "deep" / "anchors"
        anchors.drop(kept, [unit.head(SCHOOL)], MONDAY)
        anchors.drop(kept, [unit.head(SCHOOL)], MONDAY)
    with changing(url, "events", "links") as connection:
        for table in ("events", "links"):
            for row in rows_in(connection, table):
                if row not in before[table]:
                    take(connection, url, table, key_of(table, row))
    assert found(used) == []
    with used.begin_reading() as unit:
        assert unit.verify(SCHOOL, anchors.read(kept)) == [Finding(Fault.CUT, "links", "4")]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_history_written_anew_under_the_same_numbers_is_missed_by_the_anchor(used: Database, school: Begin) -> None:
    with used.begin_reading() as unit:
        head = unit.head(SCHOOL)
        assert unit.verify(SCHOOL, [head]) == []
        assert unit.verify(SCHOOL, [replace(head, mac="0" * 32)]) == [Finding(Fault.CHANGED, "links", "3")]


def test_a_changed_link_that_an_anchor_knows_is_not_called_cut_off(used: Database, url: str) -> None:
    with used.begin_reading() as unit:
        head = unit.head(SCHOOL)
    with changing(url, "links") as connection:
        (row,) = [one for one in rows_in(connection, "links") if one["number"] == head.number]
        take(connection, url, "links", key_of("links", row))
        put(connection, url, "links", row | {"sealed": otherwise(row["sealed"])})
    with used.begin_reading() as unit:
        assert [one for one in unit.verify(SCHOOL, [head]) if one.table == "links"] == [
            Finding(Fault.CHANGED, "links", str(head.number))
        ]


@pytest.mark.parametrize("line", ["{", '{"school": "s"}', '{"school": "s", "number": "x", "mac": ""}', "[]"])
def test_a_file_that_holds_something_else_is_no_anchors(tmp_path: Path, line: str) -> None:
    (tmp_path / "anchors").write_text(f"{line}\n")
    with pytest.raises(anchors.NoAnchors, match="1"):
        list(anchors.read(tmp_path / "anchors"))


def fails() -> None:
    raise ValueError


def test_what_a_transaction_did_not_keep_is_in_no_link(used: Database, school: Begin) -> None:
    with school() as tx:
        with tx.alone("case"):
            tx.events.add(happened(EventKind.ALERT_ADDED))
            fails()
        tx.events.add(happened(EventKind.CASE_READ))
    assert found(used) == []


def test_a_school_that_is_there_no_more_is_missed(used: Database, url: str) -> None:
    with changing(url, "schools") as connection:
        take(connection, url, "schools", {"id": SCHOOL})
    assert Finding(Fault.REMOVED, "schools", SCHOOL) in found(used)


def test_a_school_of_which_nothing_is_left_is_missed_by_its_anchor(used: Database, url: str) -> None:
    with used.begin_reading() as unit:
        head = unit.head(SCHOOL)
    with changing(url, "schools", "links") as connection:
        take(connection, url, "links", {"school_id": SCHOOL})
        take(connection, url, "schools", {"id": SCHOOL})
    with used.begin_reading() as unit:
        assert unit.audited() == []
        assert unit.audited([head]) == [SCHOOL]
        assert unit.verify(SCHOOL, [head])[0] == Finding(Fault.CUT, "links", "1")
