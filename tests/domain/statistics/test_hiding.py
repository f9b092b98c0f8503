"""What is told outside: whoever has all of it can say of no hidden count more than that it is fewer than five."""

from collections import defaultdict
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.statistics.hiding import bounds, highest, in_steps, step_of

ADDS_UP = frozenset({"month", "grade"})


@st.composite
def years(draw: st.DrawFn) -> tuple[int, dict[str, dict[str, int]]]:
    """Cases with a month, a grade and some kinds."""
    cases = draw(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.frozensets(st.integers(0, 2))), max_size=80)
    )
    month = {str(key): sum(one[0] == key for one in cases) for key in range(5)}
    grade = {str(key): sum(one[1] == key for one in cases) for key in range(4)}
    kind = {str(key): sum(key in one[2] for one in cases) for key in range(3)}
    return len(cases), {"month": month, "grade": grade, "kind": kind}


@given(years())
def test_of_no_hidden_count_more_can_be_said(year: tuple[int, dict[str, dict[str, int]]]) -> None:
    total, tables = year
    told = in_steps(total, tables, ADDS_UP)
    known = bounds(told.total, told.tables, ADDS_UP)
    for (name, key), (low, high) in known.items():
        assert low <= tables[name][key] <= high, "what is told is true"
        if told.tables[name][key] == 0:
            assert (low, high) == (0, 4)
    assert set(told.left_out) | told.tables.keys() == tables.keys()


def _sums(size: int, most: int) -> dict[tuple[int, ...], set[int]]:
    """By what is told of a table, every sum its counts may make."""
    found: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for counts in product(range(most), repeat=size):
        found[tuple(map(step_of, counts))].add(sum(counts))
    return found


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 11), min_size=2, max_size=3), st.data())
def test_not_by_trying_every_school_there_could_be(month: list[int], data: st.DataObject) -> None:
    """The attack: all pairs of tables with the same sum, told in the same way; what may the first count be?"""
    total = sum(month)
    cut = data.draw(st.integers(0, total))
    tables = {"month": {str(at): one for at, one in enumerate(month)}, "grade": {"0": cut, "1": total - cut}}
    told = in_steps(total, tables, ADDS_UP)
    others = [_sums(len(table), 40)[tuple(table.values())] for name, table in told.tables.items() if name != "month"]
    possible = set(range(told.total, highest(told.total) + 1)).intersection(*others)
    if "month" not in told.tables or told.tables["month"]["0"] != 0:
        return
    shape = tuple(told.tables["month"].values())
    worlds = (one for one in product(range(16), repeat=len(month)) if tuple(map(step_of, one)) == shape)
    assert {one[0] for one in worlds if sum(one) in possible} == {0, 1, 2, 3, 4}


def test_a_table_that_says_too_much_is_left_out() -> None:
    """Ten by month, of which nine were in one grade: the other grade had one at least."""
    told = in_steps(10, {"month": {"8": 10}, "grade": {"1": 9, "2": 1}}, ADDS_UP)
    assert told.left_out == ("grade",)
    assert told.tables == {"month": {"8": 10}}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    told = in_steps(12, {"month": {"8": 7, "9": 5}}, ADDS_UP)
    assert (told.total, told.tables, told.left_out) == (10, {"month": {"8": 5, "9": 5}}, ())
