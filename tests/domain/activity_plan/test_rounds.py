"""How a case ends, begins again, and is mapped anew; and what the records of all rounds add up to."""

from datetime import date

from domain.case.case import Status
from domain.ids import PersonId
from domain.school_plan.procedure import Answer, Branch, PlanText
from domain.steps.history import Fold
from domain.steps.progress import StepState
from domain.steps.record import Given, Taken
from tests.kit.people.cast import person
from tests.kit.steps.journey import MONDAY, SOCIAL, THE_PLAN, Journey, later, planned, received, recorded

TUESDAY, WEDNESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)
FULL, SHORT = "aktivitetsplan", "kort_plan"
TALKS = ("kartleggingssamtale", "elevsamtale", "observasjon")
MAPPED = (*TALKS, "analysemøte", "planmøte", "iverksette", "evaluere", "følge_opp")


def to_the_end(journey: Journey, on: date) -> None:
    journey.takes_all("evaluere", "følge_opp", on=on)


def test_a_case_with_a_plan_ends_after_evaluation_and_follow_up() -> None:
    journey = planned(MONDAY)
    for step_id in ("evaluere", "følge_opp"):
        assert journey.step("avslutt").state is StepState.LATER
        journey.takes(step_id, MONDAY)
    assert journey.due("avslutt") is None
    journey.takes("avslutt", TUESDAY)
    assert journey.case.status is Status.CLOSED
    assert journey.open == set()
    assert journey.step("avslutt").done_on == TUESDAY
    assert journey.step("sosiogram").state is StepState.LATER, "nothing is open in a closed case"


def test_a_closed_case_that_is_opened_again_waits_for_its_last_step() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, TUESDAY)
    journey.takes("avslutt", TUESDAY)
    journey.opens_again(FRIDAY)
    step = journey.step("avslutt")
    assert (step.state, step.opened_on, step.done_on) == (StepState.OPEN, FRIDAY, None)
    assert "evaluere" in journey.open


def test_ny_kartlegging_takes_back_what_follows_the_mapping() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    states = {step.rule.id: step.state for step in journey.now.steps}
    assert states["kartleggingssamtale"] is StepState.OPEN
    assert {states[s] for s in ("elevsamtale", "observasjon", "evaluere", "oppfølging")} == {StepState.OPEN}
    assert {states[s] for s in ("analysemøte", "planmøte", "iverksette", "følge_opp", "avslutt")} == {StepState.LATER}
    assert {states[s] for s in ("oppstartsmøte", "innkalling")} == {StepState.DONE}
    assert journey.due("kartleggingssamtale") == date(2026, 12, 4), "five school days from the new mapping"
    assert journey.now.branch is Branch.FULL_PLAN


def test_after_ny_kartlegging_the_way_to_the_end_is_open() -> None:
    journey = planned(MONDAY)
    journey.takes("evaluere", later(1))
    journey.postpones("følge_opp", later(40), TUESDAY)
    journey.takes("følge_opp", TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    day = date(2026, 12, 2)
    for step_id in MAPPED:
        journey.takes(step_id, day)
    assert journey.step("analysemøte").opened_on == day
    assert journey.step("følge_opp").state is StepState.DONE
    journey.takes("avslutt", day)
    assert journey.case.status is Status.CLOSED


def test_a_plan_in_effect_is_evaluated_also_while_the_case_is_mapped_again() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, date(2026, 12, 1))
    assert journey.due("evaluere") == date(2026, 12, 18)
    journey.maps_again("evaluere", date(2026, 12, 1), "Tiltakene virker ikke")
    assert journey.due("evaluere") == date(2026, 12, 18)
    journey.takes_all(*MAPPED[:5], on=date(2026, 12, 2))
    journey.takes("iverksette", date(2026, 12, 2), date(2026, 12, 9))
    assert journey.due("evaluere") == date(2026, 12, 9), "and as the new plan says"
    assert journey.due("oppfølging") == date(2026, 11, 30)


def test_without_measures_a_new_mapping_leads_to_a_new_call_and_start_meeting() -> None:
    """Else there is no way from what was found to any measures."""
    journey = Journey()
    journey.to_the_outcome("ikke_behov")
    journey.maps_again("avslutt_ikke_behov", FRIDAY)
    assert journey.now.branch is None
    assert {"kartleggingssamtale", "elevsamtale", "innkalling"} <= journey.open
    assert journey.now.step("avslutt_ikke_behov") is None
    assert journey.due("innkalling") == date(2026, 12, 4), "the clock runs anew"
    journey.takes_all("innkalling", *TALKS, on=FRIDAY)
    journey.takes("oppstartsmøte", FRIDAY, valg=FULL)
    assert journey.due("analysemøte") == date(2026, 12, 4)


def test_with_a_short_plan_the_measures_are_made_anew_and_the_old_ones_go_on_until_then() -> None:
    journey = Journey()
    journey.to_the_outcome(SHORT)
    journey.takes_all("kort_tiltak", "kort_enighet", "kort_iverksette")
    to_the_end(journey, TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    assert journey.now.branch is Branch.SHORT_PLAN
    assert {"kartleggingssamtale", "elevsamtale", "evaluere", "oppfølging"} <= journey.open
    assert journey.step("kort_tiltak").state is StepState.LATER
    journey.takes_all(*TALKS, on=FRIDAY)
    assert "kort_tiltak" in journey.open


def test_a_start_meeting_that_decided_wrongly_is_done_again() -> None:
    journey = Journey()
    journey.to_the_outcome(SHORT)
    journey.takes("oppstartsmøte", TUESDAY, valg=FULL)
    assert journey.now.branch is Branch.FULL_PLAN
    assert journey.step("oppstartsmøte").done_on == MONDAY, "it was held when it was held"
    assert "analysemøte" in journey.open
    assert journey.now.step("kort_tiltak") is None


def test_a_step_is_done_as_often_as_it_is_needed() -> None:
    journey = received()
    for day in (MONDAY, TUESDAY):
        journey.takes("observasjon", day)
    journey.skips("klassesamtale")
    journey.takes("klassesamtale", TUESDAY)
    assert journey.step("klassesamtale").state is StepState.DONE
    assert sum(record.step == "observasjon" for record in journey.records) == 2


def test_the_safe_adult_and_the_answers_outlive_the_round() -> None:
    journey = planned(MONDAY)
    to_the_end(journey, TUESDAY)
    journey.maps_again("avslutt", FRIDAY)
    assert journey.now.safe_adult == "teacher"
    assert journey.now.told[PlanText.PUPIL_SUGGESTIONS] == "Ord"
    journey.takes_all(*TALKS, on=FRIDAY)
    assert journey.now.told[PlanText.BEST_INTERESTS] == "Ord"
    journey.takes("analysemøte", FRIDAY, barnets_beste="Å få være i fred")
    assert journey.now.told[PlanText.BEST_INTERESTS] == "Å få være i fred"


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
    answers = (
        Given(question="trygg_voksen", kind=Answer.SAFE_ADULT, person=PersonId("base")),
        Given(question="tatt_opp", kind=Answer.RAISED, day=date(2026, 11, 19)),
    )
    journey.records += [recorded("gammelt_steg", taken, answers=answers) for taken in Taken]
    assert journey.open == {"ta_imot", "innkalling", "tatt_opp"}
    assert (journey.now.safe_adult, journey.now.raised_on) == (PersonId("base"), date(2026, 11, 19))
    assert journey.due("innkalling") == date(2026, 11, 26)
