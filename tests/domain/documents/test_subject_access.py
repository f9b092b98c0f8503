"""Access to what is kept of one person: what is told, what is left out until it is reviewed."""

from dataclasses import replace
from datetime import date, timedelta

from domain.documents.subject_access import Doing, Withheld, as_reviewed, as_stored, cases_told, doings
from domain.ids import CaseId
from domain.incident import Mark
from tests.kit.people.cast import case, incident, pupil
from tests.kit.school import MONDAY

ALL = frozenset(Withheld)
NOTHING = frozenset[Withheld]()


def test_what_was_reviewed_comes_back_as_it_was_stored() -> None:
    for reviewed in (NOTHING, frozenset({Withheld.CARE}), ALL):
        assert as_reviewed(as_stored(reviewed)) == reviewed


def test_the_pupils_own_cases_are_told_oldest_first_and_what_has_gone_into_another_there() -> None:
    newer = case(2, opened_at=MONDAY + timedelta(days=1))
    anothers, merged = case(3, pupil_id=pupil(1).id), case(4, merged_into=CaseId("case1"))
    assert cases_told([newer, anothers, merged, case()], pupil().id, NOTHING) == [case(), newer]


def test_cases_about_staff_are_told_when_they_are_reviewed() -> None:
    for about in (
        case(enhanced=True),
        case(past_the_school=True),
        case(incidents=(replace(incident(), marks=frozenset({Mark.STAFF})),)),
    ):
        assert cases_told([about], pupil().id, ALL - {Withheld.STAFF}) == []
        assert cases_told([about], pupil().id, frozenset({Withheld.STAFF})) == [about]


def test_what_an_employee_has_done_is_counted_by_day_and_case_and_of_others_cases_nothing() -> None:
    late = MONDAY.replace(hour=23, minute=30)
    traces = [
        (MONDAY, "case:read", "2026-001"),
        (MONDAY + timedelta(minutes=1), "case:read", "2026-001"),
        (late, "case:listed", "2026-001"),
        (MONDAY, "refused:press", ""),
        (MONDAY, "log:added", ""),
        (MONDAY, "of:another version", "2026-001"),
        (MONDAY, "alert:sent", "2026-901"),
    ]
    today = date(2026, 11, 23)
    assert dict(doings(traces, {"2026-001"})) == {
        (today, "2026-001", Doing.OPENED): 2,
        (date(2026, 11, 24), "2026-001", Doing.LISTED): 1,
        (today, "", Doing.REFUSED): 1,
        (today, "", Doing.WROTE): 1,
        (today, "2026-001", Doing.WROTE): 1,
    }
