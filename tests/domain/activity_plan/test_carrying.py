"""Whose a measure is, who hears of a version, and whether a line of the week is there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.activity_plan.activity_plan import ActivityPlan, Level, Measure
from domain.activity_plan.carrying import asks_for_lines, newly_told, runs
from domain.activity_plan.parts import all_texts
from domain.activity_plan.versions import described
from domain.ids import PersonId
from domain.school_plan.own_words import MeasureExamples
from tests.kit.people.cast import ids
from tests.kit.steps.activity_plans import START, TODAY, measure, whole
from tests.kit.steps.journey import THE_PLAN

TEACHER, AKS = PersonId("teacher"), PersonId("aks")
LAST = START + timedelta(days=21)


def plan(*measures: Measure) -> ActivityPlan:
    return replace(whole(), measures=measures)


@pytest.mark.parametrize(
    ("one", "today", "going"),
    [
        (measure(), TODAY, True),
        (measure(), LAST, True),
        (measure(), LAST + timedelta(days=1), False),
        (measure(end=None), LAST + timedelta(days=99), True),
        (measure(end=None, ended=START), START, False),
    ],
)
def test_it_is_to_be_done_until_its_last_day_or_an_evaluation_ends_it(
    one: Measure, today: date, *, going: bool
) -> None:
    assert runs(one, today) is going


def test_of_a_first_version_all_who_carry_it_hear() -> None:
    assert newly_told(None, plan(measure(who=(TEACHER, AKS))), TODAY) == ids("teacher", "aks")


@pytest.mark.parametrize(
    "change",
    [
        {"what": "Noe annet"},
        {"for_doer": "Gå bort til dem"},
        {"start": START + timedelta(days=1)},
        {"end": None},
        {"evaluate_on": START + timedelta(days=8)},
    ],
)
def test_of_a_later_one_those_hear_for_whom_it_says_something_else(change: dict[str, Any]) -> None:
    before = plan(measure(), measure("m2", who=(AKS,)))
    assert newly_told(before, plan(measure(**change), measure("m2", who=(AKS,))), TODAY) == ids("teacher")


def test_nobody_hears_when_nothing_is_new_for_them() -> None:
    before = plan(measure())
    assert newly_told(before, replace(before, version=2), TODAY) == frozenset()
    assert newly_told(before, plan(measure(level=Level.AKS)), TODAY) == frozenset(), "a heading of the plan's"
    assert newly_told(before, plan(measure(who=(TEACHER, AKS))), TODAY) == ids("aks"), "only who is new"
    assert newly_told(None, plan(measure(ended=TODAY)), TODAY) == frozenset()


def test_a_line_is_asked_for_late_in_the_week() -> None:
    days = [TODAY + timedelta(days=number) for number in range(7)]
    assert [asks_for_lines(day) for day in days] == [False, False, False, True, True, True, True]


def test_what_is_told_those_who_do_it_stands_in_the_plan_too_and_is_looked_through_for_names() -> None:
    told = measure(for_doer="Gå bort til dem når de samles")
    assert told.to_do == "Gå bort til dem når de samles"
    assert measure().to_do == measure().what
    assert told.for_doer in all_texts(plan(told)).values()
    assert "Den som gjør det, skal vite: Gå bort til dem når de samles." in described(told, {})


def test_the_schools_examples_are_of_the_levels_a_measure_has() -> None:
    assert set(MeasureExamples.model_fields) == {*Level}
    assert {level for level, _ in THE_PLAN.measure_examples.by_id.values()} == {*Level}
    assert MeasureExamples().by_id == {}
