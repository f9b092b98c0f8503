"""Teams' limits: whatever is asked for, no window ever holds more than it may."""

from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import HOUR, LONG, NEAR, PER_CONVERSATION, PER_HOUR, PER_TENANT, Pace

START = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_what_there_is_room_for_goes_now_and_the_rest_when_there_is() -> None:
    pace = Pace([], START)
    due = [pace.turn("a:line") for _ in range(8)]
    assert due[:7] == [START] * 7
    assert due[7] == START + PER_CONVERSATION[0][1]
    assert pace.turn("a:social") == START, "another conversation has room of its own"


def test_no_hour_holds_more_than_it_may() -> None:
    """One conversation gets all that may go to it, for two hours; who is sated is looked at every `LONG`."""
    begun: deque[datetime] = deque()
    now, looked_at, sated, sent = START, START - LONG, set[str](), 0
    while now < START + 2 * HOUR:
        while begun and begun[0] <= now - HOUR:
            begun.popleft()
        if now - looked_at >= LONG:
            looked_at, sated = now, {"a"} if len(begun) >= NEAR else set()
        pace = Pace([("a", at) for at in islice(reversed(begun), 60)], now, sated)
        if pace.turn("a") == now:
            begun.append(now)
            sent += 1
        assert len(begun) <= PER_HOUR
        now += timedelta(milliseconds=400)
    assert sent > 2 * NEAR - 60, "and next to none of it is left unused"


def test_who_is_sated_waits_and_nobody_else() -> None:
    pace = Pace([], START, {"a"})
    assert (pace.turn("a"), pace.turn("b"), pace.full) == (START + LONG, START, ["a"])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 900)), max_size=120))
def test_no_window_holds_more_than_it_may(asked: list[tuple[str, int]]) -> None:
    begun: list[tuple[str, datetime]] = []
    now = START
    for where, milliseconds in asked:
        now += timedelta(milliseconds=milliseconds)
        pace = Pace([(w, at) for w, at in begun if at > now - LONG], now)
        due = pace.turn(where)
        assert due >= now
        if due == now:
            begun.append((where, now))
    for limits, of in ((PER_TENANT, "abc"), *((PER_CONVERSATION, one) for one in "abc")):
        times = [at for where, at in begun if where in of]
        for most, window in limits:
            assert all(sum(at - window < other <= at for other in times) <= most for at in times)
