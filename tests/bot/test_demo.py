"""The demo's own clock."""

from datetime import UTC, date, datetime, timedelta

from bot.demo import clock_from
from domain.calendar import oslo_time


def test_the_clock_of_the_demo_starts_on_the_day_at_this_time_of_day_and_runs_on() -> None:
    ticking = iter([datetime(2026, 6, 1, 8, 30, tzinfo=UTC) + timedelta(minutes=n) for n in range(3)])
    clock = clock_from(date(2026, 12, 14), lambda: next(ticking))
    first, second = clock(), clock()
    assert oslo_time(first - timedelta(minutes=1)).isoformat() == "2026-12-14T10:30:00+01:00"
    assert second - first == timedelta(minutes=1)
