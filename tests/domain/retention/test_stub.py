"""What is left of a case that was deleted, and who may know that there was one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.case.case import Case, Status
from domain.documents.filing import Filing
from domain.ids import PersonId
from domain.retention.rules import Rule
from domain.retention.stub import Stub, stub_of
from tests.kit.people.cast import case, everyone, ids, person
from tests.kit.school import MONDAY

LATER = MONDAY + timedelta(days=100)


def filing(number: str) -> Filing:
    return Filing(kind="varsel", number=number, on=MONDAY.date(), at=MONDAY, by=PersonId("principal"))


def stub(of: Case, *others: Case) -> Stub:
    ended = replace(of, status=Status.CLOSED, closed_at=MONDAY + timedelta(days=1))
    filed = [filing("26/1-1"), filing("26/1-2"), filing("26/1-1")]
    return stub_of(ended, others, filed, Rule.FILED, everyone(), LATER)


def told(of: Case) -> set[str]:
    return {one.id for one in everyone() if stub(of).may_be_told(one)}


def test_it_says_which_when_where_and_by_which_rule() -> None:
    left = stub(case(), case(2))
    assert left.references == (case().reference, case(2).reference)
    assert (left.opened_on, left.closed_on) == (date(2026, 11, 23), date(2026, 11, 24))
    assert left.documents == ("26/1-1", "26/1-2"), "each once"
    assert (left.rule, left.at) == (Rule.FILED, LATER)


def test_every_leader_may_know_of_an_ordinary_case_and_nobody_else() -> None:
    assert told(case()) == ids("principal", "deputy", "line", "line6")


@pytest.mark.parametrize(
    "of",
    [
        replace(case(), enhanced=True),
        replace(case(), past_the_school=True),
        replace(case(), barred=ids("deputy")),
    ],
    ids=["about staff", "past the school", "someone was kept off it"],
)
def test_of_others_those_who_led_it_at_the_end(of: Case) -> None:
    assert told(of) == ids("principal", "line")
    assert PersonId("deputy") not in stub(of).known_to


def test_the_owners_contact_knows_of_the_ones_they_had() -> None:
    past = replace(case(), past_the_school=True, members=ids("owner"))
    assert told(past) == ids("owner")


def test_who_leads_no_more_is_not_told() -> None:
    assert not stub(case()).may_be_told(replace(person("line"), active=False))
