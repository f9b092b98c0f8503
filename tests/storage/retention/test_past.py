"""What has been: which cases are closed, when they last changed, which alerts and messages nobody needs."""

from datetime import timedelta

import pytest

from domain.case.case import Status
from domain.case.log import LogEntry
from domain.event import EventKind
from domain.ids import AlertId, CaseId, EntryId, PersonId
from domain.message import AlertSubject, CaseSubject, MessageKind
from storage.database import Database
from storage.keys import of_alert, of_case, of_drafts, of_reads, year_of_reads
from storage.outbox.message import MessageState
from storage.unit_of_work import Damaged
from tests.kit.audit import row_of
from tests.kit.damage import flip
from tests.kit.people.cast import alert, case
from tests.kit.school import FACT, MONDAY, SCHOOL
from tests.storage.conftest import Begin, happened

CASE, OTHER = CaseId("case1"), CaseId("case2")
YEARS = timedelta(days=800)


def entry(written: timedelta) -> LogEntry:
    return LogEntry(
        id=EntryId("entry"),
        school_id=SCHOOL,
        author=PersonId("line"),
        logged_at=MONDAY + written,
        occurred_at=MONDAY - timedelta(days=3),
        type="observasjon",
        text=FACT,
        case_id=CASE,
    )


@pytest.fixture
def used(school: Begin) -> Begin:
    with school() as tx:
        tx.cases.open(case(status=Status.CLOSED, closed_at=MONDAY), happened(EventKind.CASE_RECEIVED, minutes=5))
        tx.cases.open(case(2))
        tx.alerts.add(alert(cases=(CASE, OTHER)))
    return school


def test_the_closed_ones(used: Begin) -> None:
    with used() as tx:
        assert tx.past.closed() == [CASE]


def test_the_last_change_is_the_last_that_was_written_down_and_no_look(used: Begin) -> None:
    with used() as tx:
        for kind in (EventKind.CASE_READ, EventKind.DOCUMENT_FILED, EventKind.NOTICE_REACHED):
            tx.events.add(happened(kind, minutes=60))
    with used() as tx:
        assert tx.past.changed_at([CASE]) == MONDAY + timedelta(minutes=5)
        assert tx.past.changed_at([OTHER]) is None
        tx.events.log(entry(timedelta(days=2)))
    with used() as tx:
        assert tx.past.changed_at([CASE, OTHER]) == MONDAY + timedelta(days=2), "not what it is about"


def test_nobody_knows_when_an_entry_that_cannot_be_read_was_written(database: Database, used: Begin, url: str) -> None:
    with used() as tx:
        tx.events.log(entry(timedelta(days=2)))
    flip(url, "events", row_of(database, "entry"))
    with used() as tx, pytest.raises(Damaged):
        tx.past.changed_at([CASE])


def test_an_alert_goes_with_the_last_of_its_cases(used: Begin) -> None:
    with used() as tx:
        keys = set(tx.keys.of(SCHOOL))
        assert tx.past.alerts_without(keys) == []
        assert tx.past.alerts_without(keys - {of_case(CASE)}) == []
        assert tx.past.alerts_without(keys - {of_case(CASE), of_case(OTHER)}) == [AlertId("alert1")]
        assert tx.past.alerts_without(keys - {of_case(CASE), of_case(OTHER), of_alert("alert1")}) == []


def claimed(database: Database) -> list[str]:
    with database.begin() as unit:
        return [one.id for one in unit.queue.claim(MONDAY, 9)]


def test_old_messages_go_but_not_those_about_what_is_open(database: Database, used: Begin) -> None:
    with used() as tx:
        for of in (CASE, OTHER):
            tx.outbox.put(MessageKind.CASE_JOINED, CaseSubject(case_id=of), PersonId("line"), MONDAY)
        tx.outbox.put(MessageKind.ALERT_RECEIPT, AlertSubject(alert_id=AlertId("alert1")), PersonId("line"), MONDAY)
        tx.outbox.put(MessageKind.CASE_CLOSED, CaseSubject(case_id=CASE), PersonId("line"), MONDAY)
    for one in claimed(database):
        with database.begin() as unit:
            unit.queue.settle(one, MessageState.SENT, MONDAY)
    with used() as tx:
        tx.outbox.put(MessageKind.CASE_CLOSED, CaseSubject(case_id=CASE), PersonId("social"), MONDAY)
    with used() as tx:
        assert tx.past.messages(MONDAY) == []
        old = tx.past.messages(MONDAY + YEARS)
        assert len(old) == 2, "not those on the open case, of its alert, or on their way"
        tx.past.forget(old)
    with database.begin_reading() as unit:
        assert unit.verify(SCHOOL) == []
        assert unit.school(SCHOOL).past.messages(MONDAY + YEARS) == []


def test_the_year_of_reads_is_in_the_name_of_their_key() -> None:
    assert year_of_reads(of_reads(SCHOOL, MONDAY)) == 2026
    assert year_of_reads(of_drafts(SCHOOL, MONDAY)) is None
