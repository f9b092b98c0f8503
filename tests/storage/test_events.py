from datetime import timedelta

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


@given(st.sampled_from(["Case", "case", "case:", ":read", "case:read:2", "case read", "sak:åpnet"]))
def test_a_kind_follows_the_grammar(kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        happened(kind)
