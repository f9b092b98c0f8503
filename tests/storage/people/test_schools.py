import pytest
from sqlmodel import select

from domain.event import EventKind
from domain.ids import SchoolId
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.engine.rows import Damaged
from storage.tables.case import EventRow
from tests.kit.damage import flip
from tests.kit.databases import KEY
from tests.kit.people.cast import case, everyone
from tests.kit.school import FACT, SCHOOL, TODAY
from tests.storage.conftest import Begin, happened

NEW = bytes(range(1, 33))


def test_a_school_is_made_once(database: Database) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        key = unit.schools.vault(SCHOOL).digest("a", "b")
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        unit.schools.ensure(SchoolId("annen"))
        assert unit.schools.vault(SCHOOL).digest("a", "b") == key
        assert unit.schools.vault(SchoolId("annen")).digest("a", "b") != key
        assert unit.schools.all() == ["annen", SCHOOL]


def test_a_school_nobody_made_has_no_key(database: Database) -> None:
    with database.begin() as unit, pytest.raises(KeyError):
        unit.school(SchoolId("ukjent"))


def test_a_rotation_keeps_everything_readable_and_touches_no_event(database: Database, url: str, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(), happened(EventKind.ALERT_ADDED, FACT))
    with database.engine.connect() as connection:
        before = connection.execute(select(EventRow.sealed)).all()

    both = Database(url, KeyRing([NEW, KEY]))
    assert both.run(lambda unit: unit.data_keys.under_another()) == 3  # the installation's, the school's, the case's
    assert [both.run(lambda unit: unit.data_keys.rewrap(2)) for _ in range(3)] == [2, 1, 0]
    both.dispose()

    new_alone = Database(url, KeyRing([NEW]))
    with new_alone.begin() as unit:
        tx = unit.school(SCHOOL)
        assert tx.cases.get(case().id, everyone()[0].id, TODAY) == case()
        assert tx.pupils.of_group("4B")
        assert tx.events.history([case().id], None).timeline() == [happened(EventKind.ALERT_ADDED, FACT)]
    with new_alone.engine.connect() as connection:
        assert connection.execute(select(EventRow.sealed)).all() == before
    new_alone.dispose()


def test_a_ring_without_the_right_key_reads_nothing(database: Database, url: str, school: Begin) -> None:
    wrong = Database(url, KeyRing([NEW]))
    with wrong.begin() as unit, pytest.raises(Damaged):
        unit.school(SCHOOL)
    with wrong.begin() as unit:
        assert unit.data_keys.rewrap() == 0
        assert unit.data_keys.under_another() > 0
    wrong.dispose()


def test_the_schools_whose_key_no_master_key_opens(database: Database, url: str) -> None:
    with database.begin() as unit:
        for school_id in (SCHOOL, SchoolId("annen")):
            unit.schools.ensure(school_id)
    flip(url, "keys", "school/annen", "wrapped")
    database.keys.forget()
    with database.begin() as unit:
        assert unit.schools.unreadable() == ["annen"]
        assert unit.data_keys.rewrap() == 0
        with pytest.raises(Damaged):
            unit.school(SchoolId("annen"))
        assert unit.school(SCHOOL).school_id == SCHOOL
