from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from domain.errors import NotFound
from domain.event import AlertId, CaseId, Event
from domain.log import EntryId, LogEntry
from domain.people import PersonId, PupilId, SchoolId
from domain.procedure import Answer
from domain.step_history import RecordId, StepRecord, Taken
from storage.database import Database
from storage.tables import EventRow
from storage.unit_of_work import Tx
from tests.kit.cast import alert, case, pupil
from tests.kit.school import FACT, MONDAY, SCHOOL
from tests.storage.conftest import Begin, happened

TEACHER = PersonId("teacher")
PUPIL = pupil().id


def entry(key: str = "entry1", *, minutes: int = 0, on: PupilId | None = PUPIL, case: str | None = None) -> LogEntry:
    return LogEntry(
        id=EntryId(key),
        school_id=SCHOOL,
        author=TEACHER,
        logged_at=MONDAY + timedelta(hours=3),
        occurred_at=MONDAY + timedelta(minutes=minutes),
        type="observasjon",
        text=FACT,
        quote="«Kanarisitat»",
        pupil_id=None if case else on,
        case_id=CaseId(case) if case else None,
    )


def timeline(tx: Tx, *cases: str, pupil_id: PupilId | None = None, offset: int = 0, limit: int = 9) -> list[str]:
    items = tx.events.timeline(cases, pupil_id, offset=offset, limit=limit)
    return [item.kind if isinstance(item, Event) else item.id for item in items]


@pytest.fixture
def history(school: Begin) -> Begin:
    """A case with three events, an entry on it, and two entries on the pupil."""
    with school() as tx:
        tx.cases.open(case(), happened("alert:sent"), happened("case:received", minutes=20))
        tx.cases.open(case(2))
        tx.events.add(happened("case:read", minutes=30))
        tx.events.log(entry("on_case", minutes=10, case="case1"))
        tx.events.log(entry("before", minutes=-60))
        tx.events.log(entry("of_another", on=pupil(1).id))
    return school


def test_a_timeline_is_newest_first_with_what_was_logged_before_the_case(history: Begin) -> None:
    with history() as tx:
        assert timeline(tx, "case1", pupil_id=PUPIL) == ["case:received", "on_case", "alert:sent", "before"]
        assert tx.events.count(["case1"], PUPIL) == 4
        assert timeline(tx, "case1") == ["case:received", "on_case", "alert:sent"]
        assert timeline(tx, "case2") == []
        assert tx.events.count(["case2"], None) == 0


def test_a_timeline_comes_in_pages(history: Begin) -> None:
    with history() as tx:
        assert timeline(tx, "case1", pupil_id=PUPIL, limit=3) == ["case:received", "on_case", "alert:sent"]
        assert timeline(tx, "case1", pupil_id=PUPIL, offset=3, limit=3) == ["before"]


def test_an_event_comes_back_as_it_went_in(school: Begin) -> None:
    system = happened("notice:unreached", "Boten nådde ikke Ansatt Line.").model_copy(update={"by": None})
    with school() as tx:
        tx.cases.open(case(), system)
        assert tx.events.timeline(["case1"], None, offset=0, limit=1) == [system]


def test_an_entry_comes_back_and_is_its_authors(history: Begin) -> None:
    with history() as tx:
        assert tx.events.entry(EntryId("before")) == entry("before", minutes=-60)
        assert tx.events.entry(EntryId("nothing")) is None
        assert tx.events.own_entry(EntryId("before"), TEACHER) == entry("before", minutes=-60)
        assert tx.events.own_entry(EntryId("nothing"), TEACHER) is None
        with pytest.raises(NotFound):
            tx.events.own_entry(EntryId("before"), PersonId("aks"))
        assert [e.id for e in tx.events.logged_by(TEACHER, offset=0, limit=9)] == ["of_another", "before"]
        assert tx.events.logged_by(PersonId("aks"), offset=0, limit=9) == []


