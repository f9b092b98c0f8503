from datetime import time, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.case.log import LogEntry, check
from domain.errors import Invalid
from domain.ids import CaseId, EntryId, PersonId
from domain.oslo import DAY_ALONE, at_oslo, oslo_date
from domain.text.prose import ENTRY_MAX
from tests.kit.people.cast import pupil
from tests.kit.school import FACT, MONDAY, SCHOOL


def entry(**change: Any) -> LogEntry:  # noqa: ANN401  (any type)
    fields: dict[str, Any] = {
        "id": EntryId("entry1"),
        "school_id": SCHOOL,
        "author": PersonId("teacher"),
        "logged_at": MONDAY,
        "occurred_at": MONDAY,
        "type": "observasjon",
        "text": FACT,
        "pupil_id": pupil().id,
    }
    return LogEntry(**(fields | change))


def test_an_entry_on_a_pupil_or_on_a_case_is_taken() -> None:
    assert check(entry(), MONDAY) == entry()
    on_case = entry(pupil_id=None, case_id=CaseId("case1"))
    assert check(on_case, MONDAY) is on_case


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  "}, "text"),
        ({"occurred_at": MONDAY + timedelta(minutes=5, seconds=1)}, "occurred_on"),
        ({"pupil_id": None}, "pupil"),
        ({"case_id": CaseId("case1")}, "pupil"),
    ],
)
def test_what_cannot_be_taken_says_which_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check(entry(**change), MONDAY)
    assert refusal.value.field == field


def test_a_phone_that_is_a_little_fast_is_forgiven() -> None:
    fast = entry(occurred_at=MONDAY + timedelta(minutes=5))
    assert check(fast, MONDAY) is fast


def test_a_text_has_a_limit() -> None:
    with pytest.raises(ValidationError):
        entry(text="æ" * (ENTRY_MAX + 1))


def test_a_time_of_day_is_what_the_writer_has_said() -> None:
    day = oslo_date(MONDAY) - timedelta(days=1)
    assert entry().time_of_day is None
    assert entry(occurred_at=at_oslo(day, DAY_ALONE)).time_of_day is None
    assert entry(occurred_at=at_oslo(day, time(12))).time_of_day == time(12)
