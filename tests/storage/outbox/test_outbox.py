from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.ids import AlertId, CaseId, ChannelId, PersonId
from domain.message import AlertSubject, CaseSubject, ListSubject, MessageKind
from domain.school_plan.year_task import Lists
from domain.value import to_json
from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.rows import Damaged
from storage.outbox import queue
from storage.outbox.message import NO_REFERENCE, Contents, MessageState, Origin, Queued, lost
from storage.outbox.queue import LEASE, REPEAT_UNKNOWN_AFTER
from storage.people.channels import Place
from storage.tables.delivery import OutboxRow
from tests.kit.school import MONDAY, SCHOOL
from tests.storage.conftest import Begin

LINE, SOCIAL = PersonId("line"), PersonId("social")
DAY = datetime(2026, 11, 23, tzinfo=UTC)
EARLY = timedelta(seconds=1)
CASE, OTHER_CASE = CaseSubject(case_id=CaseId("case1")), CaseSubject(case_id=CaseId("case2"))
ALERT = AlertSubject(alert_id=AlertId("alert1"))
ORIGIN = Origin("https://smba.test", "a:line", "act-1")


def put(school: Begin, *recipients: PersonId, now: datetime = MONDAY) -> None:
    with school() as tx:
        tx.outbox.put_all(MessageKind.ALERT_NOTICE, CASE, recipients or (LINE,), now)


def claim(database: Database, now: datetime = MONDAY, limit: int = 9) -> list[Queued]:
    with database.begin() as unit:
        unit.queue.recover(now)
        return unit.queue.claim(now, limit)


def the_row(database: Database) -> Any:  # noqa: ANN401  (any type)
    with database.engine.connect() as connection:
        return connection.execute(select(OutboxRow.__table__)).one()  # type: ignore[attr-defined]  # the types cannot say it


def send(database: Database, now: datetime = MONDAY) -> str:
    """Claim the one message and say that it is being sent."""
    (row,) = claim(database, now)
    with database.begin() as unit:
        unit.queue.sending([row.id], now)
    return row.id


def settle(database: Database, row: str, state: MessageState, now: datetime = MONDAY, **more: str) -> None:
    with database.begin() as unit:
        unit.queue.settle(row, state, now, **more)


def test_a_message_is_written_once(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL)
    put(school, LINE)
    with school() as tx:
        tx.outbox.put(MessageKind.ALERT_NOTICE, CASE, LINE, MONDAY)
        tx.outbox.put(MessageKind.ALERT_NOTICE, OTHER_CASE, LINE, MONDAY)
        tx.outbox.put(MessageKind.ALERT_NOTICE, CASE, LINE, MONDAY, key="2")
        tx.outbox.put_all(MessageKind.ALERT_NOTICE, CASE, [], MONDAY)
    with database.begin() as unit:
        assert unit.queue.counts() == {"pending": 4}


def test_who_has_got_so_many_is_sated(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL)
    with school() as tx:
        tx.outbox.put(MessageKind.ALERT_NOTICE, OTHER_CASE, LINE, MONDAY)
    taken = claim(database)
    whom = {row.where: row.recipient for row in taken}
    with database.begin() as unit:
        unit.queue.sending([row.id for row in taken], MONDAY)
        assert [whom[one] for one in unit.queue.sated(MONDAY - EARLY, 2)] == [LINE]
        assert {whom[one] for one in unit.queue.sated(MONDAY - EARLY, 1)} == {LINE, SOCIAL}
        assert unit.queue.sated(MONDAY, 1) == set()


