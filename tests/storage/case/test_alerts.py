from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.alert.alert import DRAFT_LIFE, Alert, Draft, Page, Suspicion, Told
from domain.errors import NotFound
from domain.event import EventKind
from domain.ids import AlertId, CaseId, DraftId, PersonId, SchoolId
from domain.people.person import Role
from storage.database import Database
from storage.engine.rows import Stale
from tests.kit.people.cast import alert, case, form
from tests.kit.school import MONDAY, SCHOOL
from tests.storage.conftest import Begin, happened

TEACHER, AKS = PersonId("teacher"), PersonId("aks")


def draft(key: str = "draft1", minutes: int = 0) -> Draft:
    return Draft(id=DraftId(key), school_id=SCHOOL, owner=TEACHER, started_at=MONDAY + timedelta(minutes=minutes))


def two_cases(school: Begin, *alerts: Alert) -> None:
    with school() as tx:
        tx.cases.open(case(1))
        tx.cases.open(case(2))
        for sent in alerts:
            tx.alerts.add(sent, happened(EventKind.ALERT_SENT, alert=sent.id))


def test_a_draft_is_kept_page_by_page(school: Begin) -> None:
    with school() as tx:
        tx.drafts.start(draft())
        filled = replace(draft(), page=Page.REVIEW, form=form())
        assert tx.drafts.save(filled).version == 2
    with school() as tx:
        kept = tx.drafts.get(DraftId("draft1"), TEACHER)
        assert kept == replace(filled, version=2)
        tx.drafts.drop(DraftId("draft1"))
        assert tx.drafts.get(DraftId("draft1"), TEACHER) is None


def test_a_draft_saved_by_another_turn_is_not_overwritten(school: Begin) -> None:
    with school() as tx:
        tx.drafts.start(draft())
    with school() as tx:
        tx.drafts.save(draft())
    with school() as tx, pytest.raises(Stale):
        tx.drafts.save(draft())


def test_someone_elses_draft_is_not_opened(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.drafts.start(draft())
        with pytest.raises(NotFound):
            tx.drafts.get(DraftId("draft1"), AKS)
        assert tx.drafts.of(AKS) == []
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        with pytest.raises(NotFound):
            unit.school(SchoolId("annen")).drafts.get(DraftId("draft1"), TEACHER)


def test_ones_drafts_are_listed_newest_first_and_live_for_a_day(school: Begin) -> None:
    with school() as tx:
        tx.drafts.start(draft())
        tx.drafts.start(draft("draft2", minutes=5))
    with school() as tx:
        assert [d.id for d in tx.drafts.of(TEACHER)] == ["draft2", "draft1"]
        assert tx.drafts.drop_expired(MONDAY + DRAFT_LIFE) == 0
        assert tx.drafts.drop_expired(MONDAY + DRAFT_LIFE + timedelta(seconds=1)) == 1
        assert [d.id for d in tx.drafts.of(TEACHER)] == ["draft2"]


def test_an_alert_is_its_reporters(school: Begin) -> None:
    sent = alert(form=form(suspicion=Suspicion.EMPLOYEE, suspect=AKS))
    two_cases(school, sent)
    with school() as tx:
        assert tx.alerts.get(sent.id, TEACHER) == sent
        assert tx.alerts.of_draft(sent.draft_id, TEACHER) == sent
        assert tx.alerts.unguarded(sent.id) == sent
        assert tx.alerts.of_reporter(TEACHER) == [sent]
        assert tx.alerts.of_reporter(AKS) == []


def test_someone_elses_alert_sounds_like_none(school: Begin) -> None:
    two_cases(school, alert())
    with school() as tx:
        said = set()
        for look in (AlertId("alert1"), AlertId("nothing")):
            with pytest.raises(NotFound) as refused:
                tx.alerts.get(look, AKS)
            said.add(str(refused.value))
        assert len(said) == 1
        assert tx.alerts.unguarded(AlertId("nothing")) is None
        assert tx.alerts.of_draft(DraftId("nothing"), AKS) is None
        with pytest.raises(NotFound, match="Utkastet finnes ikke"):
            tx.alerts.of_draft(DraftId("draft1"), AKS)


def test_a_draft_becomes_one_alert(school: Begin) -> None:
    two_cases(school, alert())
    with pytest.raises(IntegrityError), school() as tx:
        tx.alerts.add(alert(id=AlertId("alert2")))
    with school() as tx:
        assert [a.id for a in tx.alerts.of_reporter(TEACHER)] == ["alert1"]


def test_the_alerts_behind_cases_come_oldest_first_and_once(school: Begin) -> None:
    both = (CaseId("case1"), CaseId("case2"))
    first = alert(cases=both, references=("2026-001", "2026-002"))
    second = alert(id=AlertId("alert2"), draft_id=DraftId("draft2"), sent_at=MONDAY + timedelta(hours=1))
    two_cases(school, second, first)
    with school() as tx:
        assert [a.id for a in tx.alerts.of_cases(both)] == ["alert1", "alert2"]
        assert [a.id for a in tx.alerts.of_cases([both[1]])] == ["alert1"]
        assert [a.id for a in tx.alerts.of_reporter(TEACHER)] == ["alert2", "alert1"]


def test_who_has_been_told_may_change(school: Begin) -> None:
    two_cases(school, alert())
    told = alert(told=(Told(person=PersonId("owner"), role=Role.SCHOOL_OWNER),), ring=True)
    with school() as tx:
        tx.alerts.save(told)
    with school() as tx:
        assert tx.alerts.get(told.id, TEACHER) == told
