"""A thief who has the database, and this source code, but no key: what the messages, links and drafts tell.

One alert is ordinary, one is about a teacher (§ 12-5), one about the leadership.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import SQLModel

from domain.alert.alert import Draft
from domain.ids import CaseId, DraftId, PersonId, new_id
from domain.message import CaseSubject, Done, MessageKind
from domain.text.form_draft import FormDraft
from domain.value import to_json
from domain.year.subscription import Subscribed
from scheduler.sweeps.registry import run_sweeps
from storage.case.downloads import Download
from storage.database import Database
from storage.engine.crypto import Vault
from storage.outbox.message import MessageState, about_digest, recipient_digest
from storage.unit_of_work import Tx
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat

MINE = ("outbox", "downloads", "drafts", "form_drafts", "calendar_links")
ALERTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "ordinary": ("teacher", NAMES[0], {}),
    "teacher": ("aks", NAMES[2], {"suspicion": "ansatt", "named": STAFF["social"].name}),
    "leadership": ("teacher6", NAMES[3], {"suspicion": "ledelsen"}),
}
"""Who sends each, of whom."""
SHARED = {"school_id", "channel_id"}
"""What is of no person stands in several tables."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Stolen:
    """`sent`: when each of the alerts was. The thief knows it from elsewhere, or tries every instant there is."""

    database: Database
    sent: dict[str, datetime]

    def rows(self, name: str) -> list[Row]:
        with self.database.engine.connect() as connection:
            return [{**row} for row in connection.execute(SQLModel.metadata.tables[name].select()).mappings()]

    def messages(self, *sent: str) -> list[Row]:
        return [row for row in self.rows("outbox") if row["created_at"] in {self.sent[one] for one in sent}]

    def texts(self, *names: str) -> Iterator[tuple[str, str, str]]:
        """Every text, and everything sealed, with its table and column."""
        for name in names:
            for row in self.rows(name):
                for column, value in row.items():
                    if isinstance(value, str):
                        yield name, column, value
                    elif isinstance(value, bytes | memoryview):
                        yield name, column, bytes(value).decode("latin-1")

    def tell(self, *secrets: str) -> list[tuple[str, str]]:
        """Where one of these stands in what a thief has of messages, links and drafts."""
        there = [*self.texts(*MINE)]
        return [(name, column) for name, column, text in there for one in secrets if one in text]


def leaves_behind(tx: Tx, person: PersonId, case: CaseId, now: datetime) -> None:
    """A link to a document, a form put away, a draft, and links to calendars."""
    tx.downloads.create(Download(SCHOOL, person, case, "kronologi", "saken", hide_staff=True), now)
    tx.form_drafts.keep(
        FormDraft(id=new_id(), form="case.log", kept_at=now, case_id=case, ids={}, answers={}), person, "x"
    )
    tx.drafts.start(Draft(id=DraftId(new_id()), school_id=SCHOOL, owner=person, started_at=now))
    tx.calendar_links.create(person, Subscribed.OWN, now)


@pytest.fixture
async def stolen(chat: Chat) -> Stolen:
    sent = {}
    for name, (who, pupil, answers) in ALERTS.items():
        chat.clock.forward(minutes=20)
        await chat.alert(who, pupil, **answers)
        await chat.presses(who, "Send varselet")
        sent[name] = chat.clock()
        chat.clock.forward(minutes=2)
        await chat.deliver()
    chat.clock.forward(minutes=20)
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        for person, case in zip(tx.people.known, itertools.cycle(tx.cases.all_open()), strict=False):
            leaves_behind(tx, person, case.id, chat.clock())
    return Stolen(chat.database, sent)


def test_no_kind_of_message_and_no_id_of_anyone_or_anything_is_there(stolen: Stolen) -> None:
    known = [row["id"] for name in ("people", "pupils", "cases", "alerts") for row in stolen.rows(name)]
    references = stolen.rows("conversation_references")
    accounts = [row[name] for row in references for name in ("entra_object_id", "user_id", "conversation_id")]
    assert len(known) > 20
    assert len(accounts) == 3 * len(STAFF)
    assert stolen.tell(*known, *accounts, *MessageKind, *Done, "kronologi", "smba") == []