def test_a_message_that_is_to_change_knows_where_it_stands(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.outbox.put(MessageKind.ALERT_RECEIPT, ALERT, LINE, MONDAY, origin=ORIGIN)
    (row,) = claim(database)
    assert (row.origin, row.subject) == (ORIGIN, ALERT)


def test_only_what_is_due_is_taken_up_oldest_first_and_no_more_than_asked(database: Database, school: Begin) -> None:
    put(school, LINE, now=MONDAY + timedelta(minutes=2))
    put(school, SOCIAL, now=MONDAY + timedelta(minutes=1))
    assert claim(database) == []
    later = MONDAY + timedelta(minutes=3)
    assert [r.recipient for r in claim(database, later, limit=1)] == [SOCIAL]
    assert [r.recipient for r in claim(database, later)] == [LINE]
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
    assert {row.recipient for row in first + second} == {LINE, SOCIAL}
    assert len(first) == len(second) == 1


def test_a_lease_that_runs_out_is_taken_up_again(database: Database, school: Begin) -> None:
    put(school)
    (row,) = claim(database)
    assert (row.state, row.attempts) == (MessageState.LEASED, 1)
    assert claim(database, MONDAY + LEASE) == []
    (again,) = claim(database, MONDAY + LEASE + EARLY)
    assert (again.id, again.attempts, again.repeats) == (row.id, 2, 0)


def test_a_message_whose_card_is_gone_goes_as_one_of_its_own(database: Database, school: Begin) -> None:
    with school() as tx:
        tx.outbox.put(MessageKind.ALERT_RECEIPT, ALERT, LINE, MONDAY, origin=ORIGIN)
    row = send(database)
    with database.begin() as unit:
        unit.queue.anew(row, MONDAY, "ActivityNotFoundInConversation")
    (again,) = claim(database)
    assert (again.id, again.origin, again.error) == (row, None, "ActivityNotFoundInConversation")


def test_what_was_being_sent_when_a_process_died_is_unknown_and_comes_once_more_only(
    database: Database, school: Begin
) -> None:
    put(school)
    row, now = send(database), MONDAY
    for repeat in (1, 0):
        with database.begin() as unit:
            assert unit.queue.recover(now + LEASE) == 0
            assert unit.queue.recover(now + LEASE + EARLY) == 1
        assert claim(database, now + LEASE + EARLY) == []
        now += LEASE + EARLY + REPEAT_UNKNOWN_AFTER
        assert the_row(database).state == MessageState.UNKNOWN
        assert claim(database, now - EARLY) == []
        assert [r.id for r in claim(database, now)] == [row] * repeat
        if repeat:
            with database.begin() as unit:
                unit.queue.sending([row], now)
    assert (the_row(database).attempts, the_row(database).repeats, the_row(database).error) == (2, 1, "process_died")


def test_an_answer_nobody_got_is_unknown_and_comes_once_more_only(database: Database, school: Begin) -> None:
    put(school)
    row = send(database)
    settle(database, row, MessageState.UNKNOWN, error="timeout")
    assert claim(database, MONDAY + REPEAT_UNKNOWN_AFTER - EARLY) == []
    assert send(database, MONDAY + REPEAT_UNKNOWN_AFTER) == row
    settle(database, row, MessageState.UNKNOWN, MONDAY + REPEAT_UNKNOWN_AFTER, error="timeout")
    assert claim(database, MONDAY + timedelta(days=9)) == []


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED, MessageState.DEAD, MessageState.MOOT])
def test_what_is_settled_never_comes_again(database: Database, school: Begin, state: MessageState) -> None:
    put(school)
    row = send(database)
    settle(database, row, state, activity="act-7", error="")
    kept = the_row(database)
    assert (kept.state, kept.error, kept.lease_until) == (state, None, None)
    assert kept.settled_at.replace(tzinfo=MONDAY.tzinfo) == MONDAY
    put(school)
    assert claim(database, MONDAY + timedelta(days=9)) == []


def test_what_was_not_applied_waits_and_is_pending_again(database: Database, school: Begin) -> None:
    put(school)
    row, later = send(database), MONDAY + timedelta(seconds=20)
    with database.begin() as unit:
        unit.queue.later(row, later, "429")
    assert the_row(database).state == MessageState.PENDING
    assert claim(database, later - EARLY) == []
    assert [r.repeats for r in claim(database, later)] == [0]


def test_what_a_limit_stands_in_the_way_of_waits_and_was_never_tried(database: Database, school: Begin) -> None:
    put(school)
    (row,) = claim(database)
    later = MONDAY + timedelta(seconds=3)
    with database.begin() as unit:
        unit.queue.wait(row.id, later)
    assert claim(database) == []
    kept = the_row(database)
    assert (kept.state, kept.attempts, kept.lease_until) == (MessageState.PENDING, 0, None)
    assert [again.id for again in claim(database, later + EARLY)] == [row.id]


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


