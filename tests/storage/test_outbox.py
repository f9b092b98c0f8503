from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.people import PersonId
from storage.database import Database
from storage.outbox import LEASE, NO_REFERENCE, REPEAT_UNKNOWN_AFTER, Origin, State
from storage.tables import OutboxRow
from tests.kit.school import MONDAY
from tests.storage.conftest import Begin

LINE, SOCIAL = PersonId("line"), PersonId("social")
EARLY = timedelta(seconds=1)


def put(school: Begin, *recipients: PersonId, now: datetime = MONDAY) -> None:
    with school() as tx:
        tx.outbox.put_all("alert.notice", "case1", recipients or (LINE,), now)


def claim(database: Database, now: datetime = MONDAY, limit: int = 9) -> list[OutboxRow]:
    with database.begin() as unit:
        return unit.queue.claim(now, limit)


def the_row(database: Database) -> Any:  # noqa: ANN401  (a row)
    with database.engine.connect() as connection:
        return connection.execute(select(OutboxRow.__table__)).one()  # type: ignore[attr-defined]  # SQLModel's table


def send(database: Database, now: datetime = MONDAY) -> str:
    """Claim the one message and say that it is being sent."""
    (row,) = claim(database, now)
    with database.begin() as unit:
        unit.queue.sending([row.id], now)
    return row.id


def settle(database: Database, row: str, state: State, now: datetime = MONDAY, **more: str) -> None:
    with database.begin() as unit:
        unit.queue.settle(row, state, now, **more)


def test_a_message_is_written_once(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL)
    put(school, LINE)
    with school() as tx:
        tx.outbox.put("alert.notice", "case1", LINE, MONDAY)
        tx.outbox.put("alert.notice", "case2", LINE, MONDAY)
        tx.outbox.put("alert.notice", "case1", LINE, MONDAY, key="2")
        tx.outbox.put_all("alert.notice", "case1", [], MONDAY)
    with database.begin() as unit:
        assert unit.queue.counts() == {"pending": 4}


