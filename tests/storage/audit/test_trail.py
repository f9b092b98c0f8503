"""Who has done what: asked for by case, person and time."""

from datetime import timedelta

from domain.event import EventKind
from domain.ids import CaseId, PersonId
from storage.audit.trail import Trace
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