def test_whose_a_message_was_is_forgotten_but_of_what_may_still_go(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL, PersonId("deputy"), PersonId("principal"))
    taken = claim(database)
    states = (MessageState.SENT, MessageState.UNKNOWN, MessageState.FAILED)
    for row, state in zip(taken, states, strict=False):
        settle(database, row.id, state)
    with database.begin() as unit:
        unit.queue.later(taken[3].id, MONDAY, NO_REFERENCE)
        for before, left in ((MONDAY, 4), (MONDAY + EARLY, 2)):
            unit.queue.forget_whom(before)
            unit._session.expire_all()
            rows = unit._session.exec(select(OutboxRow), execution_options=ALL_SCHOOLS).all()
            assert sum(row.recipient_digest is not None for row in rows) == left
            assert {row.created_at for row in rows if row.recipient_digest is None} <= {DAY}
            assert {row.settled_at for row in rows if row.recipient_digest is None} <= {DAY, MONDAY}
    later = claim(database, MONDAY + REPEAT_UNKNOWN_AFTER)
    assert {(row.recipient, row.where) for row in later} == {(row.recipient, row.where) for row in (taken[1], taken[3])}
    with database.begin_reading() as unit:
        meant = unit.school(SCHOOL).outbox.meant_for(MessageKind.ALERT_NOTICE, CASE)
        assert meant.keys() == {row.recipient for row in taken}
        assert unit.verify(SCHOOL) == []


def test_nobody_elses_message_is_woken(database: Database, school: Begin) -> None:
    put(school)
    (row,) = claim(database)
    with database.begin() as unit:
        unit.queue.later(row.id, MONDAY + timedelta(minutes=30), NO_REFERENCE)
        unit.queue.wake([SOCIAL], MONDAY)
    assert claim(database) == []


def test_a_case_can_say_who_did_not_get_a_notice(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL, PersonId("deputy"))
    for row, state in zip(claim(database), (MessageState.FAILED, MessageState.DEAD, MessageState.SENT), strict=True):
        settle(database, row.id, state)
    with school() as tx:
        assert len(tx.outbox.undelivered(MessageKind.ALERT_NOTICE, CASE)) == 2
        assert tx.outbox.undelivered(MessageKind.ALERT_NOTICE, OTHER_CASE) == set()
        assert tx.outbox.reached(MessageKind.ALERT_NOTICE, CASE)
        assert not tx.outbox.reached(MessageKind.ALERT_NOTICE, OTHER_CASE)
        assert sorted(tx.outbox.meant_for(MessageKind.ALERT_NOTICE, CASE).values()) == [False, False, True]


def test_what_there_was_no_reason_to_send_was_meant_for_nobody(database: Database, school: Begin) -> None:
    put(school)
    (row,) = claim(database)
    settle(database, row.id, MessageState.MOOT)
    with school() as tx:
        assert tx.outbox.meant_for(MessageKind.ALERT_NOTICE, CASE) == {}


def test_what_is_on_its_way_for_the_first_time_reaches_someone(database: Database, school: Begin) -> None:
    put(school)
    with school() as tx:
        assert tx.outbox.reached(MessageKind.ALERT_NOTICE, CASE) == {LINE}
    (row,) = claim(database)
    with database.begin() as unit:
        unit.queue.later(row.id, MONDAY, NO_REFERENCE)
    with school() as tx:
        assert tx.outbox.reached(MessageKind.ALERT_NOTICE, CASE) == set()
        assert tx.outbox.undelivered(MessageKind.ALERT_NOTICE, CASE) == {LINE}


def test_what_goes_to_several_may_go_later(database: Database, school: Begin) -> None:
    due = MONDAY + timedelta(minutes=1)
    with school() as tx:
        tx.outbox.put_all(MessageKind.ALERT_NOTICE, CASE, [LINE, SOCIAL], MONDAY, due=due)
    assert claim(database, due - EARLY) == []
    assert {row.recipient for row in claim(database, due)} == {LINE, SOCIAL}


