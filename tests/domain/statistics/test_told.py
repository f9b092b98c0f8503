"""What is told of a half-year, held against the plainest way to count, and attacked by whoever has all of it."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.statistics.called import called
from domain.statistics.figures import CountedCase
from domain.statistics.period import Period, half_year
from domain.statistics.told import Countable, ToldHalf, in_report, said, tell
from tests.domain.statistics.test_figures import CASES, DAYS, KINDS, PLACES

HALF = half_year(date(2026, 11, 23))
LISTS = Countable(
    grades=tuple(range(1, 8)), kinds={one: one.title() for one in KINDS}, places={one: one.title() for one in PLACES}
)
COUNTED_ON = date(2027, 1, 4)
IN_HALF = st.dates(HALF.first, HALF.last)


def told_of(cases: list[CountedCase], alerts: list[date] = [], tasks: list[bool] | None = None) -> ToldHalf:  # noqa: B006  (on purpose)
    return tell(HALF, cases, alerts, tasks, LISTS, COUNTED_ON)


def by_hand(cases: list[CountedCase]) -> dict[str, dict[str, int]]:
    """Every table, counted one by one."""
    mine = [case for case in cases if date(2026, 7, 1) <= case.on <= date(2026, 12, 31)]

    def of(*found: bool) -> int:
        return len([one for one in found if one])

    weekdays = {str(day): of(*(case.on.weekday() == day for case in mine)) for day in range(5)}
    return {
        "month": {str(month): of(*(case.on.month == month for case in mine)) for month in range(7, 13)},
        "weekday": weekdays | {"5": of(*(case.on.weekday() > 4 for case in mine))},
        "grade": {str(grade): of(*(case.grade == grade for case in mine)) for grade in range(1, 8)},
        "kind": {kind: of(*(kind in case.kinds for case in mine)) for kind in KINDS},
        "place": {place: of(*(place in case.places for case in mine)) for place in PLACES},
        "kept": {
            "taken": of(*(case.taken_after in {0, 1} for case in mine)),
            "met": of(*(case.met_after in {*range(8)} for case in mine)),
            "planned": of(*(case.planned_after in {*range(15)} for case in mine)),
            "evaluated": of(*(len(case.evaluated) > 0 and False not in case.evaluated for case in mine)),
            "safe": of(*(case.safe or False for case in mine)),
        },
    }


def stepped(count: int) -> int:
    return next(least for least in range(0, 10_000, 5) if least <= count < least + 5)


def stepped_all(tables: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {name: {key: stepped(count) for key, count in table.items()} for name, table in tables.items()}


def a_school_of(cases: int, seed: int) -> list[CountedCase]:
    """As many cases as asked, over two years."""
    drawn = random.Random(seed)

    def days(most: int) -> int | None:
        return drawn.choice((None, drawn.randint(0, most)))

    return [
        CountedCase(
            on=date(2025, 8, 1) + timedelta(days=drawn.randrange(730)),
            grade=drawn.choice((None, *range(1, 8))),
            kinds=frozenset(drawn.sample(KINDS, drawn.randint(1, 3))),
            places=frozenset(drawn.sample(PLACES, drawn.randint(0, 2))),
            taken_after=days(4),
            met_after=days(20),
            planned_after=days(40),
            evaluated=tuple(drawn.choices((True, False), k=drawn.randint(0, 3))),
            safe=drawn.choice((None, True, False)),
        )
        for _ in range(cases)
    ]


def test_of_a_thousand_cases_it_is_what_one_counts_by_hand() -> None:
    cases = a_school_of(1000, seed=7)
    told, counted = told_of(cases), by_hand(cases)
    assert told.cases.total == stepped(sum(counted["month"].values())) > 200
    assert told.cases.tables == stepped_all(counted)


@given(st.lists(CASES, max_size=60), st.lists(DAYS, max_size=30), st.lists(st.booleans(), max_size=20))
def test_it_is_what_one_counts_by_hand(cases: list[CountedCase], alerts: list[date], tasks: list[bool]) -> None:
    told, counted = told_of(cases, alerts, tasks), stepped_all(by_hand(cases))
    assert told.cases.tables == {name: table for name, table in counted.items() if name in told.cases.tables}
    mine = [day for day in alerts if date(2026, 7, 1) <= day <= date(2026, 12, 31)]
    assert told.alerts.total == stepped(len(mine))
    assert told.alerts.tables["month"] == {
        str(month): stepped(len([day for day in mine if day.month == month])) for month in range(7, 13)
    }
    assert told.tasks == {"done": stepped(tasks.count(True)), "late": stepped(tasks.count(False))}


def sums_of(total: int, tables: Mapping[str, Mapping[str, int]], fixed: tuple[str, str], count: int) -> Iterator[int]:
    """The attacker: every number of cases there may have been, when that count was `count`."""
    for cases in range(total, total + 5):
        if all(_may_be(name, table, cases, fixed, count) for name, table in tables.items()):
            yield cases


def _may_be(name: str, table: Mapping[str, int], cases: int, fixed: tuple[str, str], count: int) -> bool:
    least = sum(count if (name, key) == fixed else step for key, step in table.items())
    most = sum(count if (name, key) == fixed else step + 4 for key, step in table.items())
    each = all((count if (name, key) == fixed else step) <= cases for key, step in table.items())
    if name in {"month", "weekday"}:
        return least <= cases <= most
    if name == "grade":
        return least <= cases
    return each and (name != "kind" or most >= cases)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(IN_HALF, st.integers(1, 7), st.frozensets(st.sampled_from(KINDS), min_size=1), st.booleans()),
        max_size=70,
    )
)
def test_of_no_hidden_count_can_more_be_said(drawn: list[tuple[date, int, frozenset[str], bool]]) -> None:
    """Also by whoever knows that each case has a month, a weekday, at most one grade, and some kind."""
    cases = [
        CountedCase(on=on, grade=grade, kinds=kinds, taken_after=0 if kept else None, safe=kept)
        for on, grade, kinds, kept in drawn
    ]
    told = told_of(cases).cases
    assert {"month", "weekday", "grade", "place", "kept"} <= told.tables.keys()
    for name, table in told.tables.items():
        for key, step in table.items():
            if step == 0:
                possible = {count for count in range(5) if any(sums_of(told.total, told.tables, (name, key), count))}
                assert possible == {0, 1, 2, 3, 4}, (name, key)


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_months_and_weekdays_are_told_whatever_they_are(months: list[int], weekdays: list[int]) -> None:
    """That a table was left out would itself tell something of it."""
    days = [date(2026, 7 + at, 1) + timedelta(days=one) for at, many in enumerate(months) for one in range(many)]
    assert {"month", "weekday"} <= told_of([CountedCase(on=day) for day in days]).cases.tables.keys()
    monday = date(2026, 9, 7)
    days = [monday + timedelta(days=at) for at, many in enumerate(weekdays) for _ in range(many)]
    assert {"month", "weekday"} <= told_of([CountedCase(on=day) for day in days]).cases.tables.keys()


def test_what_is_listed_does_not_tell_what_there_were() -> None:
    none, one = told_of([]), told_of([CountedCase(on=HALF.first, grade=4, kinds=frozenset(KINDS[:1]), safe=True)])
    assert none == one


@given(st.lists(CASES, max_size=40), IN_HALF)
def test_what_belongs_to_another_half_changes_nothing(cases: list[CountedCase], day: date) -> None:
    """Two reports have no case in common: there is nothing between them."""
    other = [case for case in cases if case.on not in HALF]
    assert told_of(cases) == told_of([case for case in cases if case not in other])
    assert half_year(day) == HALF


def test_a_report_tells_of_its_year_so_far_and_of_the_one_before() -> None:
    halves = [half_year(date(year, month, 1)) for year in (2025, 2026, 2027) for month in (3, 9)]
    assert [one.label for one in halves if in_report(half_year(date(2026, 9, 1)), one)] == [
        "høsten 2025",
        "våren 2026",
        "høsten 2026",
    ]
    assert len([one for one in halves if in_report(half_year(date(2027, 3, 1)), one)]) == 4


def test_few_are_not_told_from_none() -> None:
    assert [said(stepped(count)) for count in (0, 4, 5, 14)] == ["færre enn 5", "færre enn 5", "5–9", "10–14"]


def test_what_is_counted_has_names_for_people() -> None:
    labels = {"mobbing": "Mobbing"}
    keys = (("month", "9"), ("weekday", "1"), ("grade", "4"), ("grade", ""), ("kind", "mobbing"), ("place", "borte"))
    told = [called(name, key, labels) for name, key in keys]
    assert told == ["sep", "tirsdag", "Trinn 4", "Ukjent trinn", "Mobbing", "borte"]


def test_a_half_year_is_found_again_by_its_name() -> None:
    assert Period.named(HALF.name) == HALF
