"""Days as they are written for a child and in a letter."""

from datetime import date, time

from domain.oslo import DAY_ALONE, at_oslo
from domain.text.moments import decimal, happened, in_a_letter, month_alone, spoken_day, weekday_alone, written_down


def test_a_day_is_spoken_without_its_year_and_written_with_it() -> None:
    day = date(2026, 12, 2)
    assert spoken_day(day) == "onsdag 2. desember"
    assert in_a_letter(day) == "onsdag 2. desember 2026"


def test_a_day_told_without_a_time_gets_none() -> None:
    day = date(2026, 11, 20)
    assert happened(at_oslo(day, DAY_ALONE)) == "20.11.2026"
    assert happened(at_oslo(day, time(12))) == "20.11.2026 kl. 12.00"


def test_what_was_written_down_another_day_says_when() -> None:
    day = date(2026, 11, 20)
    assert written_down(day, at_oslo(day, time(23, 59))) == ""
    assert written_down(day, at_oslo(date(2026, 11, 23), time(0, 1))) == "skrevet ned 23.11.2026"


def test_months_weekdays_and_numbers_alone() -> None:
    assert (month_alone(11), month_alone(3), weekday_alone(0), decimal(2.5)) == ("nov", "mars", "mandag", "2,5")
