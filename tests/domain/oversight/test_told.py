"""Since when those who are counted know of it."""

from datetime import timedelta

from domain.oversight.told import OversightTold, ToldSince, known
from tests.kit.people.cast import ids
from tests.kit.school import TODAY

LATER = TODAY + timedelta(days=40)


def test_it_is_on_since_the_first_were_told() -> None:
    first = OversightTold(day=TODAY, on=True, people=ids("principal", "line"))
    newcomer = OversightTold(day=LATER, on=True, people=ids("deputy"))
    assert known([]) == ToldSince(None, frozenset())
    assert known([first]) == ToldSince(TODAY, ids("principal", "line"))
    assert known([first, newcomer]) == ToldSince(TODAY, ids("principal", "line", "deputy"))


def test_switched_off_and_on_again_all_are_told_again() -> None:
    first, off = OversightTold(day=TODAY, on=True, people=ids("line")), OversightTold(day=LATER, on=False)
    assert known([first, off]) == ToldSince(None, frozenset())
    assert known([first, off, OversightTold(day=LATER, on=True, people=ids("deputy"))]) == ToldSince(
        LATER, ids("deputy")
    )
