"""The span of a year that cases are asked for by, and which cases answer for what is logged."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case.case import Ending
from domain.case.case_filter import span_of
from tests.kit.people.cast import case


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [("2025", date(2025, 1, 1), date(2025, 12, 31)), ("2025-26", date(2025, 8, 1), date(2026, 7, 31))],
)
def test_a_year_and_a_school_year(year: str, first: date, last: date) -> None:
    assert span_of(year) == (first, last)


def test_a_case_answers_for_what_is_logged_when_its_readers_are_on_it_and_it_was_one() -> None:
    assert case().answers_for_logs
    assert not replace(case(), enhanced=True).answers_for_logs
    assert not replace(case(), past_the_school=True).answers_for_logs
    assert not replace(case(), ended=Ending.MISREGISTERED).answers_for_logs
    assert replace(case(), ended=Ending.LEFT).answers_for_logs
