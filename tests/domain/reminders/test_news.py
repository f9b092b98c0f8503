"""What is new in a case for whom."""

import pytest

from domain.case.case import Case
from domain.event import EventKind
from domain.ids import PersonId
from domain.reminders.news import Touch, answering, is_new, responsible
from tests.kit.people.cast import case, everyone, ids, person

PEOPLE = everyone()
ON_IT = ids("principal", "line", "social", "teacher")
TAKEN = case(1, members=ON_IT, received_by=PersonId("social"))


def touch(kind: EventKind, who: str, order: int) -> Touch:
    return Touch(kind, PersonId(who), order)


def new(told: Case, who: str, *touches: Touch) -> bool:
    return is_new(told, person(who), PEOPLE, touches)


@pytest.mark.parametrize("who", ["principal", "line", "social"])
def test_an_addition_is_new_to_those_who_may_take_the_case_and_to_who_has(who: str) -> None:
    added = touch(EventKind.ALERT_ADDED, "aks", 3)
    assert new(TAKEN, who, added)
    assert new(TAKEN, who, touch(EventKind.CASE_READ, who, 2), added)
    assert not new(TAKEN, who, added, touch(EventKind.CASE_READ, who, 4))
    assert new(TAKEN, who, added, touch(EventKind.CASE_LISTED, who, 4)), "a line in a list is not the case"
    assert not new(TAKEN, "teacher", added)


def test_a_log_is_new_to_who_is_responsible_and_not_to_who_wrote_it() -> None:
    logged = touch(EventKind.LOG_ADDED, "teacher", 3)
    assert [who.id for who in responsible(TAKEN, PEOPLE)] == ["social"]
    assert new(TAKEN, "social", logged)
    assert not new(TAKEN, "line", logged)
    assert not new(TAKEN, "social", touch(EventKind.LOG_ADDED, "social", 3))


def test_someone_always_answers() -> None:
    barred = case(1, members=ids("social", "teacher"), barred=ids("line"))
    assert {who.id for who in answering(barred, PEOPLE)} == {"social", "teacher"}
    assert responsible(case(1, members=ON_IT, received_by=PersonId("deputy")), PEOPLE) == answering(
        case(1, members=ON_IT), PEOPLE
    )
