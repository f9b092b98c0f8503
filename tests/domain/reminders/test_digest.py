from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.ids import PersonId
from domain.people.person import Person
from domain.reminders.absence import Absence
from domain.reminders.digest import Morning, Nudge, Why, is_morning
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import Reminders
from tests.kit.people.cast import everyone, ids, person
from tests.kit.steps.journey import MONDAY, THE_PLAN, Journey, later, received

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
WEDNESDAY = later(2)
CHRISTMAS = date(2026, 12, 22)
"""The school is closed, AKS is open."""


def digest(journey: Journey, who: str | Person, day: date) -> list[Nudge]:
    someone = person(who) if isinstance(who, str) else who
    return Morning(everyone(), THE_PLAN, day).digest(someone, [(journey.case, journey.now)])


def told(journey: Journey, who: str, day: date) -> dict[str, Why]:
    return {nudge.step.rule.id: nudge.why for nudge in digest(journey, who, day)}


def test_a_step_is_told_of_two_school_days_before_its_day_and_again_until_it_is_done() -> None:
    journey = received()
    assert journey.due("avklaringssamtale") == WEDNESDAY
    for day in (MONDAY, WEDNESDAY, later(3), later(4), later(14)):
        assert told(journey, "line", day)["avklaringssamtale"] is Why.ROLE
    for day in (later(7), later(8), later(15)):
        assert "avklaringssamtale" not in told(journey, "line", day)
    assert "avklaringssamtale" not in told(journey, "line", later(-3))
    journey.takes("avklaringssamtale", MONDAY)
    assert "avklaringssamtale" not in told(journey, "line", WEDNESDAY)


def test_it_says_why_it_is_yours() -> None:
    journey = received()
    journey.takes_all("avklaringssamtale", "trygghetsperson")
    journey.hands_over("observasjon", person("social"), MONDAY)
    why = {n.step.rule.id: n.reason for n in digest(journey, "social", later(9))}
    assert why["observasjon"] == "gitt til deg"
    assert why["innkalling"] == "du er sosiallærer"
    assert "observasjon" not in told(journey, "teacher", WEDNESDAY)


def test_a_message_does_not_say_whose_safe_adult_one_is() -> None:
    journey = received()
    journey.takes("trygghetsperson", MONDAY, trygghetsperson="deputy")
    journey.skips("samtale_varsler", MONDAY)
    journey.case = replace(journey.case, members=journey.case.members | ids("deputy"))
    reasons = {(n.why, n.reason) for n in digest(journey, "deputy", later(14)) if n.why is not Why.ESCALATED}
    assert reasons == {(Why.SAFE_ADULT, "steget er ditt")}


def test_a_step_none_of_its_roles_is_there_for_says_so() -> None:
    journey = received()
    journey.case = replace(journey.case, members=ids("principal", "line"))
    assert Why.NEXT in told(journey, "line", later(9)).values()


def test_leaders_hear_of_what_nobody_does_one_after_the_other_and_once() -> None:
    journey = received()
    journey.takes("avklaringssamtale", MONDAY)
    due = journey.due("observasjon")
    assert due
    line, principal = THE_PLAN.reminders.line_leader_school_days, THE_PLAN.reminders.principal_school_days
    for over in range(1, principal + 2):
        day = CALENDAR.add_school_days(due, over)
        assert (told(journey, "line", day).get("observasjon") is Why.ESCALATED) is (over == line)
        assert (told(journey, "principal", day).get("observasjon") is Why.ESCALATED) is (over == principal)


def test_nobody_outside_the_case_is_told_and_nobody_it_points_at() -> None:
    journey = received()
    assert digest(journey, "teacher6", later(9)) == []
    journey.case = replace(journey.case, barred=ids("social"))
    assert digest(journey, "social", later(9)) == []


@given(st.integers(0, 300))
def test_nobody_is_reminded_on_a_day_the_school_is_closed(days: int) -> None:
    day = later(days)
    if not CALENDAR.is_school_day(day):
        assert digest(received(), "line", day) == []


@given(st.dates(date(2026, 8, 1), date(2027, 7, 1)), st.integers(0, 60))
def test_school_days_between_and_add_school_days_agree(first: date, number: int) -> None:
    assert CALENDAR.school_days_between(first, CALENDAR.add_school_days(first, number)) == number
    assert CALENDAR.school_days_between(first, first - timedelta(days=number)) == 0


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 23, 5, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 26, 5, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 22, 10, 0, tzinfo=UTC), False),
    ],
)
def test_the_morning_is_by_the_oslo_clock(moment: datetime, expected: bool) -> None:
    assert is_morning(THE_PLAN, moment) is expected


@pytest.mark.parametrize(
    "wrong", [{"morning": "06:00"}, {"morning": "18:00"}, {"line_leader_school_days": 5}, {"day_ends": "06:00"}]
)
def test_hours_and_days_are_in_order(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Reminders.model_validate(wrong)


def test_an_alert_that_waits_is_told_of_by_itself_to_those_who_can_take_it() -> None:
    journey = Journey()
    late = later(3)
    assert "ta_imot" not in told(journey, "line", late)
    assert "ta_imot" in told(journey, "line", MONDAY)


def test_a_stand_in_is_told_of_what_the_one_who_is_away_would_be() -> None:
    journey = received()
    line = PersonId("line")
    away = {line: Absence(person=line, until=WEDNESDAY, stand_in=PersonId("social"))}
    found = Morning(everyone(), THE_PLAN, WEDNESDAY, away=away).digest(person("social"), [(journey.case, journey.now)])
    assert {nudge.step.rule.id for nudge in found if nudge.why is Why.STAND_IN} >= {"avklaringssamtale"}
