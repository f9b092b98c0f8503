"""A case that is opened again: what was left has new days, and what was done stands."""

from dataclasses import replace
from datetime import date

from domain.steps.progress import StepState
from domain.steps.record import Taken
from domain.steps.wording import remark
from tests.kit.steps.journey import MONDAY, Journey, later

REOPENED = date(2027, 1, 18)
"""A Monday."""


def closed(on: date = MONDAY) -> Journey:
    """Nothing was needed but to ask the pupil: one step was waived, and the talk with the reporter left."""
    journey = Journey()
    journey.to_the_outcome("ikke_behov", on)
    journey.skips("medelever", on)
    journey.takes("avslutt_ikke_behov", on)
    return journey


def test_what_was_waived_is_open_again() -> None:
    journey = closed()
    assert journey.step("medelever").state is StepState.NOT_NEEDED
    journey.opens_again(REOPENED)
    again = journey.step("medelever")
    assert (again.state, again.opened_on) == (StepState.OPEN, REOPENED)


def test_what_was_left_has_a_day_from_the_reopening() -> None:
    journey = closed()
    assert "samtale_varsler" in journey.records[-1].not_done
    journey.opens_again(REOPENED)
    assert journey.due("samtale_varsler") == later(1, REOPENED)
    assert journey.due("avslutt_ikke_behov") == later(1, REOPENED)
    told = journey.records[-1]
    assert told.taken is Taken.REOPENED
    said = remark(told, journey.plan.procedure.titles)
    assert said.endswith("Har fått nye dager: Snakk med medelever, Snakk med den som varslet.")


def test_what_was_done_stands() -> None:
    journey = closed()
    before = {step.rule.id for step in journey.now.steps if step.state is StepState.DONE}
    journey.opens_again(REOPENED)
    after = {step.rule.id for step in journey.now.steps if step.state is StepState.DONE}
    assert after == before - {"avslutt_ikke_behov"}


def test_what_comes_again_was_not_late_while_it_was_closed() -> None:
    journey = Journey()
    journey.to_the_plan()
    journey.takes("oppfølging", MONDAY)
    journey.takes("evaluere", MONDAY, later(21))
    journey.takes_all("følge_opp", "avslutt")
    journey.opens_again(REOPENED)
    assert journey.due("oppfølging") == later(7, REOPENED)
    assert journey.due("evaluere") == later(21, REOPENED)
    assert journey.due("systematisk_observasjon") == later(7, REOPENED)


def test_a_case_that_begins_again_with_no_measure_wants_new_ones() -> None:
    journey = Journey()
    journey.to_the_plan()
    journey.takes("evaluere", MONDAY, later(21))
    journey.takes_all("følge_opp", "avslutt")
    journey.opens_again(REOPENED)
    assert not journey.wants_new
    journey.records[-1] = replace(journey.records[-1], new_measures=True)
    assert journey.due("nye_tiltak") == later(1, REOPENED)
