import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from domain.access.break_glass import LASTS, break_glass
from domain.case.case import Case, Status, receive
from domain.case.merging import merge
from domain.errors import NotFound, Refused
from domain.event import Details, EventKind, Joined, Off
from domain.ids import AlertId, CaseId, PersonId, SchoolId
from domain.incident import Mark, OwnerDecision, OwnerNotice
from services.alert_notices import received_at
from storage.database import Database
from storage.engine.rows import Seal, Stale
from storage.gate.roll import ROOM
from storage.statements.inserts import add
from storage.tables.case import CaseRow, MemberRow, NumberRow
from storage.unit_of_work import Tx
from tests.kit.audit import events_in
from tests.kit.damage import changing, flip, rows_of
from tests.kit.people.cast import case, ids, incident, person, pupil
from tests.kit.school import MONDAY, SCHOOL, STAFF, TODAY
from tests.storage.conftest import Begin, happened

DECIDED = OwnerDecision(notice=OwnerNotice.NOTIFIED, at=MONDAY, by=PersonId("principal"), document="26/1")
PRINCIPAL, LINE, SOCIAL = PersonId("principal"), PersonId("line"), PersonId("social")


def refusal(look: Callable[[], object]) -> str:
    with pytest.raises(NotFound) as refused:
        look()
    return str(refused.value)


def slip_in(database: Database, who: PersonId) -> None:
    """A member row that the rules would never write."""
    with database.begin() as unit:
        key = unit.school(SCHOOL).cases._roll.key(case().id, who)
        add(unit._session, MemberRow, {"id": key, "school_id": SCHOOL})


def test_a_case_comes_back_as_it_went_in(school: Begin) -> None:
    opened = case(
        barred=ids("aks"),
        removed=ids("social"),
        incidents=(
            incident(1, Mark.SERIOUS, Mark.VIOLENCE, owner_decision=DECIDED, alert=AlertId("alert1")),
            incident(2, Mark.FORCE, told_at=MONDAY + timedelta(days=1)),
        ),
        acknowledge_by=MONDAY + timedelta(hours=2),
    )
    with school() as tx:
        tx.cases.open(opened)
    with school() as tx:
        assert tx.cases.get(opened.id, PRINCIPAL, TODAY) == opened
        assert tx.cases.find("2026-001", LINE, TODAY) == opened
        assert tx.cases.unguarded(opened.id) == opened