def test_an_id_that_is_an_events_is_nobodys_entry(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        tx.events.add_once("given", happened("alert:added", FACT))
        assert tx.events.entry(EntryId("given")) is None
        with pytest.raises(NotFound):
            tx.events.own_entry(EntryId("given"), TEACHER)


def test_a_button_pressed_twice_adds_once(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        tx.alerts.add(alert())
        assert tx.events.add_once("given", happened("alert:added", "Kanaritillegg", alert="alert1"))
    with school() as tx:
        assert not tx.events.add_once("given", happened("alert:added", "Noe annet", alert="alert1"))
        assert [e.text for e in tx.events.of_alert(AlertId("alert1"))] == ["Kanaritillegg"]


def test_another_schools_history_is_not_here(database: Database, history: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        assert timeline(other, "case1", pupil_id=PUPIL) == []
        assert other.events.entry(EntryId("before")) is None


@pytest.mark.parametrize("change", ["UPDATE events SET kind = 'case:other'", "DELETE FROM events", "TRUNCATE events"])
def test_the_database_refuses_to_change_or_delete_an_event(database: Database, history: Begin, change: str) -> None:
    with database.engine.connect() as connection:
        before = connection.execute(select(EventRow.id, EventRow.kind, EventRow.sealed)).all()
    with pytest.raises(DatabaseError), database.engine.begin() as connection:
        connection.execute(text(change))
    with database.engine.connect() as connection:
        assert connection.execute(select(EventRow.id, EventRow.kind, EventRow.sealed)).all() == before
        assert len(before) == 6


def taken(key: str, step: str = "observasjon", *, minutes: int = 0, what: Taken = Taken.DONE) -> StepRecord:
    return StepRecord(
        id=RecordId(key),
        step=step,
        taken=what,
        at=MONDAY + timedelta(minutes=minutes),
        by=TEACHER,
        on=MONDAY.date(),
        answers={Answer.TEXT: FACT, Answer.QUOTE: "«Kanarisitat»"},
        person=PersonId("line"),
        until=date(2026, 12, 4),
        reason="Kanarigrunn",
        days_late=2,
    )


@pytest.fixture
def worked(history: Begin) -> Begin:
    """The same case, with two steps taken; the first to be written was taken last."""
    with history() as tx:
        tx.events.step(CaseId("case1"), taken("step1", minutes=90))
        tx.events.step(CaseId("case1"), taken("step2", "medelever", minutes=40, what=Taken.NOT_NEEDED))
        tx.events.step(CaseId("case2"), taken("step3"))
    return history


def test_what_was_done_with_a_step_comes_back_as_it_went_in(worked: Begin) -> None:
    with worked() as tx:
        assert tx.events.steps(["case2"]) == [taken("step3")]
        bare = StepRecord(id=RecordId("bare"), step="evaluere", taken=Taken.DONE, at=MONDAY, by=TEACHER)
        tx.events.step(CaseId("case2"), bare)
        assert tx.events.steps(["case2"]) == [taken("step3"), bare]


def test_steps_come_in_the_order_they_were_recorded(worked: Begin) -> None:
    with worked() as tx:
        assert [r.id for r in tx.events.steps(["case1"])] == ["step1", "step2"]
        assert [r.id for r in tx.events.steps(["case1", "case2"])] == ["step1", "step2", "step3"]
        assert tx.events.steps(["case3"]) == []
        assert tx.events.steps([]) == []


def test_the_steps_of_many_cases_come_at_once(worked: Begin) -> None:
    with worked() as tx:
        found = tx.events.steps_by_case(["case1", "case2", "case3"])
        assert {case: [r.id for r in records] for case, records in found.items()} == {
            "case1": ["step1", "step2"],
            "case2": ["step3"],
        }


def test_a_case_was_last_logged_to_when_an_entry_or_a_step_was(worked: Begin) -> None:
    with worked() as tx:
        tx.events.add(happened("case:read", minutes=200))
        last = tx.events.last_logged(["case1", "case2", "case3"])
        assert last == {"case1": MONDAY + timedelta(minutes=90), "case2": MONDAY}


def test_a_press_on_a_step_is_taken_once(worked: Begin) -> None:
    with worked() as tx:
        assert tx.events.taken("step1")
        assert not tx.events.taken("step4")


def test_a_step_stands_in_the_timeline_and_is_nobodys_entry(worked: Begin) -> None:
    with worked() as tx:
        assert timeline(tx, "case1") == ["step1", "step2", "case:received", "on_case", "alert:sent"]
        assert taken("step1", minutes=90) in tx.events.timeline(["case1"], None, offset=0, limit=1)
        assert tx.events.entry(EntryId("step1")) is None
        with pytest.raises(NotFound):
            tx.events.own_entry(EntryId("step1"), TEACHER)


def test_a_stolen_database_does_not_say_what_was_done_or_answered(database: Database, worked: Begin) -> None:
    with database.engine.connect() as connection:
        rows = connection.execute(select(EventRow).where(EventRow.kind == "step:taken")).all()
    assert len(rows) == 3
    for word in ("observasjon", "medelever", "Kanari", "ikke_nødvendig", "gjort"):
        assert word not in str(rows)
        assert word.encode() not in b"".join(row.sealed for row in rows)


def test_another_school_sees_no_steps(database: Database, worked: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        assert other.events.steps(["case1", "case2"]) == []
        assert other.events.steps_by_case(["case1"]) == {}
        assert other.events.last_logged(["case1"]) == {}


@given(st.sampled_from(["Case", "case", "case:", ":read", "case:read:2", "case read", "sak:åpnet"]))
def test_a_kind_follows_the_grammar(kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        happened(kind)
