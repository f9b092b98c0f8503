"""A case that had ended is open again, with its days counted anew."""

from dataclasses import replace
from datetime import date, timedelta

from domain.case.case import Ending, Status
from domain.correcting.endings import open_again
from tests.kit.people.cast import case, person
from tests.kit.school import MONDAY, the_plan


def test_of_one_whose_pupil_was_never_found_out_it_is_to_be_found_out_anew() -> None:
    ended = replace(
        case(pupil_id=None, identify_by=date(2026, 11, 24)),
        status=Status.CLOSED,
        ended=Ending.MISREGISTERED,
        closed_at=MONDAY,
    )
    opened, _event = open_again(ended, "Det var en sak", the_plan(), person("principal"), MONDAY + timedelta(days=7))
    assert opened.open
    assert opened.identify_by == date(2026, 12, 1)
