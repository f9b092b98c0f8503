"""Teams' limits: whatever is asked for, no window ever holds more than it may."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import LONG, PER_CONVERSATION, PER_TENANT, Pace

START = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_what_there_is_room_for_goes_now_and_the_rest_when_there_is() -> None:
    pace = Pace([], START)
    due = [pace.turn("a:line") for _ in range(8)]
    assert due[:7] == [START] * 7
    assert due[7] == START + PER_CONVERSATION[0][1]
    assert pace.turn("a:social") == START, "another conversation has room of its own"


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
