"""The demo's own clock."""

from datetime import UTC, date, datetime, time, timedelta

from bot.demo.demo import clock_from
from domain.oslo import oslo_time


def test_the_clock_of_the_demo_starts_on_the_day_at_this_time_of_day_and_runs_on() -> None:
    ticking = iter([datetime(2026, 6, 1, 8, 30, tzinfo=UTC) + timedelta(minutes=n) for n in range(3)])
    clock = clock_from(date(2026, 12, 14), clock=lambda: next(ticking))
    first, second = clock(), clock()
    assert oslo_time(first - timedelta(minutes=1)).isoformat() == "2026-12-14T10:30:00+01:00"
    assert second - first == timedelta(minutes=1)


def test_or_at_a_time_of_day_of_its_own() -> None:
    clock = clock_from(date(2026, 12, 14), time(8, 0), lambda: datetime(2026, 6, 1, 21, 45, tzinfo=UTC))
    assert oslo_time(clock()).isoformat() == "2026-12-14T08:00:00+01:00"


def test_and_on_the_day_it_is_when_none_is_said() -> None:
    now = datetime(2026, 6, 1, 22, 45, tzinfo=UTC)
    assert oslo_time(clock_from(None, time(8, 0), lambda: now)()).isoformat() == "2026-06-02T08:00:00+02:00"
