"""The outbox goes out: claim, commit «sending», send, settle. Any number of processes may do this at once."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from domain.errors import NotFound
from domain.ids import SchoolId
from domain.message import MessageKind
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import worded
from scheduler.letter import Letter, place_of
from scheduler.messages.registry import Sending, messages, render
from scheduler.messenger import Messenger, Outcome
from scheduler.pace import WINDOW, Pace
from scheduler.settling import settle
from storage.database import Database
from storage.engine.crypto import Undecipherable
from storage.outbox.message import NO_REFERENCE, MessageState, Queued
from storage.unit_of_work import Unit

BATCH = 50
WAIT_FOR_REFERENCE = timedelta(minutes=30)
T = TypeVar("T")

log = structlog.get_logger(__name__)


class Delivery:
    """`clock` gives the time in UTC; `school_plans` the plan of each school. `paced`: Teams' limits are kept."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        school_plans: Mapping[SchoolId, SchoolPlan],
        clock: Callable[[], datetime],
        *,
        paced: bool = True,
    ) -> None:
        self._messages = messages()
        self._paced = paced
        self._database = database
        self._messenger = messenger
        self._school_plans = school_plans
        self._clock = clock
        self._busy = asyncio.Lock()
        self._draining = asyncio.Lock()
        self._stopping = False

    async def tick(self) -> int:
        """One batch; how many messages were taken up. Safe to run as often as one likes."""
        async with self._busy:
            return await self._batch()

    async def stop(self) -> None:
        """Take up no more, and wait for the drain on its way: what was sent must be written down as sent."""
        self._stopping = True
        async with self._draining, self._busy:
            pass

    async def _batch(self) -> int:
        if self._stopping:
            return 0
        letters, taken = await self._in_thread(self._prepare)
        if letters:
            outcomes = await asyncio.gather(*(letter.send(self._messenger) for letter in letters))
            answered = list(zip(letters, outcomes, strict=True))
            await self._in_thread(lambda unit: self._settle(answered, unit))
        return taken

    async def drain(self) -> int:
        """Batches until nothing is due."""
        total = 0
        async with self._draining:
            while taken := await self.tick():
                total += taken
        return total

    async def _in_thread(self, work: Callable[[Unit], T]) -> T:
        return await asyncio.to_thread(self._database.run, work)

    def _prepare(self, unit: Unit) -> tuple[list[Letter], int]:
        """Claim what is due, decide what each message is now, and commit «sending» for those that go."""
        now = self._clock()
        unit.queue.alone()
        unit.queue.expire(now)
        taken = unit.queue.claim(now, BATCH)
        pace = Pace(unit.queue.began_since(now - WINDOW), now)
        made = [letter for one in taken if (letter := self._letter(one, unit, now))]
        letters = [letter for letter in made if not self._paced or _may_go(letter, pace, unit)]
        unit.queue.sending([letter.message.id for letter in letters], now)
        return letters, len(taken)

    def _letter(self, message: Queued, unit: Unit, now: datetime) -> Letter | None:
        tx, school_plan = unit.school(message.school_id), self._school_plans.get(message.school_id)
        try:
            card = render(Sending(message, tx, school_plan, now)) if school_plan else None
        except (KeyError, NotFound, Undecipherable, ValueError) as error:
            log.warning("message cannot be made", row=message.id, kind=message.kind, error=type(error).__name__)
            unit.queue.settle(message.id, MessageState.FAILED, now, error="unrenderable")
            return None
        if card is None:
            unit.queue.settle(message.id, MessageState.MOOT, now)
            return None
        place = place_of(message, unit, tx)
        if place is None and message.channel:
            unit.queue.settle(message.id, MessageState.DEAD, now, error="channel_gone")
            return None
        if place is None:
            unit.queue.later(message.id, now + WAIT_FOR_REFERENCE, NO_REFERENCE)
            return None
        summary = worded(self._messages[MessageKind(message.kind)].summary)
        return Letter(message, place, summary, card)

    def _settle(self, answered: list[tuple[Letter, Outcome]], unit: Unit) -> None:
        now = self._clock()
        for letter, outcome in answered:
            settle(letter, outcome, unit, self._school_plans, now)
            log.info("message", row=letter.message.id, kind=letter.message.kind, outcome=type(outcome).__name__)


def _may_go(letter: Letter, pace: Pace, unit: Unit) -> bool:
    """Whether Teams' limits have room for it now; if not it waits until they have."""
    due = pace.turn(letter.where)
    if due <= pace.now:
        return True
    unit.queue.wait(letter.message.id, due)
    return False
