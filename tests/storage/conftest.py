from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest

from domain.event import Details, Event, EventKind
from domain.ids import AlertId, CaseId, PersonId
from storage.database import Database
from storage.people.pupils import SEAL
from storage.statements.inserts import add
from storage.tables.school import PupilRow
from storage.unit_of_work import Tx, Unit
from tests.kit.people.cast import everyone, pupil
from tests.kit.school import MONDAY, SCHOOL

Begin = Callable[[], AbstractContextManager[Tx]]


def settle(unit: Unit) -> None:
    """The school of the tests, whose people's ids are their keys."""
    unit.schools.ensure(SCHOOL)
    tx = unit.school(SCHOOL)
    for one in everyone():
        tx.people._insert(one)
    for number in range(4):
        add(unit._session, PupilRow, row := tx.pupils._values(pupil(number)))
        tx.pupils._school.wrote(SEAL, row)
    tx.people._bump()


@pytest.fixture
def school(database: Database) -> Begin:
    """Each call is a transaction of its own, at the school of the tests."""
    with database.begin() as unit:
        settle(unit)

    @contextmanager
    def begin() -> Iterator[Tx]:
        with database.begin() as unit:
            yield unit.school(SCHOOL)

    return begin


def happened(
    kind: EventKind, words: str = "", *, case: str | None = "case1", alert: str | None = None, minutes: int = 0
) -> Event:
    """Something the line leader did, some minutes after the alert."""
    return Event(
        kind=kind,
        at=MONDAY + timedelta(minutes=minutes),
        by=PersonId("line"),
        details=Details(words=words),
        case_id=CaseId(case) if case else None,
        alert_id=AlertId(alert) if alert else None,
    )
