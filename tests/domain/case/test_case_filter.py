"""The span of a year that cases are asked for by."""

from datetime import date

import pytest

from domain.case.case_filter import span_of


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [("2025", date(2025, 1, 1), date(2025, 12, 31)), ("2025-26", date(2025, 8, 1), date(2026, 7, 31))],
)
def test_a_year_and_a_school_year(year: str, first: date, last: date) -> None:
    assert span_of(year) == (first, last)
