"""Rows that are counted up, claimed or appended, in whatever order their columns are named."""

from itertools import permutations

from storage.database import Database
from storage.statements.inserts import claim, count_up
from storage.tables.case import CounterRow
from tests.kit.school import SCHOOL

COLUMNS = {"school_id": SCHOOL, "year": 2031, "series": "school", "next": 2}


def test_a_row_is_counted_up_from_the_first(database: Database) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        orders = [dict(one) for one in permutations(COLUMNS.items())]
        assert [count_up(unit._session, CounterRow, one) for one in orders] == [*range(2, 2 + len(orders))]


def test_what_is_claimed_is_claimed_once(database: Database) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        orders = [dict(one) for one in permutations(COLUMNS.items())]
        assert [claim(unit._session, CounterRow, one) for one in orders] == [True, *[False] * (len(orders) - 1)]
