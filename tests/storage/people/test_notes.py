"""What is logged on pupils without a case, as it is stored."""

from dataclasses import replace
from datetime import timedelta

from domain.case.log import LogEntry
from domain.event import Details, EventKind
from domain.ids import EntryId, PersonId, PupilId, new_id
from domain.patterns.pattern import PatternAsked, pattern_of
from storage.database import Database
from tests.kit.audit import events_of
from tests.kit.people.cast import pupil
from tests.kit.school import MONDAY, SCHOOL, fill, the_plan


def entry(pupil_id: PupilId) -> LogEntry:
    return LogEntry(
        id=EntryId(new_id()),
        school_id=SCHOOL,
        author=PersonId("aks"),
        logged_at=MONDAY,
        occurred_at=MONDAY,
        type=the_plan().pick_lists.log_types[0].id,
        text="Kanarilogg",
        pupil_id=pupil_id,
    )


def test_an_entry_is_put_away_once_and_an_asking_keeps_the_pupil_in_sight(database: Database) -> None:
    fill(database)
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        about = next(one.id for one in tx.pupils.read_all() if one.name == pupil().name)
        entries = [entry(about) for _number in range(3)]
        for one in entries:
            tx.events.log(one)
        ids = tuple(one.id for one in entries)
        asked = PatternAsked(
            pattern=pattern_of(ids), pupil=about, entries=ids, turn=0, people=(PersonId("teacher"),), at=MONDAY
        )
        tx.notes.ask(asked, again=False)
        for _time in range(2):
            tx.notes.put_away(entries[0], PersonId("aks"), MONDAY)
        later = MONDAY + timedelta(days=1)
        assert tx.notes.several(3, later, MONDAY) == [about], "asked of, though all of it is long ago"
        notes = tx.notes.of(about)
        assert notes.away == {entries[0].id}
        assert [*notes.counting] == [*ids[1:]]
        assert notes.asked == (replace(asked),)
        assert tx.notes.asking(asked.pattern) == asked
        assert tx.notes.asking("another") is None
        tx.notes.assess(asked, ids, "Kanarigrunn", PersonId("line"), MONDAY)
        assert tx.notes.assessed(asked) == [("line", "Kanarigrunn")]
        assert tx.notes.assessed(replace(asked, pattern="another")) == []


def test_that_someone_has_read_own_entries_is_kept_once_for_each_pupil_and_is_in_no_history(database: Database) -> None:
    fill(database)
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        first, second = (one.id for one in tx.pupils.read_all()[:2])
        tx.notes.record_own_reading([first, second, first], PersonId("aks"), MONDAY)
        read = [tx.events._open(row, Details) for row in events_of(tx, EventKind.LOG_READ)]
        assert [one.pupil for one in read] == [first, second]
        assert tx.events.history([], first).count == 0
