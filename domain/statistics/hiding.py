"""What may be told outside those who may open the cases: counts in steps of five, so that nobody is found by them.

A count is told as the step it lies in: «færre enn 5», «5–9», «10–14». Sums are told in the same steps, and what others
can work out from all that is told of a year (one count is never more than the sum, the counts of a table make the sum)
leaves every hidden count as wide as its step: where it would not, the table is left out. A half-year is told once,
when it is over, so that two reports differ in nothing.
"""

from collections.abc import Mapping

from pydantic.dataclasses import dataclass

from domain.value import VALUE

STEP = 5
Table = Mapping[str, int]
Steps = Mapping[str, int]


def step_of(count: int) -> int:
    """The least of its step: 0, 5, 10."""
    return count - count % STEP


def highest(step: int) -> int:
    return step + STEP - 1


@dataclass(frozen=True, slots=True, config=VALUE)
class Stepped:
    """What is told: `total` and each table's counts by their steps; `left_out`: the tables that would say too much."""

    total: int
    tables: dict[str, dict[str, int]]
    left_out: tuple[str, ...] = ()


def in_steps(
    total: int, tables: Mapping[str, Table], adds_up: frozenset[str], covers: frozenset[str] = frozenset()
) -> Stepped:
    """`adds_up`: the tables whose counts make the total (a case has one month); `covers`: those of which each has one
    or more (a case has several kinds). Of the others not all need have any.
    """
    kept = {name: {key: step_of(count) for key, count in table.items()} for name, table in tables.items()}
    left_out: list[str] = []
    while wide := _too_narrow(step_of(total), kept, adds_up, covers):
        left_out.append(wide)
        del kept[wide]
    return Stepped(step_of(total), kept, tuple(left_out))


def bounds(
    total: int, tables: Mapping[str, Steps], adds_up: frozenset[str], covers: frozenset[str] = frozenset()
) -> dict[tuple[str, str], tuple[int, int]]:
    """What someone who has all that is told can say of each count: at least, and at most."""
    low, high = _total(total, tables, adds_up, covers)
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for name, table in tables.items():
        least, most = sum(table.values()), sum(map(highest, table.values()))
        for key, step in table.items():
            at_least, at_most = step, min(highest(step), high)
            if name in adds_up | covers:
                at_least = max(at_least, low - (most - highest(step)))
            if name in adds_up:
                at_most = min(at_most, high - (least - step))
            found[name, key] = at_least, at_most
    return found


def _total(total: int, tables: Mapping[str, Steps], adds_up: frozenset[str], covers: frozenset[str]) -> tuple[int, int]:
    low = max([total, *(sum(table.values()) for name, table in tables.items() if name in adds_up)])
    most = (sum(map(highest, table.values())) for name, table in tables.items() if name in adds_up | covers)
    return low, min([highest(total), *most])


def _too_narrow(total: int, tables: Mapping[str, Steps], adds_up: frozenset[str], covers: frozenset[str]) -> str:
    """The table to leave out; none when there is none. One that covers goes first, whichever it makes too narrow; then
    the one with the most counts of which more can be said than their step.
    """
    narrow = [
        name
        for (name, key), (low, high) in bounds(total, tables, adds_up, covers).items()
        if tables[name][key] == 0 and (low, high) != (0, highest(0))
    ]
    covering = [name for name in tables if narrow and name in covers]
    return max(covering or narrow, key=lambda name: (narrow.count(name), name), default="")
