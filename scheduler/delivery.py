"""The outbox goes out: claim, render, commit «sending», send, settle. Any number of processes may do this at once.

The database is written in three short steps; cards are made and sent between them, while nobody waits for a lock.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog

from domain.ids import SchoolId
from domain.message import MessageKind
from domain.oslo import oslo_date
from domain.reminders.hours import may_go_from
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import worded
from domain.text.moments import reading_on
from domain.translation.plan_in_language import in_language, speak_as
from scheduler.letter import Letter, language_for, place_of
from scheduler.messages.registry import Sending, messages, render
from scheduler.messenger import Messenger, Outcome
from scheduler.pace import HOUR, LONG, MANY, NEAR, SHORT, Pace
from scheduler.settling import settle, settle_sent
from storage.database import Database, Unavailable
from storage.outbox.message import NO_REFERENCE, MessageState, Queued
from storage.unit_of_work import Erased, Tx, Unit

BATCH = 25
WAIT_FOR_REFERENCE = timedelta(minutes=30)
SOON = timedelta(seconds=2)
"""Longer than this nobody stays awake for a place: the next tick comes before."""
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was taken up. `opens`: when there is room for more, if limits stood in the way."""

    messages: Sequence[Queued]
    opens: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A message that does not go now: what becomes of it. `until`: it waits for that moment, and has not been tried."""

    message: Queued
    state: MessageState
    error: str = ""
    until: datetime | None = None


class Delivery:
    """`clock` gives the time in UTC; `school_plans` the plan of each school. `paced`: Teams' limits are kept. `bot_id`:
    whom posts ask people to write to.
    """

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        school_plans: Mapping[SchoolId, SchoolPlan],
        clock: Callable[[], datetime],
        *,
        paced: bool = True,
        bot_id: str = "",
    ) -> None:
        self._messages = messages()
        self._paced, self._bot_id = paced, bot_id
        self._database = database
        self._messenger = messenger
        self._school_plans = school_plans
        self._clock = clock
        self._busy = asyncio.Lock()
        self._draining = asyncio.Lock()
        self._stopping = False
        self._looked_at, self._sated = datetime.min.replace(tzinfo=UTC), set[str]()

    async def tick(self) -> Batch:
        """One batch. Safe to run as often as one likes."""
        async with self._busy:
            return await self._batch()

    async def stop(self) -> None:
        """Take up no more, and wait for the drain on its way: what was sent must be written down as sent."""
        self._stopping = True
        async with self._draining, self._busy:
            pass

    async def drain(self) -> int:
        """Batches until nothing is due, or limits stand in the way; how many messages were taken up."""
        total = 0
        async with self._draining:
            while (batch := await self.tick()).messages:
                total += len(batch.messages)
        return total

    async def keep_going(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """As `drain`, and when a limit stands in the way for a moment, on as soon as there is room."""
        async with self._draining:
            with suppress(Unavailable):
                while (pause := self._pause_after(await self.tick())) is not None:
                    await sleep(pause)

    def _pause_after(self, batch: Batch) -> float | None:
        """Seconds until the next one; None when there is nothing to be awake for."""
        if batch.messages:
            return 0.0
        wait = batch.opens - self._clock() if batch.opens else None
        return None if wait is None or wait > SOON or self._stopping else max(0.0, wait.total_seconds())

    async def _batch(self) -> Batch:
        if self._stopping or not await self._aside(self._database.read, lambda unit: unit.queue.waits(self._clock())):
            return Batch([])
        batch = await self._aside(self._database.run, self._claim)
        if not batch.messages:
            return batch
        made = await self._aside(self._database.read, lambda unit: [self._made(one, unit) for one in batch.messages])
        letters = await self._aside(self._database.run, lambda unit: self._begin(made, unit))
        began = self._clock()
        outcomes = await asyncio.gather(*(letter.send(self._messenger) for letter in letters))
        answered = list(zip(letters, outcomes, strict=True))
        await self._write_down(answered, began)
        return batch

    async def _write_down(self, answered: list[tuple[Letter, Outcome]], began: datetime) -> None:
        """What was sent, whatever it takes: else it would be sent again."""
        while answered:
            try:
                await self._aside(self._database.run, lambda unit: self._settle(answered, began, unit))
            except Unavailable:
                if self._stopping:
                    raise
                await asyncio.sleep(1)
            else:
                return

    async def _aside(self, run: Callable[[Callable[[Unit], T]], T], work: Callable[[Unit], T]) -> T:
        return await asyncio.to_thread(run, work)

    def _claim(self, unit: Unit) -> Batch:
        """What is due, the most urgent first, and no more than limits have room for."""
        unit.queue.alone()
        now = self._clock()
        unit.queue.recover(now)
        if not self._paced:
            return Batch(unit.queue.claim(now, BATCH))
        pace = self._pace(unit, now)
        room = min(BATCH, pace.room)
        return Batch(unit.queue.claim(now, room, pace.full) if room > 0 else [], pace.opens if room <= 0 else None)

    def _pace(self, unit: Unit, now: datetime) -> Pace:
        if not timedelta() <= now - self._looked_at < LONG:
            self._looked_at, self._sated = now, unit.queue.sated(now - HOUR, NEAR)
        many = unit.queue.began_since(now - LONG, MANY)
        known = {where for where, _ in many}
        lately = (one for one in unit.queue.began_since(now - SHORT) if one[0] not in known)
        return Pace([*many, *lately], now, self._sated)

    def _made(self, message: Queued, unit: Unit) -> Letter | Verdict:
        """What the message is now. What is wrong with it harms no other; one of a school that cannot be read waits."""
        with unit.failures.alone("school", school=message.school_id):
            tx = unit.school(message.school_id)
            with unit.failures.alone("message", message=message.id):
                try:
                    return self._letter(message, tx, unit)
                except Erased:
                    return Verdict(message, MessageState.MOOT)
            return Verdict(message, MessageState.FAILED, "unrenderable")
        return Verdict(message, MessageState.PENDING, "school_unreadable")

    def _letter(self, message: Queued, tx: Tx, unit: Unit) -> Letter | Verdict:
        place = place_of(message, unit, tx, self._clock())
        school_plan = in_language(self._school_plans[message.school_id], language_for(message, place, tx))
        reading_on(oslo_date(self._clock()))
        speak_as(school_plan)
        card = render(Sending(message, tx, school_plan, self._clock(), self._bot_id))
        if card is None:
            return Verdict(message, MessageState.MOOT)
        if message.channel and not message.origin:
            opens = may_go_from(message.created_at, self._clock(), school_plan)
            if opens > self._clock():
                return Verdict(message, MessageState.PENDING, until=opens)
        if place is None and message.channel:
            return Verdict(message, MessageState.DEAD, "channel_gone")
        if place is None:
            return Verdict(message, MessageState.PENDING, NO_REFERENCE)
        kind = MessageKind(message.kind)
        return Letter(message, place, worded(self._messages[kind].summary), card, kind.calls)

    def _begin(self, made: Sequence[Letter | Verdict], unit: Unit) -> list[Letter]:
        """Those that go now, written down as on their way."""
        unit.queue.alone()
        now = self._clock()
        for one in made:
            if isinstance(one, Verdict):
                _pronounce(one, unit, now)
        pace = self._pace(unit, now) if self._paced else None
        letters = [one for one in made if isinstance(one, Letter) and (pace is None or _may_go(one, pace, unit))]
        ours = unit.queue.sending([letter.message.id for letter in letters], now)
        return [letter for letter in letters if letter.message.id in ours]

    def _settle(self, answered: list[tuple[Letter, Outcome]], began: datetime, unit: Unit) -> None:
        now = self._clock()
        unit.queue.began([letter.message.id for letter, _ in answered], began)
        settle_sent(answered, unit, now)
        for letter, outcome in answered:
            with unit.failures.alone("message", message=letter.message.id):
                settle(letter, outcome, unit, self._school_plans, now)
            log.info("message", row=letter.message.id, kind=letter.message.kind, outcome=type(outcome).__name__)


def _pronounce(verdict: Verdict, unit: Unit, now: datetime) -> None:
    if verdict.error == NO_REFERENCE and verdict.message.recipient:
        unit.strangers.ask_again(verdict.message.recipient)
    if verdict.until:
        unit.queue.wait(verdict.message.id, verdict.until)
    elif verdict.state is MessageState.PENDING:
        unit.queue.later(verdict.message.id, now + WAIT_FOR_REFERENCE, verdict.error)
    else:
        unit.queue.settle(verdict.message.id, verdict.state, now, error=verdict.error)


def _may_go(letter: Letter, pace: Pace, unit: Unit) -> bool:
    """Whether Teams' limits have room for it now; if not it waits until they have."""
    due = pace.turn(letter.where)
    if due <= pace.now:
        return True
    unit.queue.wait(letter.message.id, due)
    return False
