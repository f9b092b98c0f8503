"""Two processes, a connector that answers as it likes, a clock that jumps and days without anyone: each reminder once.

Where the answer was ambiguous, at most twice; never not at all.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from cards.words import day as said
from domain.people import PersonId
from scheduler.delivery import Delivery
from scheduler.sweeps import queue_reminders
from storage.database import Database
from storage.outbox import State
from storage.tables import OutboxRow
from tests.kit.channel import TEACHERS, bound
from tests.kit.connector import Fault
from tests.kit.days import PLANS, moment
from tests.kit.saksgang import received
from tests.kit.school import Chat, words

FAULTS = (
    Fault(429, retry_after="2"),
    Fault(412, "PreconditionFailed"),
    Fault(502),
    Fault(502, taken=True),
    Fault(504, taken=True),
    Fault(reset=True),
    Fault(taken=True, reset=True),
)
HEADINGS = ("Steg som venter", "Årshjulet, ", "Et varsel venter")
DAYS = [date(2026, 11, 24) + timedelta(days=n) for n in (0, 1, 2, 3, 9, 10, 20)]
"""Five days nobody was there, and then nine."""


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_each_reminder_comes_once(chat: Chat, database: Database, seed: int) -> None:
    await bound(chat, "årshjul", channel_id=TEACHERS)
    await received(chat)
    chance = Random(seed)
    processes = [chat.delivery, Delivery(database, chat.delivery._messenger, PLANS, chat.clock)]
    chat.connector.weather = lambda: chance.choice(FAULTS) if chance.random() < 0.4 else None
    for day in DAYS:
        for minutes in (0, 10, 40, -20, 90, 150):
            await _ticks(chat, processes, moment(day) + timedelta(minutes=minutes))
    chat.connector.weather = None
    for _ in range(12):
        await _ticks(chat, processes, chat.clock.now + timedelta(minutes=16))
    came = _came(chat)
    rows = _rows(database)
    assert {key for key in came if came[key] > 1} <= {key for key, row in rows.items() if row.repeats}
    assert max(came.values()) <= 2
    lost = {key for key, row in rows.items() if row.state == State.SENT and not came[key]}
    assert lost == set()
    assert {row.state for row in rows.values()} <= {State.SENT, State.MOOT, State.UNKNOWN}
    assert all(row.repeats for row in rows.values() if row.state == State.UNKNOWN)


async def _ticks(chat: Chat, processes: list[Delivery], at: datetime) -> None:
    """Both processes at once, and again while something waits for a second."""
    chat.clock.now = at
    sweeps = [asyncio.to_thread(queue_reminders, chat.database, PLANS, at) for _ in processes]
    await asyncio.gather(*sweeps)
    for _ in range(3):
        await asyncio.gather(*(process.drain() for process in processes))
        chat.clock.forward(seconds=3)


def _came(chat: Chat) -> Counter[tuple[str, str]]:
    """How often each reminder stands in each conversation. A heading holds its day."""
    found: Counter[tuple[str, str]] = Counter()
    for conversation, bodies in chat.connector.messages.items():
        for body in bodies.values():
            heading = words(body["attachments"][0]["content"])[0]
            if heading.startswith(HEADINGS):
                found[conversation.split(";", maxsplit=1)[0], heading] += 1
    return found


def _rows(database: Database) -> dict[tuple[str, str], OutboxRow]:
    with database.begin() as unit:
        session: Session = unit._session
        rows = session.exec(select(OutboxRow).where(OutboxRow.kind.in_(["digest", "year.post"]))).all()  # type: ignore[attr-defined]
        names = {person.id: person.upn.split("@")[0] for person in unit.school(rows[0].school_id).people.known.values()}  # type: ignore[arg-type]
        return {_key(row, names): row.model_copy() for row in rows}


def _key(row: OutboxRow, names: Mapping[PersonId, str]) -> tuple[str, str]:
    day = date.fromisoformat(row.subject_id.split("/")[-1])
    if row.recipient_id:
        return f"a:{names[PersonId(row.recipient_id)]}", f"Steg som venter, {said(day)}"
    return TEACHERS, f"Årshjulet, {said(day)}"
