"""The outbox goes out: claim, commit «sending», send, settle. Any number of processes may do this at once."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from pydantic import ValidationError

from cards.elements import Card
from cards.notices import SUMMARIES
from domain.errors import NotFound
from domain.people import PersonId, SchoolId
from domain.plan import Plan
from scheduler.messages import render
from scheduler.messenger import Address, Failed, Gone, Later, Messenger, Outcome, Sent, Unknown
from scheduler.pace import WINDOW, Pace
from scheduler.standing_in import pass_on
from storage.crypto import Undecipherable
from storage.database import Database
from storage.outbox import AGAIN, NO_REFERENCE, TRIED_IN_VAIN, State
from storage.tables import ChannelRow, OutboxRow, ReferenceRow
from storage.unit_of_work import Tx, Unit

BATCH = 50
WAIT_FOR_REFERENCE = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(minutes=15)
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go: `activity_id` when it replaces one that is there."""

    row: OutboxRow
    address: Address
    place: ReferenceRow | ChannelRow
    card: Card
    activity_id: str | None


class Delivery:
    """`clock` gives the time in UTC; `plans` the plan of each school. `paced`: Teams' limits are kept."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        plans: Mapping[SchoolId, Plan],
        clock: Callable[[], datetime],
        *,
        paced: bool = True,
    ) -> None:
        self._paced = paced
        self._database = database
        self._messenger = messenger
        self._plans = plans
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
            outcomes = await asyncio.gather(*(self._send(letter) for letter in letters))
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
        """Claim what is due, decide what each row is now, and commit «sending» for those that go."""
        now = self._clock()
        unit.queue.alone()
        unit.queue.expire(now)
        rows = unit.queue.claim(now, BATCH)
        pace = Pace(unit.queue.began_since(now - WINDOW), now)
        made = [letter for row in rows if (letter := self._letter(row, unit, now))]
        letters = [letter for letter in made if not self._paced or _may_go(letter, pace, unit)]
        unit.queue.sending([letter.row.id for letter in letters], now)
        return letters, len(rows)

    def _letter(self, row: OutboxRow, unit: Unit, now: datetime) -> Letter | None:
        tx = unit.school(SchoolId(row.school_id))
        try:
            card = render(row, tx, self._plans, now)
        except (KeyError, NotFound, Undecipherable, ValidationError) as error:
            log.warning("message cannot be made", row=row.id, kind=row.kind, error=type(error).__name__)
            unit.queue.settle(row.id, State.FAILED, now, error="unrenderable")
            return None
        if card is None:
            unit.queue.settle(row.id, State.MOOT, now)
            return None
        place = _place(row, unit, tx)
        if place is None and row.channel_id:
            unit.queue.settle(row.id, State.DEAD, now, error="channel_gone")
            return None
        if place is None:
            unit.queue.later(row.id, now + WAIT_FOR_REFERENCE, NO_REFERENCE)
            return None
        update = row.activity_id if row.conversation_id else None
        return Letter(row, _address(row, place), place, card, update)

    async def _send(self, letter: Letter) -> Outcome:
        summary = SUMMARIES[letter.row.kind.removesuffix(AGAIN)]
        if letter.activity_id:
            return await self._messenger.update(letter.address, letter.activity_id, letter.card, summary=summary)
        return await self._messenger.send(letter.address, letter.card, summary=summary)

    def _settle(self, answered: list[tuple[Letter, Outcome]], unit: Unit) -> None:
        now = self._clock()
        for letter, outcome in answered:
            self._settle_one(letter, outcome, unit, now)
            log.info("message", row=letter.row.id, kind=letter.row.kind, outcome=type(outcome).__name__)

    def _settle_one(self, letter: Letter, outcome: Outcome, unit: Unit, now: datetime) -> None:
        row, queue = letter.row, unit.queue
        match outcome:
            case Sent(activity_id, conversation_id):
                queue.settle(row.id, State.SENT, now, activity=activity_id, conversation=conversation_id)
                if letter.place.conversation_id is None:
                    unit.references.opened(letter.place, conversation_id)
            case Unknown(code):
                queue.settle(row.id, State.UNKNOWN, now, error=code)
                if row.repeats:
                    self._pass_on(letter, unit, now)
            case Later(after, code) if now - row.created_at < GIVE_UP_AFTER:
                queue.later(row.id, now + _pause(row.attempts, after), code)
                if row.attempts == TRIED_IN_VAIN:
                    self._pass_on(letter, unit, now)
            case Gone(code):
                self._undeliverable(letter, State.DEAD, code, unit, now)
            case Failed(code) | Later(_, code):
                self._undeliverable(letter, State.FAILED, code, unit, now)

    def _undeliverable(self, letter: Letter, state: State, code: str, unit: Unit, now: datetime) -> None:
        unit.queue.settle(letter.row.id, state, now, error=code)
        if state is State.DEAD and letter.activity_id is None:
            _dead(letter.place, unit, now)
        self._pass_on(letter, unit, now)

    def _pass_on(self, letter: Letter, unit: Unit, now: datetime) -> None:
        """It did not get there, or not in time: someone else must know. What is still tried goes on being tried."""
        if letter.activity_id is None:
            school = SchoolId(letter.row.school_id)
            pass_on(letter.row, unit.school(school), self._plans[school], now)


def _pause(attempts: int, after: float) -> timedelta:
    """As long as Teams asks, and twice as long each time: some 5, 10, 20 … seconds, at most a quarter of an hour."""
    return max(timedelta(seconds=after), min(timedelta(seconds=2.5 * 2 ** min(attempts, 12)), LONGEST_PAUSE))


def _may_go(letter: Letter, pace: Pace, unit: Unit) -> bool:
    """Whether Teams' limits have room for it now; if not it waits until they have."""
    due = pace.turn(letter.row.channel_id or letter.row.recipient_id or "")
    if due <= pace.now:
        return True
    unit.queue.wait(letter.row.id, due)
    return False


def _place(row: OutboxRow, unit: Unit, tx: Tx) -> ReferenceRow | ChannelRow | None:
    if row.recipient_id:
        return unit.references.of(tx.people.get(PersonId(row.recipient_id)).entra_object_id)
    return unit.places.of(row.channel_id or "")


def _dead(place: ReferenceRow | ChannelRow, unit: Unit, now: datetime) -> None:
    if isinstance(place, ChannelRow):
        unit.places.dead(place.id, now)
    else:
        unit.references.dead(place, now)


def _address(row: OutboxRow, place: ReferenceRow | ChannelRow) -> Address:
    return Address(
        service_url=row.service_url or place.service_url,
        tenant_id=place.tenant_id,
        bot_id=place.bot_id,
        conversation_id=row.conversation_id or place.conversation_id,
        user_id=None if isinstance(place, ChannelRow) else place.user_id,
        channel=isinstance(place, ChannelRow) and row.conversation_id is None,
    )
