"""How often what nobody does is told of: twice, then once a week; leaders once; what the law presses, each day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import PersonId
from domain.people.person import Person
from domain.reminders.absence import Absence, Quiet
from domain.reminders.backoff import Mornings, known_from, presses
from domain.reminders.digest import Morning, Why
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does
from tests.kit.people.cast import everyone, ids, person
from tests.kit.steps.journey import MONDAY, THE_PLAN, Journey, later, planned, received

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
YEAR = (date(2026, 8, 18), date(2027, 5, 1))
SCHOOL_DAYS = [
    day for n in range(300) if CALENDAR.is_school_day(day := YEAR[0] + timedelta(days=n)) and day < date(2027, 6, 18)
]
DUE = st.sampled_from([day for day in SCHOOL_DAYS if day < YEAR[1]])
WEDNESDAY = later(2)


def after(day: date, school_days: int) -> date:
    return CALENDAR.add_school_days(day, school_days)


def told_on(due: date, mornings: list[date]) -> list[date]:
    """When an owner who hears on these mornings is told, after the day it was due."""
    spans = pairwise([due, *(day for day in mornings if day > due)])
    return [day for since, day in spans if Mornings.since(since, day, CALENDAR).tell_again(due)]


@given(DUE)
def test_an_owner_hears_on_two_mornings_and_then_once_a_week(due: date) -> None:
    told = told_on(due, SCHOOL_DAYS)
    assert told[:2] == [after(due, 1), after(due, 2)]
    assert all((day - after(due, 2)).days > 3 for day in told[2:]), "not on the Monday after such a Friday"
    weekly = [day.isocalendar()[:2] for day in told[2:]]
    assert len(weekly) == len(set(weekly))
    weeks = {day.isocalendar()[:2] for day in SCHOOL_DAYS if day > after(due, 2) + timedelta(days=9)}
    assert weeks <= set(weekly), "no other week is left out"
    assert all(CALENDAR.school_days_between(day - timedelta(days=day.weekday() + 1), day) == 1 for day in told[2:])


@given(DUE, st.sets(st.sampled_from(SCHOOL_DAYS), min_size=1))
def test_what_was_to_be_told_on_a_morning_that_never_came_is_told_on_the_next(due: date, there: set[date]) -> None:
    all_told, mornings = told_on(due, SCHOOL_DAYS), sorted(day for day in there if day > due)
    told = told_on(due, mornings)
    assert len(told) <= len(all_told)
    for day in all_told:
        following = next((morning for morning in mornings if morning >= day), None)
        assert following is None or following in told


@given(DUE, st.integers(1, 10), st.sets(st.sampled_from(SCHOOL_DAYS), min_size=1))
def test_a_leader_hears_once_however_many_mornings_there_were(due: date, number: int, there: set[date]) -> None:
    mornings = sorted(day for day in there if day > due)
    spans = pairwise([due, *mornings])
    told = [day for since, day in spans if Mornings.since(since, day, CALENDAR).tell_after(due, number)]
    assert told == [day for day in mornings if day >= after(due, number)][:1]


@given(st.dates(*YEAR), st.sets(st.sampled_from(SCHOOL_DAYS), min_size=1))
def test_what_is_told_on_a_day_is_told_once_on_it_or_on_the_next_morning(day: date, there: set[date]) -> None:
    mornings = [date(2026, 8, 17), *sorted(there)]
    told = [now for since, now in pairwise(mornings) if Mornings.since(since, now, CALENDAR).tell_on(day)]
    assert told == [now for now in mornings[1:] if now >= day][:1]


def test_what_the_law_has_a_clock_for_presses() -> None:
    steps = THE_PLAN.procedure.steps
    assert {step.id for step in steps if presses(step)} == {
        "ta_imot",
        "finn_eleven",
        "finn_utsatt",
        "skoleeier",
        "andre_saker",
        "fysisk_inngrep",
        "innkalling",
        "evaluere",
        "nye_tiltak",
    }
    assert all(step.required for step in steps if presses(step))


def hears(journey: Journey, who: str | Person, step_id: str, days: list[date], **more: object) -> dict[date, Why]:
    someone, found = person(who) if isinstance(who, str) else who, {}
    for day in days:
        morning = Morning(everyone(), THE_PLAN, day, **more)  # type: ignore[arg-type]  # the types cannot say it
        for nudge in morning.digest(someone, [(journey.case, journey.now)]):
            if nudge.step.rule.id == step_id:
                found[day] = nudge.why
    return found


def school_days(first: date, number: int) -> list[date]:
    return [after(first, n) for n in range(number)]


def test_an_ordinary_step_is_told_to_its_owner_seldom_and_to_each_leader_once() -> None:
    journey, days = received(), school_days(MONDAY, 20)
    monday = later(14)
    assert [*hears(journey, "teacher", "trygghetsperson", days)] == [
        *school_days(MONDAY, 5),  # coming, today, and two days over
        monday,
        later(7, monday),
    ]
    assert hears(journey, "line", "trygghetsperson", days) == {later(4): Why.ESCALATED}
    assert hears(journey, "principal", "trygghetsperson", days) == {later(8): Why.ESCALATED}


def test_the_start_meeting_is_told_of_each_school_day_to_its_owner_and_the_line_leader() -> None:
    journey, days = received(), school_days(MONDAY, 20)
    assert journey.due("innkalling") == later(7)
    assert [*hears(journey, "social", "innkalling", days)] == days[3:]
    assert [*hears(journey, "line", "innkalling", days)] == days[6:]
    assert [*hears(journey, "principal", "innkalling", days)] == days[9:]


def test_an_evaluation_and_new_measures_are_told_of_each_school_day() -> None:
    journey = planned(MONDAY)
    due = journey.due("evaluere")
    assert due
    days = [after(due, n) for n in range(1, 8)]
    assert [*hears(journey, "social", "evaluere", days)] == days
    assert [*hears(journey, "line", "evaluere", days)] == days
    assert THE_PLAN.procedure.does("nye_tiltak") is Does.NEW_MEASURES


def test_a_step_that_may_be_left_out_is_told_of_once_and_never_to_leaders_who_do_not_own_it() -> None:
    journey, days = received(), school_days(MONDAY, 20)
    assert hears(journey, "line", "samtale_varsler", days) == {later(1): Why.ROLE}
    assert hears(journey, "social", "samtale_varsler", days) == {}


def test_a_step_that_was_opened_by_what_was_done_earlier_is_new_when_it_is_written() -> None:
    journey = received()
    friday = later(4)
    journey.takes("avklaringssamtale", friday, dato=MONDAY.isoformat(), informerer_foresatte="social")
    step = journey.step("telefon_foresatte")
    assert (step.due, known_from(step, journey.case, journey.now)) == (later(1), friday)
    days = school_days(friday, 8)
    assert [*hears(journey, "social", "telefon_foresatte", days[1:])] == [*days[1:3], later(14)]


def test_an_optional_step_that_is_due_when_it_opens_is_told_of_the_school_day_after() -> None:
    journey = received()
    journey.takes("samtale_krenker", later(4))
    step = journey.step("foresatte_krenker")
    assert (step.due, step.rule.required) == (later(4), False)
    assert [*hears(journey, "social", "foresatte_krenker", school_days(later(4), 8))] == [later(7)]


def test_who_was_away_is_told_when_they_are_back_and_the_stand_in_meanwhile() -> None:
    journey, line = received(), PersonId("line")
    gone = {line: Absence(person=line, begins=later(3), until=later(4), stand_in=PersonId("social"))}
    assert hears(journey, "line", "trygghetsperson", [later(4)], away=gone) == {}
    assert hears(journey, "social", "trygghetsperson", [later(4)], away=gone) == {later(4): Why.ESCALATED}
    assert hears(journey, "line", "trygghetsperson", [later(7)], away=gone, since=later(4)) == {later(7): Why.ESCALATED}
    assert hears(journey, "line", "trygghetsperson", [later(8)], away=gone, since=later(7)) == {}


def test_a_morning_that_never_came_is_told_the_next() -> None:
    assert hears(received(), "line", "trygghetsperson", [later(8)], since=later(3)) == {later(8): Why.ESCALATED}


@pytest.mark.parametrize(("step_id", "who"), [("innkalling", "social"), ("trygghetsperson", "teacher")])
def test_quiet_holds_back_what_can_wait_and_never_what_presses_or_is_late(step_id: str, who: str) -> None:
    journey, someone = received(), PersonId(who)
    due = journey.due(step_id)
    assert due
    quiet = {someone: Quiet(person=someone, begins=MONDAY, until=later(9))}
    waits = hears(journey, who, step_id, [due], quiet=quiet)
    assert bool(waits) is presses(journey.step(step_id).rule)
    assert hears(journey, who, step_id, [after(due, 1)], quiet=quiet)


def test_what_is_told_once_is_told_after_the_quiet() -> None:
    journey, line = received(), PersonId("line")
    quiet = {line: Quiet(person=line, begins=MONDAY, until=later(3))}
    assert [*hears(journey, "line", "samtale_varsler", school_days(MONDAY, 8), quiet=quiet)] == [later(3)]


def test_a_leader_the_case_points_at_has_no_stand_in_on_it() -> None:
    journey, line = received(), PersonId("line")
    journey.case = replace(journey.case, barred=ids("line"))
    gone = {line: Absence(person=line, begins=later(3), until=later(4), stand_in=PersonId("social"))}
    assert hears(journey, "social", "trygghetsperson", [later(4)], away=gone) == {}
