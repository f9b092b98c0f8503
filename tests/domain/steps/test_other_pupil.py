"""The talks with the one who may have violated, and with that pupil's guardians (L841–864)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.alert.alert import PupilRole
from domain.correcting.named import with_named
from domain.errors import Refused
from domain.incident import Mark
from domain.steps.progress import StepState
from tests.kit.people.cast import alert, form, incident
from tests.kit.steps.journey import Journey, later, noon

TALK, GUARDIANS = "samtale_krenker", "foresatte_krenker"
NAMED = (Mark.VIOLATION, Mark.PUPIL_NAMED)


def of(*marks: Mark) -> Journey:
    journey = Journey(incidents=(incident(1, *marks, told_at=noon(later(0))),))
    journey.takes("ta_imot", later(0))
    return journey


def test_when_a_pupil_is_named_they_must_be_held() -> None:
    journey = of(*NAMED)
    step = journey.step(TALK)
    assert (step.rule.required, step.due) == (True, date(2026, 11, 25))
    with pytest.raises(Refused, match="må gjøres"):
        journey.skips(TALK)
    journey.takes(TALK, later(1))
    assert journey.step(GUARDIANS).rule.required
    assert journey.due(GUARDIANS) == later(1), "the same day"


def test_when_it_is_a_violation_and_nobody_is_named_they_wait_and_may_be_left_out_with_a_reason() -> None:
    journey = of(Mark.VIOLATION)
    assert (journey.step(TALK).rule.required, journey.due(TALK)) == (False, date(2026, 11, 25))
    journey.skips(TALK)
    assert not journey.step(GUARDIANS).waits


def test_otherwise_they_are_only_offered_and_when_one_is_held_the_guardians_hear_the_same_day() -> None:
    journey = of()
    assert (journey.step(TALK).state, journey.step(TALK).waits) == (StepState.OPEN, False)
    journey.takes(TALK, later(1))
    assert journey.due(GUARDIANS) == later(1)


def test_each_violation_has_its_own() -> None:
    journey = of(*NAMED)
    journey.takes(TALK, later(1))
    journey.takes(GUARDIANS, later(1))
    another = incident(2, *NAMED, told_at=noon(later(3)))
    journey.case = replace(journey.case, incidents=(*journey.case.incidents, another))
    assert journey.due(TALK) == date(2026, 11, 30)
    assert journey.step(GUARDIANS).state is StepState.LATER


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        (PupilRole.VIOLATOR, (), {*NAMED}),
        (PupilRole.WITNESS, NAMED, {Mark.VIOLATION}),
        (PupilRole.WITNESS, (), set()),
    ],
)
def test_a_role_put_right_says_anew_whether_one_is_named(
    role: PupilRole, before: tuple[Mark, ...], after: set[Mark]
) -> None:
    sent = alert(form=form(pupils=("pupil0", "pupil1"), roles={"pupil0": PupilRole.EXPOSED, "pupil1": role}))
    case = replace(of(*before).case, incidents=(incident(1, *before, alert=sent.id), incident(2)))
    first, other = with_named(case, [sent], noon(later(2))).incidents
    assert first.marks == after
    assert first.known_since(Mark.PUPIL_NAMED) == (noon(later(2)) if after == {*NAMED} else first.told_at)
    assert other == incident(2), "an incident that no alert told of stands as it is"
