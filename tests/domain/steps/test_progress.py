from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.incident import Mark
from domain.school_plan.procedure import Branch
from domain.steps.progress import StepState
from domain.steps.record import Taken
from tests.kit.people.cast import incident
from tests.kit.steps.journey import MONDAY, THE_PLAN, Journey, later, planned, received, recorded, replanned

TUESDAY, WEDNESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)
FULL, SHORT = "aktivitetsplan", "kort_plan"
AFTER = {FULL: "analysemøte", SHORT: "kort_tiltak", "ikke_behov": "avslutt_ikke_behov"}


def test_a_new_case_waits_for_a_leader_and_the_laws_clock_runs() -> None:
    journey = Journey()
    assert journey.open == {"ta_imot", "innkalling", "tatt_opp"}
    assert journey.now.branch is None
    states = [journey.step(s).state for s in ("følge_med", "gripe_inn", "varsle")]
    assert states == [StepState.ALWAYS, StepState.ALWAYS, StepState.DONE]
    assert journey.step("avklaringssamtale").state is StepState.LATER
    assert journey.now.step("dans") is None


def test_the_steps_stand_in_the_order_of_the_plan_and_the_open_ones_by_what_is_soonest() -> None:
    journey = received()
    order = [step.id for step in THE_PLAN.procedure.steps]
    assert [step.rule.id for step in journey.now.steps] == [s for s in order if journey.now.step(s)]
    opened = journey.now.open
    assert [s.rule.id for s in opened[:4]] == ["avklaringssamtale", "trygghetsperson", "innkalling", "observasjon"]
    assert all(not s.rule.required for s in opened[4:])
    assert opened[4].rule.id == "samtale_varsler", "of those done as needed, what has a due day comes first"


@pytest.mark.parametrize(
    ("case", "steps"),
    [
        ({}, set()),
        ({"serious": True}, {"skoleeier"}),
        ({"enhanced": True}, {"skoleeier"}),
        ({"enhanced": True, "past_the_school": True}, set()),
        ({"incidents": (incident(1, Mark.VIOLENCE),)}, {"eqs_vold"}),
        ({"incidents": (incident(1, Mark.FORCE),)}, {"fysisk_inngrep"}),
        ({"at_aks": True}, {"aks_opplevelse"}),
    ],
    ids=["plain", "serious", "an employee", "the leadership", "violence", "force", "AKS"],
)
def test_some_steps_belong_to_some_cases(case: dict[str, Any], steps: set[str]) -> None:
    journey = Journey(**case)
    assert {step.rule.id for step in journey.now.steps if step.rule.when} == steps


def test_what_only_some_cases_have_is_waited_for_by_those_cases_alone() -> None:
    plan = replanned(avklaringssamtale={"after": ["ta_imot", "eqs_vold", "aks_opplevelse"]})
    assert "avklaringssamtale" in received(school_plan=plan).open
    violent = received(school_plan=plan, incidents=(incident(1, Mark.VIOLENCE),))
    assert "avklaringssamtale" not in violent.open
    violent.takes("eqs_vold", TUESDAY)
    assert violent.step("avklaringssamtale").opened_on == TUESDAY


def test_the_case_itself_tells_that_it_was_taken_and_decided() -> None:
    journey = Journey(serious=True)
    journey.takes("skoleeier", TUESDAY)
    journey.takes("ta_imot", TUESDAY)
    assert journey.records == []
    assert [journey.step(s).done_on for s in ("ta_imot", "skoleeier")] == [TUESDAY, TUESDAY]
    assert journey.step("avklaringssamtale").opened_on == TUESDAY


@pytest.mark.parametrize("choice", Branch)
def test_the_start_meeting_decides_which_steps_follow(choice: Branch) -> None:
    journey = Journey()
    journey.to_the_outcome(choice)
    assert journey.now.branch is choice
    for outcome, step_id in AFTER.items():
        assert (step_id in journey.open) is (outcome == choice)
        assert (journey.now.step(step_id) is not None) is (outcome == choice)


def test_before_anything_is_decided_a_step_waits_for_those_of_any_branch() -> None:
    plan = replanned(gjenopprettende={"after": ["kort_tiltak"]})
    journey = received(school_plan=plan)
    assert journey.step("gjenopprettende").state is StepState.LATER
    journey = Journey(school_plan=plan)
    journey.to_the_outcome(FULL)
    assert journey.step("gjenopprettende").state is StepState.OPEN, "there is nothing to wait for in this branch"


def test_a_plan_is_agreed_on_when_all_inquiries_are_in() -> None:
    journey = received()
    journey.takes_all("avklaringssamtale", "telefon_foresatte", "innkalling", "trygghetsperson", "elevsamtale")
    journey.takes("oppstartsmøte", MONDAY, valg=FULL)
    assert journey.step("analysemøte").state is StepState.LATER
    journey.takes_all("observasjon", "kartleggingssamtale", on=WEDNESDAY)
    assert (journey.step("analysemøte").opened_on, journey.due("analysemøte")) == (WEDNESDAY, date(2026, 12, 2))


