from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.alert.alert import Alert, PupilRole
from domain.alert.routing import Routed
from domain.case.case import Case, Status
from domain.case.new_case import linked_case, open_case, year_of
from domain.documents.wording import Known, worded
from domain.errors import Invalid
from domain.event import Details
from domain.ids import CaseId
from domain.incident import Mark
from domain.people.person import Pupil
from tests.kit.people.cast import alert, case, form, ids, person, pupil
from tests.kit.school import MONDAY, the_plan

SCHOOL_PLAN = the_plan()
ROUTED = Routed(tell=(), members=ids("principal", "line"), barred=ids("aks"))


def opened(sent: Alert, about: Pupil | None, routed: Routed = ROUTED) -> Case:
    case, event = open_case(CaseId("case1"), "2026-001", sent, about, routed, SCHOOL_PLAN)
    assert (event.kind, event.at, event.by) == ("alert:sent", sent.sent_at, sent.reporter)
    assert (event.case_id, event.alert_id) == (case.id, sent.id)
    assert event.details == Details()
    assert worded(event, Known({})) == ""
    return case


def test_a_case_of_a_known_pupil() -> None:
    case = opened(alert(), pupil())
    assert (case.pupil_id, case.grade, case.school_class) == ("pupil0", 4, "4B")
    assert case.status is Status.REPORTED
    assert case.plan_version == SCHOOL_PLAN.version
    assert (case.members, case.barred) == (ROUTED.members, ROUTED.barred)
    assert case.start_meeting_by == date(2026, 11, 30)
    assert case.identify_by is None
    assert case.acknowledge_by == datetime(2026, 11, 24, 14, tzinfo=UTC)


def test_an_unknown_pupil_is_to_be_found_by_the_next_school_day() -> None:
    case = opened(alert(form=form(pupils=(), unknown_pupil=True)), None)
    assert (case.pupil_id, case.grade, case.school_class) == (None, None, None)
    assert case.identify_by == date(2026, 11, 24)


@pytest.mark.parametrize(("serious", "enhanced"), [(True, False), (False, True), (True, True)])
def test_serious_and_section_12_5_wait_hours_and_not_days(serious: bool, enhanced: bool) -> None:
    routed = replace(ROUTED, enhanced=enhanced, past_the_school=enhanced)
    case = opened(alert(form=form(serious=serious)), pupil(), routed)
    assert case.acknowledge_by == MONDAY + timedelta(hours=2)
    assert (case.serious, case.enhanced, case.past_the_school) == (serious, enhanced, enhanced)
    assert bool(case.undecided) is not enhanced, "past the school the owner was told first"


@pytest.mark.parametrize(
    ("answers", "marks"),
    [
        ({"kinds": ("elev_sier", "foresatte_sier", "annet")}, set()),
        ({}, {Mark.VIOLATION}),
        ({"serious": True}, {Mark.SERIOUS, Mark.VIOLATION}),
        ({"kinds": ("mobbing", "vold")}, {Mark.VIOLENCE, Mark.VIOLATION}),
        ({"kinds": ("vold",), "physical_intervention": True}, {Mark.VIOLENCE, Mark.FORCE, Mark.VIOLATION}),
        (
            {"kinds": ("annet",), "pupils": ("pupil0", "pupil1"), "roles": {"pupil1": PupilRole.VIOLATOR}},
            {Mark.VIOLATION, Mark.PUPIL_NAMED},
        ),
    ],
)
def test_what_the_alert_tells_of_is_the_first_incident_of_the_case(answers: dict[str, Any], marks: set[Mark]) -> None:
    (told,) = opened(alert(form=form(**answers)), pupil()).incidents
    assert (told.id, told.alert, told.told_at, told.owner_decision) == ("alert1", "alert1", MONDAY, None)
    assert told.marks == marks


def test_a_suspicion_against_staff_is_the_incidents_own() -> None:
    (told,) = opened(alert(), pupil(), replace(ROUTED, enhanced=True)).incidents
    assert told.marks == {Mark.STAFF}
    assert told.needs_owner_decision


@pytest.mark.parametrize(
    ("now", "year"),
    [(datetime(2026, 12, 31, 22, 59, tzinfo=UTC), 2026), (datetime(2026, 12, 31, 23, tzinfo=UTC), 2027)],
)
def test_the_year_of_a_case_changes_at_midnight_in_oslo(now: datetime, year: int) -> None:
    assert year_of(now) == year


def test_a_case_does_not_get_its_own_pupil_as_its_linked_case() -> None:
    with pytest.raises(Invalid) as refusal:
        linked_case(CaseId("case2"), "2026-002", case(), pupil(), ids(), SCHOOL_PLAN, person("social"), MONDAY)
    assert refusal.value.field == "pupil"
