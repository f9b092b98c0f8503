"""Who decides that a closed case is kept longer, for how long, and until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.case.case import Case, Status
from domain.errors import Invalid, Refused
from domain.event import Details, EventKind
from domain.retention.keeping import held, hold, keep_longer, postponed_to
from tests.kit.people.cast import case, person
from tests.kit.school import MONDAY

TODAY = MONDAY.date()
WHY = "Det er klaget på vedtaket"


def closed(**change: object) -> Case:
    return replace(case(), status=Status.CLOSED, closed_at=MONDAY, **change)  # type: ignore[arg-type]  # the types cannot say it


def test_it_is_put_off_with_a_reason() -> None:
    told = keep_longer(closed(), date(2027, 3, 1), f" {WHY} ", person("line"), MONDAY)
    assert (told.kind, told.by) == (EventKind.CASE_KEPT_LONGER, person("line").id)
    assert told.details == Details(day=date(2027, 3, 1), reason=WHY)
    with pytest.raises(Invalid, match="grunn"):
        keep_longer(closed(), date(2027, 3, 1), "", person("line"), MONDAY)


def test_at_most_a_year_and_not_to_today() -> None:
    year = TODAY + timedelta(days=365)
    assert keep_longer(closed(), year, WHY, person("line"), MONDAY).details.day == year
    for day in (TODAY, TODAY - timedelta(days=1), year + timedelta(days=1)):
        with pytest.raises(Invalid, match="høyst ett år"):
            keep_longer(closed(), day, WHY, person("line"), MONDAY)


def test_the_day_it_was_put_off_to_last_holds() -> None:
    days = [date(2027, 3, 1), date(2027, 2, 1)]
    told = [keep_longer(closed(), day, WHY, person("line"), MONDAY) for day in days]
    assert postponed_to(told) == days[-1]
    assert postponed_to([]) is None


def test_the_principal_keeps_it_and_lets_it_go_again() -> None:
    kept = hold(closed(), WHY, person("principal"), MONDAY, lift=False)
    let_go = hold(closed(), WHY, person("principal"), MONDAY, lift=True)
    longer = keep_longer(closed(), date(2027, 3, 1), WHY, person("line"), MONDAY)
    assert not held([])
    assert held([kept])
    assert held([kept, longer])
    assert not held([kept, let_go])
    assert held([kept, let_go, kept])
    assert kept.details.reason == WHY


def test_nobody_else_does() -> None:
    for lift in (True, False):
        with pytest.raises(Refused, match="Bare rektor"):
            hold(closed(), WHY, person("line"), MONDAY, lift=lift)
        with pytest.raises(Refused, match="Bare rektor"):
            hold(closed(past_the_school=True), WHY, person("principal"), MONDAY, lift=lift)
    by_owner = hold(closed(past_the_school=True), WHY, person("owner"), MONDAY, lift=False)
    assert by_owner.kind is EventKind.CASE_HELD


def test_an_open_case_is_deleted_by_nothing_anyway() -> None:
    with pytest.raises(Refused, match="ikke avsluttet"):
        hold(case(), WHY, person("principal"), MONDAY, lift=False)
    with pytest.raises(Refused, match="ikke avsluttet"):
        keep_longer(case(), date(2027, 3, 1), WHY, person("line"), MONDAY)
