"""What one person may do, by the clock alone."""

from datetime import timedelta

from bot.limits.rates import Buckets, Rate
from tests.kit.school import MONDAY

SECOND = timedelta(seconds=1)


def test_so_many_at_once_and_then_one_for_each_second() -> None:
    buckets = Buckets(Rate(3, SECOND))
    assert [buckets.take("one", MONDAY) for _ in range(5)] == [True, True, True, False, False]
    assert not buckets.take("one", MONDAY + 0.9 * SECOND)
    assert buckets.take("one", MONDAY + SECOND)
    assert not buckets.take("one", MONDAY + SECOND)
    assert [buckets.take("one", MONDAY + 60 * SECOND) for _ in range(4)] == [True, True, True, False]


def test_each_has_their_own() -> None:
    buckets = Buckets(Rate(1, SECOND))
    assert [buckets.take(who, MONDAY) for who in ("one", "two", "one", "two")] == [True, True, False, False]


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    buckets = Buckets(Rate(2, SECOND))
    assert all(buckets.take("one", MONDAY) for _ in range(2))
    earlier = MONDAY - timedelta(days=1)
    assert [buckets.take("one", earlier) for _ in range(3)] == [True, True, False]


def test_only_those_heard_of_last_are_remembered() -> None:
    buckets = Buckets(Rate(1, SECOND), most=2)
    assert all(buckets.take(who, MONDAY) for who in ("one", "two"))
    assert not buckets.take("one", MONDAY)
    assert buckets.take("three", MONDAY)
    assert not buckets.take("one", MONDAY)
    assert buckets.take("two", MONDAY)
