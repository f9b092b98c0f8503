"""Who has done what: asked for by case, person and time."""

from datetime import timedelta

from domain.access.opened import Look
from domain.event import Details, Event, EventKind
from domain.ids import CaseId, PersonId
from storage.audit.trail import Trace
from tests.kit.damage import changing, put, rows_in, take
from tests.kit.people.cast import case
from tests.kit.school import MONDAY
from tests.storage.conftest import Begin, happened


def test_what_fits_all_that_is_asked_for_is_told_in_order(school: Begin) -> None:
    line, later = PersonId("line"), MONDAY + timedelta(minutes=9)
    with school() as tx:
        tx.cases.open(case(), happened(EventKind.ALERT_SENT), happened(EventKind.CASE_READ, minutes=9))
        tx.cases.open(case(2), happened(EventKind.CASE_READ, case="case2"), happened(EventKind.REFUSED, case=None))
    with school() as tx:
        assert tx.trail.case_of("2026-001") == CaseId("case1")
        assert tx.trail.case_of("2026-999") is None
        assert [one.reference for one in tx.trail.of()] == ["2026-001", "2026-001", "2026-002", ""]
        assert list(tx.trail.of(CaseId("case1"), line, since=later)) == [Trace(later, "case:read", line, "2026-001")]
        assert [one.kind for one in tx.trail.of(CaseId("case1"), until=later)] == ["alert:sent"]
        assert list(tx.trail.of(by=PersonId("aks"))) == []
        (touches,) = tx.trail.touches([CaseId("case2")]).values()
        assert [(one.kind, one.by) for one in touches] == [(EventKind.CASE_READ, line)]


def test_all_that_people_have_left_on_a_case_is_told_and_what_happens_by_rule_is_not(school: Begin) -> None:
    line, later = PersonId("line"), MONDAY + timedelta(minutes=9)
    with school() as tx:
        tx.cases.open(case(), happened(EventKind.CASE_LISTED), happened(EventKind.CASE_READ, minutes=9))
        tx.cases.open(case(2), happened(EventKind.CASE_READ, case="case2"))
        tx.events.add(Event(kind=EventKind.CASE_TAKEN_OVER, at=MONDAY, by=None, case_id=CaseId("case1")))
        assert tx.trail.looks([CaseId("case1")]) == [Look("case:listed", line, MONDAY), Look("case:read", line, later)]


def test_who_was_refused_a_case_pressed_a_button_of_it_or_typed_its_number(school: Begin) -> None:
    def refused(kind: EventKind, by: str, said: Details) -> Event:
        return Event(kind=kind, at=MONDAY, by=PersonId(by), details=said)

    with school() as tx:
        tx.events.add(
            refused(EventKind.REFUSED, "aks", Details(verb="case.open", subject="case1")),
            refused(EventKind.REFUSED, "social", Details(verb="case.open", subject="case2")),
            refused(EventKind.REFUSED_WORD, "teacher", Details(reference="2026-001")),
            refused(EventKind.REFUSED_WORD, "social", Details(reference="2026-002")),
        )
        found = tx.trail.refused([CaseId("case1")], "2026-001")
        assert found == [
            Look("refused:press", PersonId("aks"), MONDAY),
            Look("refused:word", PersonId("teacher"), MONDAY),
        ]


def test_a_kind_or_an_author_put_in_from_another_case_is_told_as_neither(school: Begin, url: str) -> None:
    with school() as tx:
        tx.cases.open(case(), happened(EventKind.CASE_READ))
        tx.cases.open(case(2), happened(EventKind.CASE_MARKED, case="case2"))
    with changing(url, "events") as connection:
        first, second = sorted(rows_in(connection, "events"), key=lambda row: row["seq"])
        take(connection, url, "events", {"id": first["id"]})
        put(connection, url, "events", first | {name: second[name] for name in ("sealed_kind", "sealed_by")})
    with school() as tx:
        assert list(tx.trail.of(CaseId("case1"))) == [Trace(MONDAY, EventKind.UNREADABLE, None, "2026-001")]
        assert tx.trail.opened_by([CaseId("case1")]) == set()
        (item,) = tx.events.history([CaseId("case1")], None).timeline()
        assert isinstance(item, Event)
        assert item.kind is EventKind.UNREADABLE
        assert [one.case_id for one in tx.events.of_kind(EventKind.CASE_MARKED, [CaseId("case2")])] == ["case2"]