def test_a_message_that_is_to_change_knows_where_it_stands(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.outbox.put("alert.receipt", "alert1", LINE, MONDAY, origin=Origin("https://smba.test", "a:line", "act-1"))
    (row,) = claim(database)
    assert (row.service_url, row.conversation_id, row.activity_id) == ("https://smba.test", "a:line", "act-1")


def test_only_what_is_due_is_taken_up_oldest_first_and_no_more_than_asked(database: Database, school: Begin) -> None:
    put(school, LINE, now=MONDAY + timedelta(minutes=2))
    put(school, SOCIAL, now=MONDAY + timedelta(minutes=1))
    assert claim(database) == []
    later = MONDAY + timedelta(minutes=3)
    assert [r.recipient_id for r in claim(database, later, limit=1)] == [SOCIAL]
    assert [r.recipient_id for r in claim(database, later)] == [LINE]
    assert claim(database, later) == []


def test_two_processes_never_take_up_the_same_message(database: Database, url: str, school: Begin) -> None:
    """On PostgreSQL the second does not even wait; SQLite lets one writer in at a time."""
    put(school, LINE, SOCIAL)
    other = Database(url, database.keys.ring)
    if url.startswith("sqlite"):
        first, second = claim(database, limit=1), claim(other, limit=1)
    else:
        with database.begin() as unit, other.begin() as unit2:
            first, second = unit.queue.claim(MONDAY, 1), unit2.queue.claim(MONDAY, 9)
    other.dispose()
    assert {row.recipient_id for row in first + second} == {LINE, SOCIAL}
    assert len(first) == len(second) == 1


def test_a_lease_that_runs_out_is_taken_up_again(database: Database, school: Begin) -> None:
    put(school)
    (row,) = claim(database)
    assert (row.state, row.attempts) == (State.LEASED, 1)
    assert claim(database, MONDAY + LEASE) == []
    (again,) = claim(database, MONDAY + LEASE + EARLY)
    assert (again.id, again.attempts, again.repeats) == (row.id, 2, 0)


def test_what_was_being_sent_when_a_process_died_is_unknown_and_comes_once_more_only(
    database: Database, school: Begin
) -> None:
    put(school)
    row, now = send(database), MONDAY
    for repeat in (1, 0):
        assert claim(database, now + LEASE + EARLY) == []
        with database.begin() as unit:
            assert unit.queue.expire(now + LEASE) == 0
            assert unit.queue.expire(now + LEASE + EARLY) == 1
        now += LEASE + EARLY + REPEAT_UNKNOWN_AFTER
        assert the_row(database).state == State.UNKNOWN
        assert claim(database, now - EARLY) == []
        assert [r.id for r in claim(database, now)] == [row] * repeat
        if repeat:
            with database.begin() as unit:
                unit.queue.sending([row], now)
    assert (the_row(database).attempts, the_row(database).repeats, the_row(database).error) == (2, 1, "process_died")


def test_an_answer_nobody_got_is_unknown_and_comes_once_more_only(database: Database, school: Begin) -> None:
    put(school)
    row = send(database)
    settle(database, row, State.UNKNOWN, error="timeout")
    assert claim(database, MONDAY + REPEAT_UNKNOWN_AFTER - EARLY) == []
    assert send(database, MONDAY + REPEAT_UNKNOWN_AFTER) == row
    settle(database, row, State.UNKNOWN, MONDAY + REPEAT_UNKNOWN_AFTER, error="timeout")
    assert claim(database, MONDAY + timedelta(days=9)) == []


@pytest.mark.parametrize("state", [State.SENT, State.FAILED, State.DEAD, State.MOOT])
def test_what_is_settled_never_comes_again(database: Database, school: Begin, state: State) -> None:
    put(school)
    row = send(database)
    settle(database, row, state, activity="act-7", error="")
    kept = the_row(database)
    assert (kept.state, kept.activity_id, kept.error, kept.lease_until) == (state, "act-7", None, None)
    assert kept.settled_at.replace(tzinfo=MONDAY.tzinfo) == MONDAY
    put(school)
    assert claim(database, MONDAY + timedelta(days=9)) == []


def test_what_was_not_applied_waits_and_is_pending_again(database: Database, school: Begin) -> None:
    put(school)
    row, later = send(database), MONDAY + timedelta(seconds=20)
    with database.begin() as unit:
        unit.queue.later(row, later, "429")
    assert the_row(database).state == State.PENDING
    assert claim(database, later - EARLY) == []
    assert [r.repeats for r in claim(database, later)] == [0]


def test_who_can_be_reached_now_gets_what_waited_for_that(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL)
    far = MONDAY + timedelta(minutes=30)
    with database.begin() as unit:
        for row, why in zip(unit.queue.claim(MONDAY, 9), (NO_REFERENCE, "429"), strict=True):
            unit.queue.later(row.id, far, why)
        unit.queue.wake([LINE, SOCIAL], MONDAY)
        assert unit.queue.oldest_due() == MONDAY
    (woken,) = claim(database)
    assert woken.error is None


def test_nobody_elses_message_is_woken(database: Database, school: Begin) -> None:
    put(school)
    (row,) = claim(database)
    with database.begin() as unit:
        unit.queue.later(row.id, MONDAY + timedelta(minutes=30), NO_REFERENCE)
        unit.queue.wake([SOCIAL], MONDAY)
    assert claim(database) == []


def test_a_case_can_say_who_did_not_get_a_notice(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL, PersonId("deputy"))
    for row, state in zip(claim(database), (State.FAILED, State.DEAD, State.SENT), strict=True):
        settle(database, row.id, state)
    with school() as tx:
        assert len(tx.outbox.undelivered("case1")) == 2
        assert tx.outbox.undelivered("case2") == set()


def test_the_figures_of_the_queue(database: Database, school: Begin) -> None:
    with database.begin() as unit:
        assert (unit.queue.counts(), unit.queue.oldest_due()) == ({}, None)
    put(school, LINE, now=MONDAY)
    put(school, SOCIAL, now=MONDAY + timedelta(minutes=1))
    settle(database, send(database), State.SENT)
    with database.begin() as unit:
        assert unit.queue.counts() == {"pending": 1, "sent": 1}
        assert unit.queue.oldest_due() == MONDAY + timedelta(minutes=1)
