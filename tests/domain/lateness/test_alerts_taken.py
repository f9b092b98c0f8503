"""Of each alert of a case that has become one with others: when it was taken, by whom, and how late."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.case.case import Case, Status
from domain.ids import AlertId, CaseId, PersonId
from domain.lateness.alerts_taken import AlertTaken, alerts_taken
from tests.kit.people.cast import alert, case
from tests.kit.school import MONDAY

LINE, SOCIAL = PersonId("line"), PersonId("social")


def at(hours: int) -> datetime:
    return MONDAY + timedelta(hours=hours)


def alerted(number: int, limit: int, *, into: int = 0, merged: int = 0, taken: int = 0) -> Case:
    """A case whose alert was to be taken by that hour; `into` which it has gone, when, and when it was taken itself."""
    one = replace(case(number), acknowledge_by=at(limit))
    one = replace(one, received_at=at(taken), received_by=LINE) if taken else one
    if not into:
        return one
    return replace(one, status=Status.MERGED, merged_into=CaseId(f"case{into}"), merged_at=at(merged))


def taken_of(*cases: Case, first: dict[CaseId, Case] | None = None) -> list[AlertTaken]:
    alerts = [
        replace(alert(), id=AlertId(f"alert{n}"), sent_at=at(n), cases=(one.id,), references=(one.reference,))
        for n, one in enumerate(cases)
    ]
    return alerts_taken(cases, first or {}, {one.reference: SOCIAL for one in cases}, reversed(alerts))


def told(found: list[AlertTaken]) -> list[tuple[datetime | None, PersonId | None, str]]:
    return [(one.at, one.by, one.late) for one in found]


def test_one_that_went_into_a_case_that_was_taken_is_taken_by_whoever_merged_them() -> None:
    kept, gone = alerted(1, 9, taken=1), alerted(2, 30, into=1, merged=80)
    assert told(taken_of(kept, gone)) == [(at(1), LINE, ""), (at(80), SOCIAL, "2 dager etter fristen")]


def test_one_that_went_into_a_case_before_that_was_taken_is_taken_with_it() -> None:
    kept, gone = alerted(1, 9, taken=10), alerted(2, 30, into=1, merged=5)
    assert told(taken_of(kept, gone)) == [(at(10), LINE, "etter fristen"), (at(10), LINE, "")]


def test_one_that_was_taken_before_it_went_was_taken_then() -> None:
    assert told(taken_of(alerted(1, 9), alerted(2, 9, into=1, merged=5, taken=2))) == [
        (None, None, ""),
        (at(2), LINE, ""),
    ]


def test_one_that_went_by_way_of_another_is_taken_by_the_last() -> None:
    kept, middle, gone = alerted(1, 99, taken=1), alerted(2, 99, into=1, merged=20), alerted(3, 99, into=2, merged=10)
    assert [(one.at, one.by) for one in taken_of(kept, middle, gone)[1:]] == [(at(20), SOCIAL), (at(20), SOCIAL)]


def test_the_limit_is_that_of_before_it_became_one_with_another() -> None:
    kept = alerted(1, 3, taken=5)
    (one,) = taken_of(kept, first={kept.id: alerted(1, 9)})
    assert (one.limit, one.late) == (at(9), "")


def test_where_a_case_it_has_gone_into_cannot_be_read_nobody_is_known_to_have_taken_it() -> None:
    assert told(taken_of(alerted(2, 9, into=1, merged=5))) == [(None, None, "")]


def test_a_case_without_an_alert_has_none_to_take() -> None:
    assert alerts_taken([alerted(1, 9)], {}, {}, []) == []
