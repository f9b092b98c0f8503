"""Days as they are written for a child and in a letter."""

from datetime import date

from domain.text.moments import in_a_letter, spoken_day


def test_a_day_is_spoken_without_its_year_and_written_with_it() -> None:
    day = date(2026, 12, 2)
    assert spoken_day(day) == "onsdag 2. desember"
    assert in_a_letter(day) == "onsdag 2. desember 2026"
