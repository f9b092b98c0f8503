"""The events of a database, with the kind and the author that are sealed in their rows."""

from storage.database import Database
from storage.events.alike import id_of
from storage.events.rows import OpenedRow, told
from storage.statements.statement import table
from storage.tables.case import EventRow
from storage.unit_of_work import Tx
from tests.kit.school import SCHOOL
from tests.kit.teams.forged import person_id

_events = table(EventRow)


def events_of(tx: Tx, *kinds: str) -> list[OpenedRow]:
    """Those of the school, in order; of these kinds, when some are said."""
    here = _events.select().where(_events.c.school_id == tx.school_id).order_by(_events.c.seq)
    rows = told(tx.events._session.connection().execute(here), tx.events._school.vault)
    return [row for row in rows if not kinds or row.kind in kinds]


def events_in(database: Database, *kinds: str) -> list[OpenedRow]:
    """As `events_of`, of all its schools."""
    with database.begin_reading() as unit:
        return [row for school_id in unit.schools.all() for row in events_of(unit.school(school_id), *kinds)]


def row_of(database: Database, event_id: str) -> str:
    """The id of the event's row, at the school of the tests."""
    with database.begin_reading() as unit:
        return id_of(unit.schools.vault(SCHOOL), event_id)


def done_by(database: Database, who: str, *kinds: str) -> list[OpenedRow]:
    """As `events_in`, what somebody of the staff did."""
    person = person_id(database, who)
    return [row for row in events_in(database, *kinds) if row.by_id == person]
