"""How a case ends, begins again, and is mapped anew; and what the records of all rounds add up to."""

from datetime import date

import pytest

from domain.case import Status
from domain.people import PersonId
from domain.procedure import Answer, Branch
from domain.progress import State
from domain.step_history import Fold, Taken
from tests.kit.cast import person
from tests.kit.journey import MONDAY, SOCIAL, THE_PLAN, Journey, later, planned, received, recorded

TUESDAY, WEDNESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)
FULL, SHORT = "aktivitetsplan", "kort_plan"
MAPPED = ("kartleggingssamtale", "analysemøte", "planmøte", "iverksette", "evaluere", "følge_opp")


def to_the_end(journey: Journey, on: date) -> None:
    journey.takes_all("evaluere", "følge_opp", on=on)


def test_a_case_with_a_plan_ends_after_evaluation_and_follow_up() -> None:
    journey = planned(MONDAY)
    for step_id in ("evaluere", "følge_opp"):
        assert journey.step("avslutt").state is State.LATER
        journey.takes(step_id, MONDAY)
    assert journey.due("avslutt") is None
    journey.takes("avslutt", TUESDAY)
    assert journey.case.status is Status.CLOSED
    assert journey.open == set()
    assert journey.step("avslutt").done_on == TUESDAY
    assert journey.step("sosiogram").state is State.LATER, "nothing is open in a closed case"


def test_a_closed_case_that_is_opened_again_waits_for_its_last_step() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, TUESDAY)
    journey.takes("avslutt", TUESDAY)
    journey.opens_again(FRIDAY)
    step = journey.step("avslutt")
    assert (step.state, step.opened_on, step.done_on) == (State.OPEN, FRIDAY, None)
    assert "evaluere" in journey.open


def test_ny_kartlegging_takes_back_what_follows_the_mapping() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    states = {step.plan.id: step.state for step in journey.now.steps}
    assert states["kartleggingssamtale"] is State.OPEN
    assert {states[s] for s in (*MAPPED[1:], "avslutt", "oppfølging")} == {State.LATER}
    assert {states[s] for s in ("elevsamtale", "observasjon", "oppstartsmøte", "innkalling")} == {State.DONE}
    assert journey.due("kartleggingssamtale") == date(2026, 12, 4), "five school days from the new mapping"
    assert journey.now.branch is Branch.FULL_PLAN


def test_after_ny_kartlegging_the_way_to_the_end_is_open() -> None:
    journey = planned(MONDAY)
    journey.takes("evaluere", later(1))
    journey.postpones("følge_opp", later(60), TUESDAY)
    journey.takes("følge_opp", TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    day = date(2026, 12, 2)
    for step_id in MAPPED:
        journey.takes(step_id, day)
    assert journey.step("analysemøte").opened_on == day
    assert journey.step("følge_opp").state is State.DONE
    journey.takes("avslutt", day)
    assert journey.case.status is Status.CLOSED


def test_the_first_evaluation_of_a_new_round_comes_after_a_week_again() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, date(2026, 12, 1))
    assert journey.due("evaluere") == date(2026, 12, 18)
    journey.maps_again("avslutt", date(2026, 12, 1))
    journey.takes_all(*MAPPED[:4], on=date(2026, 12, 2))
    assert journey.due("evaluere") == date(2026, 12, 9)


@pytest.mark.parametrize("choice", ["kort_plan", "ikke_behov"])
def test_without_a_full_plan_a_new_mapping_leads_to_a_new_start_meeting(choice: str) -> None:
    """Else there is no way from what was found to any measures."""
    journey = Journey()
    journey.to_the_outcome(choice)
    if choice == SHORT:
        journey.takes_all("kort_tiltak", "kort_enighet", "kort_iverksette")
        to_the_end(journey, TUESDAY)
    end = "avslutt" if choice == SHORT else "avslutt_ikke_behov"
    journey.maps_again(end, FRIDAY)
    assert journey.now.branch is None
    assert {"kartleggingssamtale", "oppstartsmøte"} <= journey.open
    assert journey.now.step(end) is None
    assert journey.due("oppstartsmøte") == date(2026, 12, 4)
    journey.takes_all("kartleggingssamtale", on=FRIDAY)
    journey.takes("oppstartsmøte", FRIDAY, choice=FULL)
    assert journey.due("analysemøte") == date(2026, 12, 4)


def test_the_safe_adult_and_the_answers_outlive_the_round() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    assert journey.now.safe_adult == "teacher"
    assert journey.now.told["pupil_suggestions"] == "Ord"
    journey.takes("kartleggingssamtale", FRIDAY)
    assert journey.now.told["best_interests"] == "Ord"
    journey.takes("analysemøte", FRIDAY, text_3="Å få være i fred")
    assert journey.now.told["best_interests"] == "Å få være i fred"


def test_a_step_handed_over_says_to_whom_also_in_the_next_round() -> None:
    journey = received()
    journey.takes("trygghetsperson", MONDAY)
    journey.hands_over("kartleggingssamtale", person("base"), MONDAY)
    assert journey.step("kartleggingssamtale").handed_to == "base"
    journey.takes("kartleggingssamtale", TUESDAY)
    assert journey.step("kartleggingssamtale").handed_to == "base"


def test_a_record_with_less_in_it_still_tells_something() -> None:
    """Records are read for years: one without its day or its person stands for the day, and the person, it was by."""
    fold = Fold(
        THE_PLAN,
        [
            recorded("observasjon", Taken.POSTPONED, TUESDAY),
            recorded("medelever", Taken.HANDED_OVER),
            recorded("elevsamtale", Taken.DONE, WEDNESDAY),
            recorded("observasjon", Taken.BACK, FRIDAY),
        ],
    )
    assert fold.handed == {"medelever": SOCIAL.id}
    assert fold.settled_on("elevsamtale") == WEDNESDAY
    assert fold.settled_on("observasjon") is None
    assert fold.reopened["observasjon"] == FRIDAY, "a step that leads back to nothing is taken back itself"
    assert fold.agreed == {}
    assert Fold(THE_PLAN, [recorded("observasjon", Taken.POSTPONED, TUESDAY)]).agreed == {"observasjon": TUESDAY}


def test_a_merged_cases_steps_this_plan_does_not_know_are_no_steps_but_what_they_told_stands() -> None:
    journey = Journey()
    answers = {Answer.SAFE_ADULT: "base", Answer.RAISED: "2026-11-19"}
    journey.records += [recorded("gammelt_steg", taken, answers=answers) for taken in Taken]
    assert journey.open == {"ta_imot", "innkalling"}
    assert (journey.now.safe_adult, journey.now.raised_on) == (PersonId("base"), date(2026, 11, 19))
    assert journey.due("innkalling") == date(2026, 11, 26)
