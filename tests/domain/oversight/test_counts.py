"""What is counted for the school owner's contact, and what never is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.case.case import Case, Status
from domain.event import Event, EventKind
from domain.ids import CaseId, PersonId
from domain.incident import Mark
from domain.oversight.counts import FEW, Counted, MonthCounts, count, to_count
from tests.kit.people.cast import case, ids, incident
from tests.kit.school import MONDAY

NOVEMBER = date(2026, 11, 1)
LEADERSHIP = ids("principal", "deputy", "line")
MANY = range(1, FEW + 1)


def happened(kind: EventKind, of: Case, at: datetime = MONDAY, by: str | None = "line") -> Event:
    return Event(kind=kind, at=at, by=PersonId(by) if by else None, case_id=of.id)


def counts(cases: Iterable[Case], events: Iterable[Event] = ()) -> dict[Counted, int]:
    return count(NOVEMBER, cases, events, LEADERSHIP).counts


def closed(number: int, at: datetime = MONDAY, *, past_the_school: bool = False) -> Case:
    return case(number, status=Status.CLOSED, closed_at=at, past_the_school=past_the_school)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (EventKind.CASE_MEMBER_REMOVED, Counted.TAKEN_OFF),
        (EventKind.CASE_BARRED, Counted.BARRED),
        (EventKind.CASE_DISQUALIFIED, Counted.BARRED),
        (EventKind.CASE_IN_NEED, Counted.IN_NEED),
    ],
)
def test_few_are_not_told_apart_from_none(kind: EventKind, what: Counted) -> None:
    told = [happened(kind, case()) for _number in MANY]
    assert counts([case()], told) == {what: FEW}
    assert counts([case()], told[1:]) == {} == counts([case()])


def test_what_is_hidden_is_not_stored_either_and_reads_as_few() -> None:
    found = count(NOVEMBER, [closed(number) for number in MANY], [happened(EventKind.CASE_IN_NEED, case())], LEADERSHIP)
    assert found == MonthCounts(month=NOVEMBER, counts={Counted.CLOSED: FEW})
    assert [found.said(what) for what in Counted] == ["5", "færre enn 5", "færre enn 5", "færre enn 5"]


def test_it_is_the_oslo_month_that_counts() -> None:
    first, last = datetime.fromisoformat("2026-10-31T23:00:00Z"), datetime.fromisoformat("2026-11-30T22:59:59Z")
    moments = (first, last)
    inside = [closed(number, moments[number % 2]) for number in MANY]
    assert counts(inside) == {Counted.CLOSED: FEW}
    second = timedelta(seconds=1)
    assert counts([*inside[1:], closed(9, first - second)]) == counts([*inside[1:], closed(9, last + second)]) == {}
    removed = [happened(EventKind.CASE_MEMBER_REMOVED, case(), moments[number % 2]) for number in MANY]
    assert counts([case()], removed) == {Counted.TAKEN_OFF: FEW}
    late = happened(EventKind.CASE_MEMBER_REMOVED, case(), last + second)
    assert counts([case()], [*removed[1:], late]) == {}


def test_what_was_done_by_rule_is_no_leaders_doing() -> None:
    kin = [happened(EventKind.CASE_DISQUALIFIED, case(), by=None) for _number in MANY]
    assert counts([case()], kin) == {}


def test_a_case_about_staff_counts_unless_someone_of_the_leadership_is_barred_from_it() -> None:
    marked = replace(case(), incidents=(incident(1, Mark.STAFF),))
    for about_staff in (replace(case(), enhanced=True), marked):
        told = [happened(EventKind.CASE_BARRED, about_staff) for _number in MANY]
        assert counts([replace(about_staff, barred=ids("teacher"))], told) == {Counted.BARRED: FEW}
        assert counts([replace(about_staff, barred=ids("teacher", "line"))], told) == {}
    inhabil = [happened(EventKind.CASE_DISQUALIFIED, case()) for _number in MANY]
    assert counts([replace(case(), barred=ids("line"))], inhabil) == {Counted.BARRED: FEW}, "it is about no staff"


def test_a_case_past_the_school_never_counts_nor_what_has_gone_into_one() -> None:
    past = replace(case(9), enhanced=True, past_the_school=True)
    told = [happened(EventKind.CASE_MEMBER_REMOVED, past) for _number in MANY]
    assert counts([past], told) == {}
    assert counts([closed(number, past_the_school=True) for number in MANY]) == {}
    gone = replace(case(), status=Status.MERGED, merged_into=past.id)
    removed = [happened(EventKind.CASE_MEMBER_REMOVED, gone) for _number in MANY]
    assert counts([gone, past], removed) == {}
    assert counts([gone, replace(case(9))], removed) == {Counted.TAKEN_OFF: FEW}
    assert counts([gone], removed) == {}, "what it has become cannot be read"


def test_what_is_of_a_case_that_cannot_be_read_does_not_count() -> None:
    lost = replace(case(), id=CaseId("lost"))
    assert counts([case()], [happened(EventKind.CASE_IN_NEED, lost) for _number in MANY]) == {}


def counted(*months: date) -> list[MonthCounts]:
    return [MonthCounts(month=month, counts={}) for month in months]


DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("since", "done", "today", "months"),
    [
        (date(2026, 11, 23), (), date(2026, 12, 31), []),
        (date(2026, 11, 23), (), date(2027, 1, 4), [DECEMBER]),
        (date(2026, 11, 23), (), date(2027, 2, 1), [DECEMBER, JANUARY]),
        (date(2026, 11, 23), (DECEMBER,), date(2027, 2, 1), [JANUARY]),
        (date(2026, 11, 23), (DECEMBER, JANUARY), date(2027, 2, 28), []),
        (DECEMBER, (), date(2027, 2, 1), [JANUARY]),
        (date(2027, 1, 31), (), date(2027, 3, 1), [date(2027, 2, 1)]),
    ],
)
def test_whole_months_after_it_was_told_are_counted_once(
    since: date, done: tuple[date, ...], today: date, months: list[date]
) -> None:
    assert to_count(since, counted(*done), today) == months