def test_either_plan_is_followed_up_and_evaluated() -> None:
    full, short = planned(MONDAY), Journey()
    short.to_the_outcome(SHORT)
    short.takes_all("kort_tiltak", "kort_enighet", "kort_iverksette")
    for journey in (full, short):
        assert {"oppfølging", "systematisk_observasjon", "evaluere"} <= journey.open
        assert journey.due("oppfølging") == date(2026, 11, 30)
        journey.takes("oppfølging", WEDNESDAY)
        assert journey.due("oppfølging") == date(2026, 12, 2)


def test_the_talks_about_the_plan_are_those_that_were_held() -> None:
    journey = Journey()
    journey.to_the_outcome(FULL)
    journey.takes("analysemøte", MONDAY)
    journey.postpones("planmøte", date(2026, 12, 10), MONDAY)
    before = journey.now.plan_talks
    journey.takes("planmøte", TUESDAY)
    assert ([*before], [talk.step for talk in journey.now.plan_talks]) == ([], ["planmøte"])


def test_a_step_put_off_is_due_that_day_until_it_is_done() -> None:
    journey = planned(MONDAY)
    saturday = date(2026, 12, 12)
    journey.postpones("oppfølging", saturday, MONDAY)
    assert journey.due("oppfølging") == date(2026, 12, 11), "the last school day before"
    journey.takes("oppfølging", TUESDAY)
    assert journey.due("oppfølging") == date(2026, 12, 1)


def test_a_step_put_off_is_not_overdue_before_its_new_day() -> None:
    journey = received()
    by = journey.due("observasjon")
    assert by
    assert not journey.step("observasjon").overdue(by)
    assert journey.step("observasjon").overdue(later(1, by))
    journey.postpones("observasjon", later(3, by), by)
    assert not journey.step("observasjon").overdue(later(3, by))
    assert not journey.step("medelever").overdue(later(300)), "without a due day nothing is late"
    assert not journey.step("ta_imot").overdue(later(300)), "nor when it is done"


def test_a_step_done_late_says_so() -> None:
    journey = received()
    journey.takes("avklaringssamtale", FRIDAY)
    step = journey.step("avklaringssamtale")
    assert (step.done_on, step.days_late, step.due) == (FRIDAY, 2, None)
    assert journey.step("ta_imot").days_late == 0


def test_what_is_not_needed_is_settled_and_opens_what_waits_for_it() -> None:
    journey = received()
    journey.skips("samtale_krenker", on=TUESDAY)
    step = journey.step("samtale_krenker")
    assert (step.state, step.done_on) == (StepState.NOT_NEEDED, TUESDAY)
    assert journey.step("foresatte_krenker").opened_on == TUESDAY


def test_what_was_not_needed_may_be_done_after_all() -> None:
    journey = received()
    journey.skips("medelever")
    journey.records.append(recorded("medelever", Taken.REOPENED, TUESDAY))
    assert journey.step("medelever").state is StepState.OPEN
    journey.takes("medelever", WEDNESDAY)
    assert journey.step("medelever").state is StepState.DONE


def test_the_case_of_a_pupil_who_violates_goes_straight_to_a_plan_of_their_own() -> None:
    journey = Journey(violator=True)
    steps = {step.rule.id for step in journey.now.steps}
    assert {"planmøte", "iverksette", "evaluere", "følge_opp", "avslutt"} <= steps
    assert steps.isdisjoint({"varsle", "ta_imot", "trygghetsperson", "innkalling", "oppstartsmøte", "analysemøte"})
    assert (journey.now.branch, journey.due("planmøte")) == (Branch.FULL_PLAN, later(7))
    journey.takes_all("planmøte", "iverksette", "evaluere", "følge_opp", "avslutt")
    assert not journey.case.open


def test_a_school_without_steps_for_that_case_has_all_of_them() -> None:
    own: dict[str, Any] = {step.id: {"own_case": False} for step in THE_PLAN.procedure.steps if step.own_case}
    steps = {step.rule.id for step in Journey(violator=True, school_plan=replanned(**own)).now.steps}
    assert {"trygghetsperson", "oppstartsmøte", "planmøte"} <= steps


def test_an_evaluation_that_ends_all_measures_leaves_nothing_due_until_a_new_plan_is_in_effect() -> None:
    journey = Journey()
    journey.to_the_plan()
    journey.takes("evaluere", later(7))
    journey.records[-1] = replace(journey.records[-1], over=True)
    assert journey.due("evaluere") is None
    journey.records.append(recorded("iverksette", Taken.DONE, until=later(14)))
    assert journey.due("evaluere") == later(14)
