"""What is undone and done again is as if it had never been undone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.correcting.undo import done_last, undo
from domain.errors import Invalid, Refused
from domain.ids import RecordId
from domain.steps.progress import Progress, StepState
from domain.steps.record import StepRecord, Taken
from tests.kit.people.cast import person
from tests.kit.steps.journey import MONDAY, SOCIAL, Journey, later, noon, received

PLAIN = (
    "avklaringssamtale",
    "telefon_foresatte",
    "innkalling",
    "trygghetsperson",
    "kartleggingssamtale",
    "elevsamtale",
)


def undoes(journey: Journey, step_id: str, days: int = 0) -> StepRecord:
    last = done_last(journey.step(step_id))
    assert last
    at = noon(later(days))
    return undo(journey.step(step_id), f"undo{len(journey.records)}", last.id, "Skjedde ikke", SOCIAL, at)


def _without_id(record: StepRecord | None) -> StepRecord | None:
    return replace(record, id=RecordId("")) if record else None


def stands(now: Progress) -> object:
    """Where the case stands, but for the ids of what was done."""
    records = [replace(record, id=RecordId("")) for record in now.records]
    steps = [replace(step, last=_without_id(step.last), first=_without_id(step.first)) for step in now.steps]
    return sorted(map(str, records)), steps, now.branch, now.safe_adult, now.raised_on


@given(taken=st.lists(st.sampled_from(PLAIN), unique=True, min_size=1), which=st.integers(0, 5))
def test_undone_and_done_again_is_as_never_undone(taken: list[str], which: int) -> None:
    journey, never = received(), received()
    taken = [step for step in PLAIN if step in taken]
    for one in (journey, never):
        one.takes_all(*(step for step in taken if step in one.open))
    done = [record.step for record in journey.records]
    if not done:
        return
    step_id = done[which % len(done)]
    journey.records.append(undoes(journey, step_id))
    assert journey.step(step_id).state is StepState.OPEN
    journey.takes(step_id, MONDAY)
    assert stands(journey.now) == stands(never.now)


@given(which=st.sampled_from(PLAIN))
def test_undone_is_as_never_done(which: str) -> None:
    journey = received()
    if which not in journey.open:
        return
    before = stands(journey.now)
    journey.takes(which, MONDAY)
    journey.records.append(undoes(journey, which))
    assert stands(journey.now) == before


def test_of_what_was_done_twice_the_first_counts_again() -> None:
    journey = received()
    journey.takes("avklaringssamtale", MONDAY)
    first = journey.records[-1]
    journey.takes("avklaringssamtale", later(1))
    journey.records.append(undoes(journey, "avklaringssamtale", 1))
    assert journey.now.records == (first,)
    assert journey.step("avklaringssamtale").state is StepState.DONE


def test_a_postponement_of_before_stands() -> None:
    journey = received()
    journey.postpones("observasjon", later(11), MONDAY)
    journey.takes("observasjon", MONDAY)
    journey.records.append(undoes(journey, "observasjon"))
    assert journey.due("observasjon") == later(11)


def test_later_and_for_others_only_a_leader_with_a_reason() -> None:
    journey = received()
    journey.takes("avklaringssamtale", MONDAY)
    step, last = journey.step("avklaringssamtale"), journey.records[-1]
    for by, at in ((SOCIAL, later(1)), (person("teacher"), MONDAY)):
        with pytest.raises(Refused, match="kan angre samme dag"):
            undo(step, "u", last.id, "Skjedde ikke", by, noon(at))
    with pytest.raises(Invalid, match="Skriv en kort grunn"):
        undo(step, "u", last.id, "", person("line"), noon(later(1)))
    assert undo(step, "u", last.id, "Skjedde ikke", person("line"), noon(later(1))).reason == "Skjedde ikke"
    assert undo(step, "u", last.id, "", SOCIAL, noon(MONDAY)).taken is Taken.UNDONE


def test_what_was_more_than_answers_has_ways_of_its_own() -> None:
    journey = Journey()
    journey.to_the_plan()
    for step_id, instead in (("oppstartsmøte", "det nyeste svaret gjelder"), ("iverksette", "sett den i verk på nytt")):
        with pytest.raises(Refused, match=instead):
            undo(journey.step(step_id), "u", "x", "Skjedde ikke", SOCIAL, noon(MONDAY))
    journey.takes("elevsamtale", MONDAY)
    with pytest.raises(Refused, match="gjort en gang til siden"):
        undo(journey.step("elevsamtale"), "u", "x", "Skjedde ikke", SOCIAL, noon(MONDAY))
