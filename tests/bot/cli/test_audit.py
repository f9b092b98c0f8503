"""What an operator or a security officer asks the audit."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot.anchors import Anchors
from domain.event import Event, EventKind
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.bot.cli.test_commands import ROOT, says
from tests.kit.databases import KEY
from tests.kit.people.cast import case
from tests.kit.school import MONDAY, SCHOOL

PRINCIPAL, DEPUTY = "oskar.solheim@rosenholm.example", "szymon.gajda.sikora@rosenholm.example"


@pytest.fixture
def used(environment: dict[str, str]) -> dict[str, str]:
    """A school where the principal has opened a case, and the deputy was refused the day after."""
    says(environment, "migrate")
    says(environment, "import-people", str(ROOT / "demo" / "people"))
    database = opened(environment)
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        by = {person.upn: person.id for person in tx.people.active()}
        one = case(members=frozenset({by[PRINCIPAL]}), pupil_id=None)
        tx.cases.open(one, Event(kind=EventKind.CASE_READ, at=MONDAY, by=by[PRINCIPAL], case_id=one.id))
        later = MONDAY + timedelta(days=1)
        tx.events.add(Event(kind=EventKind.REFUSED, at=later, by=by[DEPUTY]))
        tx.events.add(Event(kind=EventKind.NOTICE_UNTAKEN, at=later, by=None, case_id=one.id))
    database.dispose()
    return environment


def opened(environment: dict[str, str]) -> Database:
    return Database(environment["DATABASE_URL"], KeyRing([KEY]))


def by_hand(environment: dict[str, str], statement: str) -> None:
    with closing(sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///"))) as connection:
        connection.execute(statement)
        connection.commit()


def test_what_stands_as_it_was_written(used: dict[str, str]) -> None:
    assert "Alt står som det ble skrevet." in says(used, "audit", "verify")


def test_what_somebody_changed_is_told_with_its_place(used: dict[str, str]) -> None:
    by_hand(used, "UPDATE people SET active = 0 WHERE id = (SELECT min(id) FROM people)")
    by_hand(used, "DELETE FROM case_members WHERE id = (SELECT min(id) FROM case_members)")
    told = says(used, "audit", "verify", code=1)
    assert ": endret" in told
    assert "rosenholm: case_members " in told
    assert "Avvik: 2." in told


def test_an_anchor_knows_of_what_was_cut_off(used: dict[str, str], tmp_path: Path) -> None:
    database, kept = opened(used), tmp_path / "kept"
    with structlog.testing.capture_logs() as lines:
        Anchors(database, kept, lambda: MONDAY).drop()
        Anchors(database, None, lambda: MONDAY).drop()
    database.dispose()
    assert [line["event"] for line in lines] == ["anchor", "anchor"]
    assert json.loads(kept.read_text())["number"] == lines[0]["number"]
    assert "Alt står" in says(used, "audit", "verify", "--anchor", str(kept))
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"number": lines[0]["number"] + 1}))
    assert "kuttet av herfra" in says(used, "audit", "verify", "--anchor", str(kept), code=1)
    kept.write_text("{}")
    assert "Linje 1 i" in says(used, "audit", "verify", "--anchor", str(kept), code=2)
    assert "Kan ikke lese" in says(used, "audit", "verify", "--anchor", str(tmp_path / "none"), code=2)


def test_who_did_what_is_shown_by_case_person_and_day(used: dict[str, str]) -> None:
    told = says(used, "audit", "show")
    assert "23.11.2026 12:41  case:read  2026-001  Oskar Solheim" in told
    assert "24.11.2026 12:41  notice:untaken  2026-001  boten" in told
    assert "refused:press" in told
    assert "refused:press" not in says(used, "audit", "show", "--sak", "2026-001")
    assert "case:read" not in says(used, "audit", "show", "--person", DEPUTY.upper())
    assert "1 hendelse." in says(used, "audit", "show", "--person", PRINCIPAL, "--til", "2026-11-23")
    account = "963266BC-f1b3-50da-ba16-22874d7142dc"
    assert "case:read" in says(used, "audit", "show", "--person", account)
    assert "case:read" not in says(used, "audit", "show", "--fra", "2026-11-24")
    assert "Fant ingen sak 2026-999" in says(used, "audit", "show", "--sak", "2026-999", code=2)
    assert "Fant ingen ansatt" in says(used, "audit", "show", "--person", "ukjent@rosenholm.example", code=2)