def test_not_yours_and_does_not_exist_sound_the_same(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
    with school() as tx:
        said = {
            refusal(lambda: tx.cases.get(case().id, SOCIAL, TODAY)),
            refusal(lambda: tx.cases.get(CaseId("nothing"), SOCIAL, TODAY)),
            refusal(lambda: tx.cases.find("2026-001", SOCIAL, TODAY)),
            refusal(lambda: tx.cases.find("2026-999", SOCIAL, TODAY)),
        }
        assert len(said) == 1
        assert tx.cases.visible(SOCIAL, TODAY) == tx.cases.of_pupil(pupil().id, SOCIAL, TODAY) == []
        assert "Fant ikke saken" in refusal(lambda: tx.cases.unguarded(CaseId("nothing")))


def test_who_is_barred_is_kept_out_even_by_a_row_in_the_member_table(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(barred=ids("social")))
    slip_in(database, SOCIAL)
    with school() as tx:
        nowhere = refusal(lambda: tx.cases.get(CaseId("nothing"), SOCIAL, TODAY))
        assert refusal(lambda: tx.cases.get(case().id, SOCIAL, TODAY)) == nowhere
        assert refusal(lambda: tx.cases.find("2026-001", SOCIAL, TODAY)) == nowhere
        assert tx.cases.visible(SOCIAL, TODAY) == tx.cases.of_pupil(pupil().id, SOCIAL, TODAY) == []


def test_another_school_sees_nothing(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        refusal(lambda: other.cases.get(case().id, PRINCIPAL, TODAY))
        refusal(lambda: other.cases.unguarded(case().id))
        assert other.cases.visible(PRINCIPAL, TODAY) == []


def test_a_list_holds_ones_own_open_cases_newest_first(school: Begin) -> None:
    later = MONDAY + timedelta(days=1)
    with school() as tx:
        tx.cases.open(case(1))
        tx.cases.open(case(2, opened_at=later, pupil_id=pupil(1).id))
        tx.cases.open(case(3, opened_at=later, members=ids("principal")))
        tx.cases.open(case(4, status=Status.MERGED))
        tx.cases.open(case(5, pupil_id=None))
    with school() as tx:
        assert [c.reference for c in tx.cases.visible(PRINCIPAL, TODAY)] == [
            "2026-003",
            "2026-002",
            "2026-005",
            "2026-001",
        ]
        assert [c.reference for c in tx.cases.visible(LINE, TODAY)] == ["2026-002", "2026-005", "2026-001"]
        assert [c.reference for c in tx.cases.of_pupil(pupil().id, PRINCIPAL, TODAY)] == ["2026-001", "2026-003"]


def test_reading_is_an_event(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        tx.cases.record_reading(LINE, MONDAY, case().id)
    assert [(one.kind, one.by_id) for one in events_in(database)] == [("case:read", "line")]
    with school() as tx:
        assert tx.events.history([case().id], None).timeline() == [], "who has looked is only for the audit"


def test_a_change_moves_the_gate_and_is_in_the_history(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        changed = case(members=ids("principal", "social"), barred=ids("line"))
        saved = tx.cases.save(case(), changed, happened(EventKind.CASE_BARRED))
        assert saved.version == 2
    with school() as tx:
        assert tx.cases.get(case().id, SOCIAL, TODAY) == saved
        refusal(lambda: tx.cases.get(case().id, LINE, TODAY))
        assert tx.events.history([case().id], None).timeline() == [happened(EventKind.CASE_BARRED)]


def test_only_who_joins_and_who_leaves_moves_in_the_gate(database: Database, school: Begin) -> None:
    def rows() -> set[str]:
        with database.engine.connect() as connection:
            return set(connection.execute(select(MemberRow.id)).scalars())

    def people() -> set[str]:
        with school() as tx:
            keys = {tx.cases._roll.key(case().id, PersonId(one)): one for one in STAFF}
        return {keys[key] for key in rows() & keys.keys()}

    with school() as tx:
        tx.cases.open(case())
    assert people() == {"principal", "line"}
    few = rows()
    with school() as tx:
        grown = tx.cases.save(case(), case(members=ids("principal", "line", "social")))
    assert people() == {"principal", "line", "social"}
    assert [len(few - rows()), len(rows() - few)] == [1, 1], "who joins takes the place of nobody"
    with school() as tx:
        saved = tx.cases.save(grown, replace(grown, members=ids("principal", "social", "teacher")))
    assert people() == {"principal", "social", "teacher"}
    with school() as tx:
        alone = tx.cases.save(saved, replace(saved, members=frozenset()))
    assert people() == set()
    assert len(rows()) == ROOM, "as many as there were"
    with school() as tx:
        tx.cases.save(alone, replace(alone, members=ids(*map(str, range(ROOM)))))
    assert len(rows()) == 2 * ROOM


def test_who_was_first_is_not_overwritten(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
    with school() as tx:
        tx.cases.save(case(), case(violator=True), happened(EventKind.CASE_RECEIVED))
    with school() as tx, pytest.raises(Stale):
        tx.cases.save(case(), case(enhanced=True), happened(EventKind.CASE_RECEIVED))
    with school() as tx:
        kept = tx.cases.get(case().id, LINE, TODAY)
        assert (kept.violator, kept.enhanced, kept.version) == (True, False, 2)
        assert tx.events.history([case().id], None).count == 1, "nor does the history say what did not happen"


def test_a_reporter_hears_when_the_case_or_what_it_became_was_taken(school: Begin) -> None:
    first, second = case(1), case(2)
    with school() as tx:
        tx.cases.open(first)
        tx.cases.open(second)
        assert received_at(second.id, tx) is None
        (kept, merged), (gone, away) = merge(first, second, "Samme hendelse", person("line"), MONDAY)
        tx.cases.save(second, gone, away)
        kept = tx.cases.save(first, kept, merged)
        taken = receive(kept, person("line"), MONDAY)
        assert taken is not None
        tx.cases.save(kept, *taken)
        assert received_at(first.id, tx) == received_at(second.id, tx) == MONDAY


def test_closed_and_merged_cases_are_for_those_who_were_on_them_at_the_end(school: Begin) -> None:
    first, second, third = case(1), case(2), case(3)
    with school() as tx:
        for one in (first, second, third):
            tx.cases.open(one)
        assert tx.cases.ended(LINE, TODAY) == []
        (kept, merged), (gone, away) = merge(first, second, "Samme hendelse", person("line"), MONDAY)
        tx.cases.save(second, gone, away)
        kept = tx.cases.save(first, kept, merged)
        closed = tx.cases.save(
            third, replace(third, status=Status.CLOSED, closed_at=MONDAY), happened(EventKind.CASE_MARKED)
        )
        assert {one.id for one in tx.cases.ended(LINE, TODAY)} == {second.id, third.id}
        assert tx.cases.ended(PersonId("aks"), TODAY) == []
        tx.cases.save(closed, replace(closed, barred=frozenset({LINE})), happened(EventKind.CASE_MARKED))
        assert [one.id for one in tx.cases.ended(LINE, TODAY)] == [second.id]
        tx.cases.save(kept, replace(kept, members=kept.members - {LINE}), happened(EventKind.CASE_MARKED))
        assert tx.cases.ended(LINE, TODAY) == []
        refusal(lambda: tx.cases.get(second.id, LINE, TODAY))


def numbers(tx: Tx, count: int, *, past: bool = False, year: int = 2026) -> list[str]:
    return [tx.cases.next_reference(year, past_the_school=past) for _ in range(count)]


def test_references_of_a_year_have_no_gap_and_start_anew(school: Begin) -> None:
    with school() as tx:
        assert numbers(tx, 3) == ["2026-001", "2026-002", "2026-003"]
        assert numbers(tx, 1, year=2027) == ["2027-001"]
    with school() as tx:
        assert numbers(tx, 1) == ["2026-004"]


def test_cases_past_the_school_leave_no_gap_in_the_schools_own_series(school: Begin) -> None:
    with school() as tx:
        assert numbers(tx, 1) == ["2026-001"]
        assert numbers(tx, 2, past=True) == ["2026-901", "2026-902"]
        assert numbers(tx, 1) == ["2026-002"]


def given_out(tx: Tx, *numbers: int) -> None:
    digests = (tx.cases._numbers.digest(f"2026-{number:03d}") for number in numbers)
    add(tx._session, NumberRow, *({"id": digest, "school_id": SCHOOL} for digest in digests))


def test_the_two_series_never_meet(school: Begin) -> None:
    with school() as tx:
        given_out(tx, *range(1, 900), *range(901, 1899))
    with school() as tx:
        assert numbers(tx, 3) == ["2026-900", "2026-1901", "2026-1902"]
        assert numbers(tx, 3, past=True) == ["2026-1899", "2026-1900", "2026-1903"]


def test_a_number_that_a_case_has_is_not_given_out_again(school: Begin, url: str) -> None:
    with school() as tx:
        numbers(tx, 2)
        tx.cases.open(case(2))
    with changing(url, "case_numbers") as connection:
        connection.execute("DELETE FROM case_numbers")
    with school() as tx:
        assert numbers(tx, 2) == ["2026-001", "2026-003"]


def test_who_waits_for_a_number_that_another_takes_gets_the_next(database: Database, school: Begin) -> None:
    with ThreadPoolExecutor(1) as pool:
        with school() as tx:
            assert numbers(tx, 1) == ["2026-001"]
            other = pool.submit(database.run, lambda unit: numbers(unit.school(SCHOOL), 1))
            time.sleep(0.1)
        assert other.result() == ["2026-002"]


def test_a_turn_that_fails_gives_its_number_back(school: Begin) -> None:
    with pytest.raises(NotFound), school() as tx:
        tx.cases.find(numbers(tx, 1)[0], SOCIAL, TODAY)
    with school() as tx:
        assert numbers(tx, 1) == ["2026-001"]


def test_schools_have_their_own_numbers(database: Database, school: Begin) -> None:
    with school() as tx:
        numbers(tx, 1)
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        assert numbers(unit.school(SchoolId("annen")), 1) == ["2026-001"]


def without_members() -> Case:
    return case(members=frozenset())


def test_a_case_past_the_school_without_an_owner_in_the_table_has_no_members(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(without_members())
        assert tx.cases.unguarded(case().id).members == frozenset()


def test_a_case_is_looked_at_on_its_day_and_again_when_its_pupil_may_have_changed(school: Begin) -> None:
    today = MONDAY.date()
    with school() as tx:
        tx.cases.open(case())
        assert [one.id for one in tx.cases.due_by(today)] == [case().id], "nobody has looked at it"
        assert tx.cases.due_days() == {case().id: None}
        tx.cases.looked_at((case(), today + timedelta(days=3)))
        assert tx.cases.due_by(today) == []
        assert tx.cases.due_days() == {case().id: today + timedelta(days=3)}
        assert [one.id for one in tx.cases.all_open()] == [case().id]
        tx.cases.look_again()
        assert [one.id for one in tx.cases.due_by(today)] == [case().id]


def test_a_day_that_cannot_be_read_is_looked_for_anew_and_one_that_has_not_changed_is_not_written(
    school: Begin, url: str
) -> None:
    def sealed() -> bytes:
        return bytes(rows_of(url, "SELECT due FROM cases")[0][0])

    with school() as tx:
        tx.cases.open(case())
        tx.cases.looked_at((case(), TODAY))
    before = sealed()
    with school() as tx:
        assert tx.cases.due_days() == {case().id: TODAY}
        tx.cases.looked_at((case(), TODAY))
    assert sealed() == before
    with school() as tx:
        assert [one.id for one in tx.cases.due_by(TODAY)] == [case().id]
        changed = tx.cases.save(case(), case(enhanced=True))
        tx.cases.looked_at((changed, TODAY))
        assert tx.cases.due_days() == {case().id: TODAY}
    flip(url, "cases", case().id, "due")
    with school() as tx:
        assert tx.cases.due_days() == {case().id: None}


def test_of_a_pupils_case_that_cannot_be_read_only_those_on_it_are_told(school: Begin, url: str) -> None:
    with school() as tx:
        tx.cases.open(case())
    flip(url, "cases", case().id)
    for who, told in ((PRINCIPAL, {"2026-001"}), (SOCIAL, set())):
        with school() as tx:
            assert tx.cases.of_pupil(pupil().id, who, TODAY) == []
            assert tx.cases.damaged == told


def test_a_case_with_a_number_of_no_series_is_named_by_its_id(school: Begin, url: str) -> None:
    with school() as tx:
        tx.cases.open(case(reference="uten nummer"))
    flip(url, "cases", case().id)
    with school() as tx, pytest.raises(Refused, match="Sak case1 kan ikke leses"):
        tx.cases.find("uten nummer", PRINCIPAL, TODAY)


def test_what_another_version_has_sealed_cannot_be_read_and_says_so(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case(members=ids("principal")))
        tx.cases.open(case(2, members=ids("principal")))
        row = tx.cases._school.seal(Seal(CaseRow, "due", "opened_at"), tx.cases._values(case()), {"of": "tomorrow"})
        this = (col(CaseRow.school_id) == SCHOOL, col(CaseRow.id) == case().id)
        tx.cases._session.exec(update(CaseRow).where(*this).values(sealed=row["sealed"]))
    with school() as tx, pytest.raises(Refused, match="Sak 2026-001 kan ikke leses"):
        tx.cases.get(case().id, PRINCIPAL, TODAY)
    with school() as tx:
        assert [one.reference for one in tx.cases.visible(PRINCIPAL, TODAY)] == ["2026-002"]
        assert tx.cases.damaged == {"2026-001"}
    assert database.keys.failures.counts == {"row": 2}


def test_whom_a_case_is_about_can_be_told_though_it_cannot_be_read(school: Begin, url: str) -> None:
    with school() as tx:
        tx.cases.open(case())
    flip(url, "cases", case().id)
    with school() as tx:
        everyone = [pupil(number).id for number in range(4)]
        assert tx.cases.pupils_of([case().id], everyone) == {pupil().id}
        assert tx.cases.pupils_of([], everyone) == tx.cases.pupils_of([case().id], everyone[1:]) == frozenset()


def test_cases_are_found_by_their_numbers_and_those_read_that_can_be(school: Begin, url: str) -> None:
    other = replace(case(), id=CaseId("case2"), reference="2026-002")
    with school() as tx:
        tx.cases.open(case())
        tx.cases.open(other)
    flip(url, "cases", case().id)
    with school() as tx:
        both = tx.cases.numbered(["2026-002", "2026-001", "2026-009"])
        assert sorted(both) == [case().id, other.id]
        assert tx.cases.some(both) == [other]
        assert not tx.cases.some([])
        assert not tx.cases.numbered([])


def test_a_leader_in_need_reads_a_case_for_a_day_and_is_told_the_same_before_and_after(school: Begin) -> None:
    line6, deputy, later = person("line6"), person("deputy"), MONDAY + timedelta(hours=3)
    with school() as tx:
        tx.cases.open(case())
        tx.cases.open(case(2))
        missing = refusal(lambda: tx.cases.get(CaseId("nowhere"), line6.id, TODAY))
        assert refusal(lambda: tx.cases.in_need(CaseId("case1"), line6, MONDAY)) == missing
        tx.events.add(break_glass(case(), line6, "Grunnen", MONDAY))
        found, until = tx.cases.in_need(CaseId("case1"), line6, later)
        assert (found.reference, until) == ("2026-001", MONDAY + LASTS)
        assert refusal(lambda: tx.cases.in_need(CaseId("case2"), line6, later)) == missing
        assert refusal(lambda: tx.cases.in_need(CaseId("nowhere"), line6, later)) == missing
        assert refusal(lambda: tx.cases.in_need(CaseId("case1"), deputy, later)) == missing
        assert refusal(lambda: tx.cases.in_need(CaseId("case1"), line6, MONDAY + LASTS)) == missing
        assert refusal(lambda: tx.cases.get(CaseId("case1"), line6.id, TODAY)) == missing, "they are not on it"
        tx.cases.save(found, replace(found, enhanced=True))
        assert refusal(lambda: tx.cases.in_need(CaseId("case1"), line6, later)) == missing


def test_the_gate_is_shut_when_the_last_day_is_over(school: Begin) -> None:
    tomorrow = TODAY + timedelta(days=1)
    lent = case(members=ids("principal", "social"), ends={SOCIAL: TODAY})
    with school() as tx:
        tx.cases.open(lent)
    with school() as tx:
        missing = refusal(lambda: tx.cases.get(CaseId("nowhere"), SOCIAL, tomorrow))
        assert tx.cases.get(lent.id, SOCIAL, TODAY) == lent
        assert refusal(lambda: tx.cases.get(lent.id, SOCIAL, tomorrow)) == missing
        assert refusal(lambda: tx.cases.find("2026-001", SOCIAL, tomorrow)) == missing
        for look in (
            lambda day: tx.cases.visible(SOCIAL, day),
            lambda day: tx.cases.of_pupil(pupil().id, SOCIAL, day),
            lambda day: tx.cases.those([lent.id], SOCIAL, day),
        ):
            assert [*look(TODAY)] == [lent]
            assert not look(tomorrow)


def test_a_case_that_went_into_another_is_for_those_whose_time_on_that_one_is_not_over(school: Begin) -> None:
    both = ids("principal", "social")
    kept, gone = case(members=both, ends={SOCIAL: TODAY}), case(2, members=both)
    went = replace(gone, status=Status.MERGED, merged_into=kept.id)
    with school() as tx:
        tx.cases.open(kept)
        tx.cases.open(went)
    with school() as tx:
        assert tx.cases.ended(SOCIAL, TODAY) == [went]
        assert tx.cases.ended(SOCIAL, TODAY + timedelta(days=1)) == []


def test_who_was_let_in_and_is_off_again_is_not_on_it_for_that(school: Begin) -> None:
    def history(tx: Tx) -> dict[PersonId, Joined]:
        return tx.events.history([CaseId("case1")], None).joined

    let_in, both = Details(person=SOCIAL, how=Joined.BY_A_LEADER), {SOCIAL: Joined.BY_A_LEADER}
    with school() as tx:
        tx.cases.open(case(), replace(happened(EventKind.CASE_MEMBER_ADDED), details=let_in))
    with school() as tx:
        assert history(tx) == both
        off = Details(person=SOCIAL, off=Off.ENDED)
        tx.events.add(replace(happened(EventKind.CASE_MEMBER_OFF), details=off))
    with school() as tx:
        assert history(tx) == {}
        tx.events.add(replace(happened(EventKind.CASE_MEMBER_ADDED), details=let_in))
    with school() as tx:
        assert history(tx) == both
