"""Which alerts wait for others to be told of together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.alert.alert import Alert, AlertForm, Suspicion
from domain.alert.gathering import BY_THEMSELVES, GATHERING, ON_THEIR_WAY, gathered_at
from domain.ids import AlertId, DraftId, PersonId, SchoolId
from tests.kit.school import MONDAY

ORDINARY = Alert(
    id=AlertId("a"),
    school_id=SchoolId("s"),
    draft_id=DraftId("d"),
    reporter=PersonId("p"),
    sent_at=MONDAY,
    form=AlertForm(suspicion=Suspicion.NONE),
    cases=(),
    references=(),
    told=(),
)
URGENT = (
    AlertForm(suspicion=Suspicion.NONE, serious=True),
    AlertForm(suspicion=Suspicion.NONE, physical_intervention=True),
    AlertForm(suspicion=Suspicion.EMPLOYEE),
    AlertForm(suspicion=Suspicion.LEADERSHIP),
)


def test_the_first_few_are_told_of_by_themselves_and_those_after_them_together() -> None:
    assert gathered_at(ORDINARY, [ORDINARY] * (BY_THEMSELVES - 1)) is None
    assert gathered_at(ORDINARY, [ORDINARY] * BY_THEMSELVES) == MONDAY + GATHERING + ON_THEIR_WAY


def test_all_of_a_minute_are_told_of_at_one_moment_after_it() -> None:
    lately = [ORDINARY] * BY_THEMSELVES
    seconds = (replace(ORDINARY, sent_at=MONDAY + timedelta(seconds=second)) for second in range(61))
    *same, next_one = [gathered_at(one, lately) for one in seconds]
    assert len(set(same)) == 1
    assert next_one == MONDAY + 2 * GATHERING + ON_THEIR_WAY


@pytest.mark.parametrize("form", URGENT)
def test_what_may_not_wait_neither_waits_nor_counts(form: AlertForm) -> None:
    urgent = replace(ORDINARY, form=form)
    assert gathered_at(urgent, [ORDINARY] * 2 * BY_THEMSELVES) is None
    assert gathered_at(ORDINARY, [*[urgent] * 50, *[ORDINARY] * (BY_THEMSELVES - 1)]) is None
