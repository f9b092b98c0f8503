"""Days and times as phones send them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.entered import FIRST_YEAR, LAST_YEAR, Unreadable, YearOutOfRange, day_of, time_of

DAY = date(2026, 11, 27)
_DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-27", "27.11.2026", "27. 11. 2026", "27/11/2026", "27-11-2026", "27.11.26", " 2026-11-27 ",
        "2026-11-27T10:15:00Z", "٢٧/١١/٢٠٢٦", "۲۰۲۶-۱۱-۲۷", "\u200e27\u200e/11/2026",
    ],
)  # fmt: skip
def test_a_day_in_many_ways(said: str) -> None:
    assert day_of(said) == DAY


@pytest.mark.parametrize("said", ["", "i går", "27.11", "31.2.2026", "2026-13-01", "27.11.2026.1", "0-0-0"])
def test_what_is_no_day(said: str) -> None:
    with pytest.raises(Unreadable):
        day_of(said)


@pytest.mark.parametrize("said", ["0026-11-27", "1926-11-27", "27.11.2126", "26.11.0026"])
def test_a_slip_of_the_year(said: str) -> None:
    with pytest.raises(YearOutOfRange):
        day_of(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("10.15", time(10, 15)), ("10:15", time(10, 15)), ("10:15:00", time(10, 15)), ("kl. 10.15", time(10, 15)),
        ("9:5", time(9, 5)), ("9", time(9)), ("10:15 AM", time(10, 15)), ("10:15 p.m.", time(22, 15)),
        ("12:00 AM", time(0)), ("12:30 PM", time(12, 30)), ("١٠:١٥", time(10, 15)), ("۱۰:۱۵ ب.ظ", time(22, 15)),
        ("10:15\u202fPM", time(22, 15)), ("1:05 م", time(13, 5)), ("00:00", time(0)),
    ],
)  # fmt: skip
def test_a_time_in_many_ways(said: str, expected: time) -> None:
    assert time_of(said) == expected


@pytest.mark.parametrize("said", ["", "nå", "25:00", "10:75", "13:00 PM", "0:10 AM", "10:15 snart", "1:2:3:4"])
def test_what_is_no_time(said: str) -> None:
    with pytest.raises(Unreadable):
        time_of(said)


@given(_DAYS)
def test_every_day_comes_back_from_what_is_shown_and_sent(day: date) -> None:
    assert day_of(day.isoformat()) == day_of(f"{day.day}.{day.month}.{day.year}") == day


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_comes_back(at: time) -> None:
    assert time_of(at.isoformat()) == time_of(f"{at:%H.%M}") == time_of(f"{at:%I:%M %p}") == at