def test_no_value_leads_from_one_table_to_another(stolen: Stolen) -> None:
    """Every person has something in each of the tables, and there is nothing to join them by."""
    stands: defaultdict[str, set[str]] = defaultdict(set)
    for name, column, text in stolen.texts(*SQLModel.metadata.tables):
        if column not in SHARED and len(text) >= len(new_id()):
            stands[text].add(name)
    assert {name for of in stands.values() for name in of} >= set(MINE)
    assert [of for of in stands.values() if len(of) > 1 and of & set(MINE)] == []


def looks(row: Row) -> tuple[object, ...]:
    """What a thief sees of a message but its times: what is there and what is not, how long, and how urgent it is."""
    clear = tuple(row[name] for name in ("state", "urgency", "attempts", "repeats", "error", "channel_id", "updates"))
    return *clear, *(len(row[name] or b"") for name in ("sealed", "sealed_place", "about_digest", "business_key"))


def test_no_message_of_one_alert_looks_otherwise_than_those_of_another(stolen: Stolen) -> None:
    """How many there are at one instant is an accepted risk (docs/threat-model.md)."""
    assert [len(stolen.messages(one)) >= 2 for one in ALERTS] == [True] * len(ALERTS)
    assert len({looks(row) for row in stolen.messages(*ALERTS)}) == 1


def test_an_hour_later_no_message_tells_of_which_alert_it_is(chat: Chat, stolen: Stolen) -> None:
    """Not by a moment, how many came at one, or the order they lie in: an alert about staff goes to fewer."""
    assert {len(stolen.messages(one)) for one in ALERTS} != {1}, "they can be counted while they are on their way"
    chat.clock.forward(hours=2)
    run_sweeps(chat.database, {}, chat.clock())
    assert stolen.messages(*ALERTS) == []
    settled = [row for row in stolen.rows("outbox") if row["state"] == MessageState.SENT]
    times = {row[name] for row in settled for name in ("created_at", "due_at", "settled_at", "began_at", "lease_until")}
    assert {time.time() for time in times - {None}} == {datetime.min.time()}
    if stolen.database.engine.dialect.name == "sqlite":
        assert [row["id"] for row in stolen.rows("outbox")] == sorted(row["id"] for row in stolen.rows("outbox"))


def test_nothing_tells_which_messages_went_to_the_same_person(chat: Chat, stolen: Stolen) -> None:
    """But of what waits, and of the last hour: limits are counted by it."""
    chat.clock.forward(hours=2)
    run_sweeps(chat.database, {}, chat.clock())
    settled = [row for row in stolen.rows("outbox") if row["state"] == MessageState.SENT]
    assert len(settled) > len(ALERTS) * 2
    assert {row["recipient_digest"] for row in settled} == {None}
    own = ("id", "business_key", "sealed", "sealed_place")
    assert [name for name in own if len({row[name] for row in settled}) < len(settled)] == []


def test_no_digest_can_be_made_without_the_key(chat: Chat, stolen: Stolen) -> None:
    """Of what the source says they are made of, and the ids that stand in other tables."""
    with chat.database.begin() as unit:
        people, cases = [*chat.school(unit).people.known], [one.id for one in chat.school(unit).cases.all_open()]
        about = [to_json(CaseSubject(case_id=one)) for one in cases]
        made = [recipient_digest(unit.installation(), one) for one in people]
        made += [about_digest(unit.installation(), SCHOOL, MessageKind.ALERT_NOTICE, one) for one in about]
    guessed = [recipient_digest(Vault(bytes(32)), one) for one in people]
    guessed += [about_digest(Vault(bytes(32)), SCHOOL, MessageKind.ALERT_NOTICE, one) for one in about]
    assert len(stolen.tell(*made)) > len(ALERTS), "they are made so"
    assert stolen.tell(*guessed) == []


def test_the_same_link_draft_or_message_looks_the_same_for_everyone(stolen: Stolen) -> None:
    for name in MINE[1:]:
        lengths = {len(row[column]) for row in stolen.rows(name) for column in row if column.startswith("sealed")}
        assert len(lengths) == 1, name
        assert len(stolen.rows(name)) >= len(STAFF)
