"""Whom the cases, alerts and logs that stand tell of: by id, or by a name in what was written."""

from domain.case.log import LogEntry
from domain.event import EventKind
from domain.ids import AlertId, CaseId, EntryId, PersonId
from storage.database import Database
from storage.keys import of_alert, of_case, of_reads
from storage.unit_of_work import Tx
from tests.kit.audit import row_of
from tests.kit.damage import flip
from tests.kit.people.cast import alert, case, form, ids, pupil
from tests.kit.school import MONDAY, SCHOOL
from tests.storage.conftest import Begin, happened

CASE = CaseId("case1")
WANTED = {name: {name} for name in ("line", "principal", "deputy", "social", "teacher", "base", "owner")}


def told_of(school: Begin, *without: str) -> set[str]:
    """When these keys are gone."""
    with school() as tx:
        return tx.mentions.of(WANTED, set(tx.keys.of(SCHOOL)) - {*without})


def entry(text: str) -> LogEntry:
    return LogEntry(
        id=EntryId("entry"),
        school_id=SCHOOL,
        author=PersonId("social"),
        logged_at=MONDAY,
        occurred_at=MONDAY,
        type="observasjon",
        text=text,
        pupil_id=pupil().id,
    )


def logs_key(tx: Tx) -> str:
    return next(key for key in tx.keys.of(SCHOOL) if key.startswith("pupil/"))


def test_a_case_tells_of_who_is_on_it_was_kept_off_and_did_something(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(barred=ids("base")), happened(EventKind.CASE_RECEIVED))
        tx.cases.record_reading(PersonId("deputy"), MONDAY, CASE)
    assert told_of(school) == {"line", "principal", "base", "deputy"}
    assert told_of(school, of_case(CASE)) == set(), "it is deleted, with what happened with it"
    with school() as tx:
        tx.keys.delete(SCHOOL, [of_reads(SCHOOL, MONDAY)])
    assert "deputy" in told_of(school), "that somebody looked stands as long as the case"


def test_an_alert_tells_of_who_sent_it_and_of_whom_it_points_at(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(members=frozenset()))
        tx.alerts.add(
            alert(form=form(suspect=PersonId("base"))), happened(EventKind.ALERT_ADDED, case=None, alert="alert1")
        )
    assert told_of(school) == {"teacher", "base", "line"}
    assert told_of(school, of_alert(AlertId("alert1"))) == set()


def test_a_log_tells_of_who_wrote_it_and_of_whom_it_names(school: Begin) -> None:
    with school() as tx:
        tx.events.log(entry("Så at Owners bil sto der"))
    with school() as tx:
        key = logs_key(tx)
    assert told_of(school) == {"social", "owner"}
    assert told_of(school, key) == set()


def test_a_pupil_is_told_of_by_the_digest_too(school: Begin) -> None:
    with school() as tx:
        tx.events.log(entry("Ingenting"))
    with school() as tx:
        keys, digest = tx.keys.of(SCHOOL), tx.pupils.digest(pupil().id)
        assert tx.mentions.of({"one": {digest}, "other": {tx.pupils.digest(pupil(1).id)}}, keys) == {"one"}


def test_what_the_school_tells_of_itself_needs_nobody(school: Begin) -> None:
    with school() as tx:
        tx.events.add(happened(EventKind.CHANNEL_BOUND, case=None))
    assert told_of(school) == set()


def test_it_is_looked_through_until_all_are_found(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(), happened(EventKind.CASE_RECEIVED))
    with school() as tx:
        assert tx.mentions.of({"line": {"line"}}, tx.keys.of(SCHOOL)) == {"line"}


def test_while_a_row_cannot_be_read_everybody_may_be_needed(school: Begin, database: Database, url: str) -> None:
    with school() as tx:
        tx.events.log(entry("Ingenting"))
    flip(url, "events", row_of(database, "entry"))
    assert told_of(school) == WANTED.keys()