def a_channel(school: Begin) -> ChannelId:
    with school() as tx:
        tx.channels.bind(Place("19:teachers", "https://smba.test", "tenant", "bot"), ["årshjul"], MONDAY)
        (channel,) = tx.channels.all()
    return channel.id


def test_a_post_that_stands_is_updated_once_for_each_change(database: Database, school: Begin) -> None:
    channel, today = a_channel(school), ListSubject(day=MONDAY.date(), lists=Lists.OPEN_PLANS)
    with school() as tx:
        tx.outbox.post(MessageKind.REVIEW_POST, today, [channel], MONDAY)
        tx.outbox.repost(MessageKind.REVIEW_POST, today, MONDAY, key="too early")
        assert tx.outbox.posted(MessageKind.REVIEW_POST, ListSubject) == []
    post = send(database)
    settle(database, post, MessageState.SENT, activity="m1", conversation="19:teachers;messageid=m1")
    for key in ("done", "done", "undone"):
        with school() as tx:
            assert tx.outbox.posted(MessageKind.REVIEW_POST, ListSubject) == [today]
            tx.outbox.repost(MessageKind.REVIEW_POST, today, MONDAY, key=key)
    updates = claim(database)
    where = Origin("", "19:teachers;messageid=m1", "m1")
    assert [(one.updates, one.origin, one.channel) for one in updates] == [(post, where, channel)] * 2
    for one in updates:
        settle(database, one.id, MessageState.SENT, activity="m1", conversation="19:teachers;messageid=m1")
    with school() as tx:
        tx.outbox.repost(MessageKind.REVIEW_POST, today, MONDAY, key="again")
    assert len(claim(database)) == 1, "an update is not updated itself"


def test_a_message_is_about_what_its_kind_says(school: Begin) -> None:
    with school() as tx, pytest.raises(TypeError, match="not about AlertSubject"):
        tx.outbox.put(MessageKind.ALERT_NOTICE, ALERT, LINE, MONDAY)


def test_a_message_of_another_version_says_so_when_it_is_read(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL)
    first, second = claim(database)
    other, wrong = replace(first.said, kind="case.sung"), replace(second.said, text='{"alert_id":"a"}')
    for message in (replace(first, said=other), replace(second, said=wrong)):
        with pytest.raises(ValueError, match=r"case\.sung|case_id"):
            _ = message.subject


def test_what_did_not_arrive_is_told_newest_first(database: Database, school: Begin) -> None:
    put(school, LINE, SOCIAL)
    for number, (row, state) in enumerate(zip(claim(database), (MessageState.FAILED, MessageState.DEAD), strict=True)):
        settle(database, row.id, state, MONDAY + timedelta(minutes=number))
    with school() as tx:
        told = tx.outbox.lost(MONDAY - EARLY)
        assert [one.subject for one in told] == [CASE, CASE]
        assert [one.given_up_at for one in told] == [MONDAY + timedelta(minutes=1), MONDAY]
        assert len(tx.outbox.lost(MONDAY)) == 1


def test_the_figures_of_the_queue(database: Database, school: Begin) -> None:
    with database.begin() as unit:
        assert (unit.queue.counts(), unit.queue.oldest_due()) == ({}, None)
    put(school, LINE, now=MONDAY)
    put(school, SOCIAL, now=MONDAY + timedelta(minutes=1))
    settle(database, send(database), MessageState.SENT)
    with database.begin() as unit:
        assert unit.queue.counts() == {"pending": 1, "sent": 1}
        assert unit.queue.oldest_due() == MONDAY + timedelta(minutes=1)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_what_takes_messages_is_written_for_each_database(dialect: str) -> None:
    assert "lease_until" in str(queue._claim(dialect))
    assert "began_at" in str(queue._begin(dialect))


def test_one_of_a_kind_that_is_not_known_here_is_not_told_of_as_lost(database: Database, school: Begin) -> None:
    put(school)
    row = the_row(database)
    with pytest.raises(Damaged):
        lost(row, Contents("no.such_kind", "{}"))
    told = lost(row, Contents(MessageKind.ALERT_NOTICE, to_json(CASE), LINE))
    assert (told.kind, told.recipient, told.given_up_at) == (MessageKind.ALERT_NOTICE, LINE, row.created_at)
