"""Rows that are claimed, in whatever order their columns are named."""

from datetime import date
from itertools import permutations

from storage.database import Database
from storage.statements.inserts import claim
from storage.tables.delivery import DoneRow
from tests.kit.school import SCHOOL

COLUMNS = {"school_id": SCHOOL, "sweep": "morning", "day": date(2031, 1, 6), "mac": ""}


def test_what_is_claimed_is_claimed_once(database: Database) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        orders = [dict(one) for one in permutations(COLUMNS.items())]
        assert [claim(unit._session, DoneRow, one) for one in orders] == [True, *[False] * (len(orders) - 1)]
