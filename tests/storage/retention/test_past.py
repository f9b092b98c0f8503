"""What has been: which cases are closed, when they last changed, which alerts and messages nobody needs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case.case import Status
from domain.case.log import LogEntry
from domain.errors import Refused
from domain.event import EventKind
from domain.ids import AlertId, CaseId, EntryId, PersonId
from domain.message import AlertSubject, CaseSubject, MessageKind
from storage.database import Database
from storage.keys import of_alert, of_case, of_drafts, of_pupil, of_reads, pupil_and_year, year_of_reads
from storage.outbox.message import MessageState
from storage.unit_of_work import Damaged
from tests.kit.audit import row_of
from tests.kit.damage import flip
from tests.kit.people.cast import alert, case, pupil
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


def of_year(year: int, number: int = 0) -> LogEntry:
    """On a pupil, of no case."""
    at = MONDAY.replace(year=year)
    return replace(
        entry(timedelta(0)),
        id=EntryId(f"{year}-{number}"),
        occurred_at=at,
        logged_at=at,
        case_id=None,
        pupil_id=pupil(number).id,
    )


def test_what_is_logged_on_a_pupil_goes_year_by_year_and_not_while_there_is_a_case(school: Begin) -> None:
    with school() as tx:
        for one in (of_year(2024), of_year(2025), of_year(2024, 1), of_year(2025, 1)):
            tx.events.log(one)
        tx.cases.open(case(status=Status.CLOSED, pupil_id=pupil(1).id, closed_at=MONDAY))
    with school() as tx:
        keys = set(tx.keys.of(SCHOOL))
        mine, other = tx.pupils.digest(pupil().id), tx.pupils.digest(pupil(1).id)
        years = [at.replace(year=year) for at in [MONDAY] for year in (2024, 2025)]
        assert {of_pupil(digest, at) for digest in (mine, other) for at in years} <= keys
        assert tx.past.pupil_logs(2024, keys) == []
        assert tx.past.pupil_logs(2025, keys) == [of_pupil(mine, years[0])]
        assert tx.past.pupil_logs(2026, keys) == [of_pupil(mine, at) for at in years]
        without = tx.past.pupil_logs(2025, keys - {of_case(CASE)})
        assert sorted(without) == sorted([of_pupil(mine, years[0]), of_pupil(other, years[0])])
        tx.keys.delete(SCHOOL, without)
    with school() as tx:
        left = tx.events.logged_by(PersonId("line"), offset=0, limit=9)
        assert {one.id for one in left} == {"2025-0", "2025-1"}
        tx.events.log(replace(of_year(2026), id=EntryId("new")))
        assert [one.id for one in tx.notes.of(pupil().id).entries] == ["2025-0", "new"], "one writes on"
    with school() as tx, pytest.raises(Refused, match="slettet"):
        tx.events.log(replace(of_year(2024), id=EntryId("late")))


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


def test_the_pupil_and_the_year_of_logs_are_in_the_name_of_their_key() -> None:
    assert pupil_and_year(of_pupil("d1ge5t", MONDAY)) == ("d1ge5t", 2026)
    assert pupil_and_year(of_reads(SCHOOL, MONDAY)) is None


def test_one_that_nobody_can_read_goes_when_its_time_is_up(database: Database, used: Begin, url: str) -> None:
    with used() as tx:
        tx.outbox.put(MessageKind.CASE_JOINED, CaseSubject(case_id=OTHER), PersonId("line"), MONDAY)
    (message,) = claimed(database)
    with database.begin() as unit:
        unit.queue.settle(message, MessageState.SENT, MONDAY)
    flip(url, "outbox", message)
    with used() as tx:
        assert tx.past.messages(MONDAY) == []
        assert tx.past.messages(MONDAY + YEARS) == [message], "of what is open too: it tells nobody anything"


def test_the_year_of_reads_is_in_the_name_of_their_key() -> None:
    assert year_of_reads(of_reads(SCHOOL, MONDAY)) == 2026
    assert year_of_reads(of_drafts(SCHOOL, MONDAY)) is None
