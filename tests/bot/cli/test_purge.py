"""What an operator deletes by hand, and what an older copy of the database can be read for after that."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import utc_now
from domain.case.case import Case, Status
from domain.event import EventKind
from domain.ids import CaseId
from domain.retention.stub import Stub
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.unit_of_work import Erased
from tests.bot.cli.test_commands import ROOT, says
from tests.kit.databases import KEY
from tests.kit.people.cast import case
from tests.kit.school import SCHOOL
from tests.storage.conftest import happened

AGES_AGO = datetime(2020, 6, 1, 12, tzinfo=UTC)
FACT = "Kanarifakta fra gamle dager"
ONE = CaseId("case1")


@pytest.fixture
def old(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A school with a case that was closed long ago, and never filed; its plan file says when such go."""
    plan = tmp_path / "plan.yaml"
    text = Path(environment["PLAN_FILE"]).read_text("utf-8")
    plan.write_text(text.replace("  grace_days: 90", "  unfiled_years: 2\n  grace_days: 90"), "utf-8")
    own = environment | {"PLAN_FILE": str(plan)}
    says(own, "migrate")
    says(own, "import-people", str(ROOT / "demo" / "people"))
    with opened(file_of(own)).begin() as unit:
        tx = unit.school(SCHOOL)
        ended = case(members=frozenset(), pupil_id=None, status=Status.CLOSED, opened_at=AGES_AGO, closed_at=AGES_AGO)
        told = replace(happened(EventKind.CASE_DELETION_TOLD), at=utc_now() - timedelta(days=20))
        tx.cases.open(ended, replace(happened(EventKind.CASE_RECEIVED, FACT), at=AGES_AGO), told)
        tx.cases.open(case(2, members=frozenset(), pupil_id=None), happened(EventKind.CASE_RECEIVED, case="case2"))
    return own


def file_of(environment: dict[str, str]) -> Path:
    return Path(environment["DATABASE_URL"].removeprefix("sqlite:///"))


def opened(path: Path) -> Database:
    return Database(f"sqlite:///{path}", KeyRing([KEY]))


def read(path: Path) -> Case:
    return opened(path).read(lambda unit: unit.school(SCHOOL).cases.unguarded(ONE))


def test_it_says_what_it_would_do_does_it_and_says_so(old: dict[str, str]) -> None:
    line = "rosenholm: saker som ikke er journalført, etter kommunens regel: 1"
    would = says(old, "purge", "--dry-run")
    assert "Dette ville blitt slettet:" in would
    assert line in would
    assert read(file_of(old)).reference == "2026-001", "nothing was done"
    did = says(old, "purge")
    assert "Dette er slettet:" in did
    assert line in did
    with pytest.raises(Erased):
        read(file_of(old))
    assert "rosenholm: ingenting" in says(old, "purge")
    assert "Alt står som det ble skrevet." in says(old, "audit", "verify")
    assert "case:received" in says(old, "audit", "show", "--sak", "2026-001"), "that it happened stands"
    (stub,) = opened(file_of(old)).read(lambda unit: unit.school(SCHOOL).events.of_school(EventKind.CASE_DELETED, Stub))
    assert (stub.references, stub.documents) == (("2026-001",), ())


def test_it_says_how_many_of_those_who_left_it_has_emptied(old: dict[str, str]) -> None:
    database = opened(file_of(old))
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        (*stay, gone), (*pupils, left) = tx.people.active(), [one for one in tx.pupils.read_all() if one.active]
        tx.people.replace(stay, AGES_AGO.date())
        tx.pupils.replace(pupils, AGES_AGO.date())
    for line in ("ansatte som har sluttet", "elever som har sluttet"):
        assert f"rosenholm: {line}, og som ingen sak eller logg trenger: 1" in says(old, "purge", "--dry-run")
    did = says(old, "purge")
    assert "Dette er slettet:" in did
    with database.begin_reading() as unit:
        tx = unit.school(SCHOOL)
        assert tx.people.name(gone.id) == "Tidligere ansatt"
        assert [one.name for one in tx.pupils.some([left.id])] == [""]
    assert "Alt står som det ble skrevet." in says(old, "audit", "verify")


def test_an_older_copy_with_the_keys_of_now_reads_nothing_of_it(old: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(file_of(old))) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    assert read(copy).reference == "2026-001"
    says(old, "purge")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("ATTACH ? AS now", (str(file_of(old)),))
        connection.execute("DELETE FROM main.keys")
        connection.execute("INSERT INTO main.keys SELECT * FROM now.keys")
        connection.commit()
    with pytest.raises(Erased):
        read(copy)
    told = opened(copy).read(lambda unit: unit.school(SCHOOL).events.of_kind(EventKind.CASE_RECEIVED, [ONE]))
    assert told == []
    other = opened(copy).read(lambda unit: unit.school(SCHOOL).cases.unguarded(CaseId("case2")))
    assert other.reference == "2026-002", "the rest of it is as it was"
