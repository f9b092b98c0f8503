"""A key of its own for all that is deleted together: when it is gone nobody reads it, and the rest stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.alert.alert import Draft
from domain.case.log import LogEntry
from domain.errors import NotFound, Refused
from domain.event import EventKind
from domain.ids import CaseId, DraftId, EntryId, PersonId
from domain.text.form_draft import FormDraft
from storage.audit.verify import Fault, Finding
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.engine.rows import Damaged, Erased, Stale
from storage.keys import day_of_drafts, of_alert, of_case, of_drafts, of_reads, of_school
from storage.statements.statement import Statement, table
from storage.tables.school import KeyRow
from storage.unit_of_work import Tx, Unit
from tests.kit.damage import changing, put, rows_in, take
from tests.kit.databases import KEY
from tests.kit.people.cast import alert, case, pupil
from tests.kit.school import FACT, MONDAY, SCHOOL, TODAY
from tests.storage.conftest import Begin, happened

LINE = PersonId("line")
CASE = CaseId("case1")
KEYS = Statement(table(KeyRow).select(), all_schools=True)


def keys(tx: Tx) -> set[str]:
    return set(tx.keys.of(SCHOOL)) - {of_school(SCHOOL)}


def entry(number: int = 1) -> LogEntry:
    at = MONDAY + timedelta(minutes=number)
    return LogEntry(
        id=EntryId(f"entry{number}"),
        school_id=SCHOOL,
        author=LINE,
        logged_at=at,
        occurred_at=at,
        type="observasjon",
        text=FACT,
        pupil_id=pupil().id,
    )


def logs(number: int) -> Callable[[Unit], None]:
    return lambda unit: unit.school(SCHOOL).events.log(entry(number))


def deletes_and_fails(tx: Tx) -> None:
    tx.keys.delete(SCHOOL, [of_case("case1")])
    raise ZeroDivisionError


def logs_and_fails(tx: Tx) -> None:
    tx.events.log(entry())
    raise ZeroDivisionError


@pytest.fixture
def used(school: Begin) -> Begin:
    with school() as tx:
        for number in (1, 2):
            tx.cases.open(case(number), happened(EventKind.CASE_RECEIVED, FACT, case=f"case{number}"))
        tx.alerts.add(alert(cases=(CASE,)))
        tx.cases.record_reading(PersonId("social"), MONDAY, CASE)
    return school


def test_each_has_its_own(used: Begin) -> None:
    with used() as tx:
        tx.events.log(entry())
        tx.drafts.start(Draft(id=DraftId("d"), school_id=SCHOOL, owner=LINE, started_at=MONDAY))
        of_pupil = {key for key in keys(tx) if key.startswith("pupil/")}
    with used() as tx:
        made = {of_case("case1"), of_case("case2"), of_alert("alert1"), of_reads(SCHOOL, MONDAY)}
        of_pupil = {key for key in keys(tx) if key.startswith("pupil/")}
        assert len(of_pupil) == 1
        assert keys(tx) == made | of_pupil | {of_drafts(SCHOOL, MONDAY)}


def test_the_day_of_the_drafts_is_in_the_name_of_their_key() -> None:
    assert day_of_drafts(of_drafts(SCHOOL, MONDAY)) == MONDAY.date()
    assert day_of_drafts(of_reads(SCHOOL, MONDAY)) is None


def test_what_lay_under_a_deleted_key_is_read_by_nobody_and_the_rest_stands(
    database: Database, used: Begin, url: str
) -> None:
    with used() as tx:
        assert tx.keys.delete(SCHOOL, [of_case("case1"), of_alert("alert1"), of_case("never")]) == 2
        assert tx.keys.delete(SCHOOL, [of_case("case1")]) == 0
    for fresh in (database, Database(url, KeyRing([KEY]))):
        with fresh.begin_reading() as unit:
            tx = unit.school(SCHOOL)
            with pytest.raises(Erased):
                tx.cases.unguarded(CASE)
            assert tx.cases.some([CASE, CaseId("case2")]) == [case(2)]
            assert tx.alerts.of_reporter(alert().reporter) == []
            assert [trace.kind for trace in tx.trail.of(CASE)] == [EventKind.CASE_RECEIVED, EventKind.CASE_READ]
            assert unit.verify(SCHOOL) == []
        assert fresh.keys.failures.counts["row"] == 0, "nothing is wrong"
    fresh.dispose()


def test_a_deleted_case_is_as_one_that_never_was(database: Database, used: Begin) -> None:
    with used() as tx:
        tx.keys.delete(SCHOOL, [of_case("case1"), of_alert("alert1")])
    with used() as tx:
        with pytest.raises(NotFound):
            tx.cases.get(CASE, LINE, TODAY)
        with pytest.raises(NotFound):
            tx.cases.find("2026-001", LINE, TODAY)
        assert tx.cases.visible(LINE, TODAY) == [case(2)]
        assert tx.cases.damaged == set()
        assert tx.cases.every_one_of(pupil().id) == [case(2)]
        with pytest.raises(NotFound):
            tx.alerts.get(alert().id, alert().reporter)
        with pytest.raises(Erased) as erased:
            tx.cases.unguarded(CASE)
    database.keys.failures.damaged(erased.value)
    assert database.keys.failures.counts == {}, "nothing is wrong"


def test_nothing_is_written_under_a_deleted_key(used: Begin) -> None:
    with used() as tx:
        tx.keys.delete(SCHOOL, [of_case("case1")])
    with used() as tx, pytest.raises(Refused, match="slettet"):
        tx.events.add(happened(EventKind.CASE_MARKED))


def test_what_was_deleted_in_a_transaction_that_failed_stands(used: Begin) -> None:
    def fails() -> None:
        with used() as tx:
            tx.keys.delete(SCHOOL, [of_case("case1")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with used() as tx:
        assert tx.cases.unguarded(CASE) == case()


def test_a_deleted_key_put_back_is_found(database: Database, used: Begin, url: str) -> None:
    with changing(url, "keys") as connection:
        (old,) = [row for row in rows_in(connection, "keys") if row["id"] == of_case("case1")]
    with used() as tx:
        tx.keys.delete(SCHOOL, [of_case("case1")])
    with changing(url, "keys") as connection:
        take(connection, url, "keys", {"id": old["id"]})
        put(connection, url, "keys", old)
    with database.begin_reading() as unit:
        assert unit.verify(SCHOOL) == [Finding(Fault.REPLAYED, "keys", of_case("case1"))]


def test_a_key_that_was_taken_away_is_missed(used: Begin, url: str) -> None:
    with changing(url, "keys") as connection:
        take(connection, url, "keys", {"id": of_case("case1")})
    other = Database(url, KeyRing([KEY]))
    with other.begin_reading() as unit:
        with pytest.raises(Damaged):
            unit.school(SCHOOL).cases.unguarded(CASE)
        assert unit.verify(SCHOOL) == [Finding(Fault.REMOVED, "keys", of_case("case1"))]
    other.dispose()


def test_a_key_made_in_a_part_that_failed_is_not_used_by_the_next(used: Begin) -> None:
    with used() as tx:
        with tx.alone("part"):
            logs_and_fails(tx)
        tx.events.log(entry(2))
    with used() as tx:
        assert [one.id for one in tx.events.logged_by(LINE, offset=0, limit=5)] == ["entry2"]


def test_of_two_that_make_the_same_key_both_are_read(database: Database, used: Begin, url: str) -> None:
    other = Database(url, KeyRing([KEY]))
    for number, one in enumerate((other, database), 1):  # the second has read the keys before the first makes one
        one.run(logs(number))
    other.dispose()
    with used() as tx:
        assert len(tx.events.logged_by(LINE, offset=0, limit=5)) == 2


def test_a_form_of_a_case_goes_with_the_case(used: Begin) -> None:
    with used() as tx:
        for draft, of in (("a", CASE), ("b", None)):
            tx.form_drafts.keep(
                FormDraft(id=draft, form="form", case_id=of, kept_at=MONDAY, ids={}, answers={}), LINE, draft
            )
    with used() as tx:
        tx.keys.delete(SCHOOL, [of_case("case1")])
    with used() as tx:
        assert [one.id for one in tx.form_drafts.of(LINE)] == ["b"]


def test_what_was_deleted_meanwhile_is_not_wrapped_anew(database: Database, used: Begin) -> None:
    with database.begin_reading() as unit:
        (row,) = [row for row in KEYS.all(unit._session) if row.id == of_case("case1")]
    with used() as tx:
        tx.keys.delete(SCHOOL, [of_case("case1")])
    with used() as tx, pytest.raises(Stale):
        tx.keys._set(row, b"wrapped anew")


def test_what_was_deleted_in_a_part_that_failed_stands(used: Begin) -> None:
    with used() as tx, tx.alone("part"):
        deletes_and_fails(tx)
    with used() as tx:
        assert tx.cases.unguarded(CASE) == case()
