"""By when each step is due, by date: F01–F10 of the plan, and the holidays (docs/frister.md)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.deadlines import due_again
from domain.checks.next_year import next_calendar
from domain.school_plan.calendar import SchoolCalendar, in_years
from domain.school_plan.fields import Deadline, TimeUnit
from domain.school_plan.procedure import Answer
from domain.steps.history import Fold
from domain.steps.progress import StepState
from domain.steps.record import Given, Taken
from domain.steps.take_step import done
from tests.kit.people.cast import person
from tests.kit.school_plans import altered
from tests.kit.steps.journey import (
    MONDAY,
    SOCIAL,
    THE_PLAN,
    Journey,
    later,
    noon,
    planned,
    received,
    recorded,
    replanned,
)

TUESDAY, WEDNESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)
FULL, SHORT = "aktivitetsplan", "kort_plan"


def test_watching_and_intervening_are_never_waited_for() -> None:
    """F06: at once, always; there is no day to wait for."""
    for step_id in ("følge_med", "gripe_inn"):
        step = Journey().step(step_id)
        assert (step.state, step.due, step.opened_on, step.done_on) == (StepState.ALWAYS, None, MONDAY, None)


def test_the_alert_was_given_the_day_the_case_was_opened() -> None:
    """F07."""
    late_in_the_evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    journey = Journey(opened=MONDAY)
    assert journey.step("varsle").done_on == MONDAY
    journey.case = replace(journey.case, opened_at=late_in_the_evening)
    assert journey.step("varsle").done_on == TUESDAY


@pytest.mark.parametrize(
    ("opened", "serious", "by"),
    [
        (MONDAY, False, TUESDAY),
        (date(2026, 12, 18), False, date(2027, 1, 4)),
        (date(2026, 12, 18), True, date(2026, 12, 18)),
        (date(2026, 11, 21), True, date(2026, 11, 21)),
    ],
)
def test_an_alert_is_taken_by_the_next_school_day_and_a_serious_one_the_same_day(
    opened: date, serious: bool, by: date
) -> None:
    """F07."""
    assert Journey(opened, serious=serious).due("ta_imot") == by


@pytest.mark.parametrize(
    ("opened", "by"),
    [
        (MONDAY, date(2026, 11, 30)),
        (date(2026, 11, 21), date(2026, 11, 27)),
        (date(2026, 12, 17), date(2026, 12, 18)),  # the fifth working day is in the holidays
        (date(2026, 12, 18), date(2026, 12, 28)),  # all five are
        (date(2027, 3, 17), date(2027, 3, 19)),  # påske
        (date(2027, 3, 19), date(2027, 3, 31)),
    ],
)
def test_the_start_meeting_is_called_within_five_working_days_of_the_alert(opened: date, by: date) -> None:
    """F01: whatever else is done with the case, and whenever."""
    journey = Journey(opened)
    assert journey.due("innkalling") == by
    journey.takes("ta_imot", later(20, opened))
    assert journey.due("innkalling") == by


@pytest.mark.parametrize(
    ("raised", "by"),
    [
        (MONDAY, date(2026, 11, 30)),  # the five days come first
        (date(2026, 11, 19), date(2026, 11, 26)),
        (date(2026, 11, 21), FRIDAY),  # the week ends on a Saturday
        (date(2026, 11, 2), MONDAY),  # the week was out already
    ],
)
def test_the_week_of_section_12_6_may_come_first(raised: date, by: date) -> None:
    journey = received()
    journey.takes("avklaringssamtale", MONDAY)
    journey.takes("telefon_foresatte", MONDAY, tatt_opp=raised.isoformat())
    assert journey.now.raised_on == raised
    assert journey.due("innkalling") == by


def raised(day: date) -> Given:
    return Given(question="tatt_opp", kind=Answer.RAISED, day=day)


def test_the_week_counts_from_the_first_day_as_each_step_has_told_it_last() -> None:
    told = [
        recorded(step, Taken.DONE, answers=(raised(date(2026, 11, day)),))
        for step, day in (("telefon_foresatte", 20), ("tatt_opp", 18), ("tatt_opp", 19))
    ]
    assert Fold(THE_PLAN, told).raised_on == date(2026, 11, 19), "the 18th was wrong"


@pytest.mark.parametrize(
    ("opened", "first"),
    [
        (MONDAY, date(2026, 11, 30)),
        (date(2026, 12, 14), date(2026, 12, 18)),  # juleferie
        (date(2026, 12, 18), date(2027, 1, 4)),  # no school day within the week
        (date(2027, 3, 17), date(2027, 3, 19)),  # påske
    ],
)
def test_a_plan_is_evaluated_first_after_a_week(opened: date, first: date) -> None:
    """F02."""
    assert planned(opened).due("evaluere") == first


@pytest.mark.parametrize(
    ("done", "again"),
    [
        (date(2026, 11, 30), date(2026, 12, 18)),  # 21 December is in the holidays
        (date(2027, 1, 4), date(2027, 1, 25)),
        (date(2027, 3, 3), date(2027, 3, 19)),  # 24 March is in påske
        (date(2026, 12, 18), date(2027, 1, 8)),
    ],
)
def test_a_plan_is_evaluated_every_third_week(done: date, again: date) -> None:
    """F02."""
    journey = planned(MONDAY)
    journey.takes("evaluere", done)
    step = journey.step("evaluere")
    assert (step.state, step.due, step.done_on) == (StepState.OPEN, again, done)


def test_the_next_evaluation_is_the_day_they_agreed_on_and_the_one_after_is_the_plans_again() -> None:
    journey = planned(MONDAY)
    journey.takes("evaluere", date(2026, 11, 30), date(2026, 12, 7))
    assert journey.due("evaluere") == date(2026, 12, 7)
    journey.takes("evaluere", date(2026, 12, 7))
    assert journey.due("evaluere") == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("talk", "weekend"), [(WEDNESDAY, False), (date(2026, 11, 28), True), (date(2026, 12, 18), False)]
)
def test_the_guardians_are_talked_with_the_same_day_as_the_pupil(talk: date, weekend: bool) -> None:
    """F04: that day, whatever day it was."""
    journey = received()
    assert journey.step("foresatte_krenker").state is StepState.LATER
    journey.takes("samtale_krenker", talk)
    assert journey.due("foresatte_krenker") == talk
    assert weekend is (talk.weekday() > 4)
    assert journey.step("foresatte_krenker").overdue(later(1, talk))


def test_the_same_day_is_the_day_of_the_talk_not_the_day_it_was_told() -> None:
    journey = received()
    journey.takes("samtale_krenker", FRIDAY, dato=TUESDAY.isoformat())
    assert journey.due("foresatte_krenker") == TUESDAY


def test_without_a_talk_there_is_no_same_day() -> None:
    journey = received()
    journey.skips("samtale_krenker")
    assert journey.due("foresatte_krenker") is None


def test_a_sosiogram_is_chosen_and_never_waited_for() -> None:
    """F05: «if none in the last month» is a reason to think of it, within § 20-5."""
    step = received().step("sosiogram")
    assert (step.state, step.due, step.rule.required) == (StepState.OPEN, None, False)


@pytest.mark.parametrize(("taken", "by"), [(MONDAY, TUESDAY), (FRIDAY, date(2026, 11, 30))])
def test_who_alerted_is_talked_with_the_next_school_day(taken: date, by: date) -> None:
    """F08."""
    journey = Journey()
    journey.takes("ta_imot", taken)
    assert journey.due("samtale_varsler") == by


@pytest.mark.parametrize(
    ("known", "by"),
    [
        (MONDAY, date(2026, 11, 30)),
        (date(2026, 12, 14), date(2027, 1, 4)),  # four school days before the holidays, one after
        (date(2027, 3, 18), date(2027, 4, 2)),
    ],
)
def test_inquiries_are_made_within_five_school_days(known: date, by: date) -> None:
    """F09: from the day it was known who the pupil feels safe with."""
    journey = received(known)
    assert journey.due("observasjon") == by
    journey.takes("trygghetsperson", known)
    assert (journey.due("kartleggingssamtale"), journey.due("elevsamtale")) == (by, by)


@pytest.mark.parametrize(("met", "by"), [(TUESDAY, WEDNESDAY), (date(2026, 12, 18), date(2027, 1, 4))])
def test_measures_start_the_school_day_after_they_were_agreed_on(met: date, by: date) -> None:
    """F10, in both plans."""
    journey = Journey()
    journey.to_the_outcome(FULL)
    journey.takes_all("analysemøte", "planmøte", on=met)
    assert journey.due("iverksette") == by
    short = Journey()
    short.to_the_outcome(SHORT)
    short.takes_all("kort_tiltak", "kort_enighet", on=met)
    assert short.due("kort_iverksette") == by


@pytest.mark.parametrize(
    ("unit", "number", "opened", "by"),
    [
        ("uker", 2, MONDAY, date(2026, 12, 7)),  # as F15
        ("uker", 2, date(2026, 12, 8), date(2026, 12, 18)),
        ("uker", 1, date(2026, 12, 18), date(2027, 1, 4)),
        ("kalenderdager", 5, MONDAY, FRIDAY),  # Saturday: the school day before
        ("kalenderdager", 3, date(2026, 12, 23), date(2027, 1, 4)),
        ("virkedager", 1, date(2026, 12, 18), date(2026, 12, 21)),  # the law's days run through the holidays
        ("skoledager", 1, date(2026, 12, 18), date(2027, 1, 4)),
    ],
)
def test_a_school_may_give_another_deadline(unit: str, number: int, opened: date, by: date) -> None:
    plan = replanned(avklaringssamtale={"due": {"unit": unit, "number": number}})
    assert received(opened, school_plan=plan).due("avklaringssamtale") == by


@pytest.mark.parametrize("opened", [MONDAY, date(2026, 11, 28), date(2026, 12, 18), date(2027, 3, 24)])
def test_the_school_owner_is_told_the_same_day(opened: date) -> None:
    assert Journey(opened, serious=True).due("skoleeier") == opened


@given(st.dates(date(2026, 8, 1), date(2027, 7, 31)), st.integers(0, 40))
def test_a_later_start_never_gives_an_earlier_due_day(opened: date, days: int) -> None:
    journey, other = received(opened), received(later(days, opened))
    for step_id in ("avklaringssamtale", "trygghetsperson", "observasjon", "samtale_varsler"):
        first, second = journey.due(step_id), other.due(step_id)
        assert first
        assert second
        assert opened < first <= second


def test_a_plan_is_evaluated_the_day_its_measures_say_also_when_it_is_put_into_effect_anew() -> None:
    journey = planned(MONDAY)
    journey.records.pop()
    journey.takes("iverksette", MONDAY, date(2026, 12, 6))
    assert journey.due("evaluere") == date(2026, 12, 4), "a Sunday: the last school day before"
    again = done(journey.step("iverksette"), "anew", SOCIAL, noon(later(3)), until=date(2026, 12, 11))
    journey.records.append(again)
    assert journey.due("evaluere") == date(2026, 12, 11)
    assert journey.step("iverksette").done_on == MONDAY
    journey.takes("evaluere", date(2026, 12, 11), date(2026, 12, 18))
    assert journey.due("evaluere") == date(2026, 12, 18)


def test_those_who_were_named_in_the_clarification_talk_have_their_steps() -> None:
    journey = Journey()
    journey.takes("ta_imot", MONDAY)
    journey.takes("avklaringssamtale", MONDAY, informerer_foresatte="line", undersøker_videre="social")
    assert (journey.step("telefon_foresatte").handed_to, journey.step("observasjon").handed_to) == ("line", "social")
    journey.hands_over("observasjon", person("teacher"), MONDAY)
    assert journey.step("observasjon").handed_to == "teacher"


@given(done=st.dates(date(2026, 8, 17), date(2027, 6, 18)))
def test_what_comes_every_week_does_not_come_again_after_a_day_or_two(done: date) -> None:
    calendar, week = SchoolCalendar(THE_PLAN.calendar), Deadline(number=1, unit=TimeUnit.WEEKS)
    again = due_again(done, week, calendar)
    assert calendar.is_school_day(again)
    assert (again - done).days >= 4, "most of the week has gone"
    assert again <= done + timedelta(weeks=1) or not calendar.is_school_day(done + timedelta(weeks=1))


LAST_DAY = THE_PLAN.calendar.last_school_day
ACROSS = altered(THE_PLAN, calendar=in_years(THE_PLAN.calendar, [next_calendar(THE_PLAN.calendar)]))
"""The same plan, at a school that has the next year's too: it begins on 23.8.2027, and has høstferie from 4.10."""


def test_a_case_that_is_open_over_the_summer_goes_on_by_the_next_years_calendar() -> None:
    journey, known = received(LAST_DAY), received(LAST_DAY, school_plan=ACROSS)
    assert journey.due("avklaringssamtale") == date(2027, 8, 10), "nobody knows when the next year begins"
    assert known.due("avklaringssamtale") == date(2027, 8, 24)
    assert known.case.acknowledge_by == datetime(2027, 8, 23, 13, 0, tzinfo=UTC)


def test_it_is_evaluated_on_a_school_day_of_the_next_year() -> None:
    journey = Journey(date(2027, 9, 14), school_plan=ACROSS)
    journey.to_the_plan(date(2027, 9, 14))
    journey.evaluates(date(2027, 9, 21))
    assert journey.due("evaluere") == date(2027, 10, 12)
    journey = Journey(date(2027, 9, 7), school_plan=ACROSS)
    journey.to_the_plan(date(2027, 9, 7))
    journey.evaluates(date(2027, 9, 14))
    assert journey.due("evaluere") == date(2027, 10, 1), "three weeks are in høstferien"
