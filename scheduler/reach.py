"""The bot meets people before it needs them: it reads who is in its teams, and asks for who it has never met.

Whoever the app was installed for by policy can be opened a conversation with by Entra object id; nobody sees it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta
from typing import TypeVar

import structlog

from domain.oslo import at_oslo, oslo_date
from scheduler.messenger import Address, Later, Member, MembersUnavailable, Messenger, Outcome, Sent
from services.people.meet import meet
from storage.database import Database
from storage.people.channels import Place
from storage.people.references import Reference
from storage.people.rosters import Roster
from storage.unit_of_work import Unit

NIGHT = time(4)
"""In Oslo: the members of a team are read once a night."""
LONGEST_PAUSE = timedelta(days=1)
AT_ONCE = 5
BETWEEN = 1.0
"""Seconds between those who are asked for at once: what people wait for comes first."""
T = TypeVar("T")

log = structlog.get_logger(__name__)


class Reach:
    """`clock` gives the time in UTC. `by_id`: conversations can be opened by Entra object id, as in Teams itself."""

    def __init__(
        self, database: Database, messenger: Messenger, tenant_id: str, clock: Callable[[], datetime], *, by_id: bool
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._tenant_id = tenant_id
        self._clock = clock
        self._by_id = by_id

    async def read_rosters(self) -> None:
        """The members of every team that is due, one team at a time. What goes wrong in one stops no other."""
        for roster in await self._aside(self._database.read, lambda unit: unit.rosters.due(self._clock())):
            with self._database.keys.failures.alone("roster", roster=roster.place.conversation_id):
                await self._read(roster)

    async def ask_for_strangers(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Everyone of the staff the bot has never met, once a day, as long as no message waits to be sent."""
        while self._by_id and await self._ask():
            await sleep(BETWEEN)

    async def _read(self, roster: Roster) -> None:
        place = roster.place
        try:
            members = await self._messenger.members(_address(place, place.conversation_id))
        except MembersUnavailable as error:
            log.warning("members not read", code=str(error))
            failures, due = roster.failures + 1, self._clock() + _pause(roster.failures, error.after)
            await self._aside(self._database.run, lambda unit: unit.rosters.again(roster, due, failures=failures))
        else:
            await self._aside(self._database.run, lambda unit: self._met(roster, members, unit))

    def _met(self, roster: Roster, members: Sequence[Member], unit: Unit) -> None:
        now = self._clock()
        meet([_seen(roster.place, one.object_id.lower(), one.user_id, None, now) for one in members], unit)
        unit.rosters.again(roster, at_oslo(oslo_date(now) + timedelta(days=1), NIGHT))

    async def _ask(self) -> bool:
        """A few of them; whether there may be more to ask for now."""
        strangers, seen = await self._aside(self._database.read, self._wanted)
        if not strangers or seen is None:
            return False
        at = Place("", seen.service_url, seen.tenant_id, seen.bot_id)
        outcomes = await asyncio.gather(*(self._messenger.open(_address(at, None, one)) for one in strangers))
        answered = list(zip(strangers, outcomes, strict=True))
        await self._aside(self._database.run, lambda unit: self._answered(at, answered, unit))
        return not any(isinstance(outcome, Later) for outcome in outcomes)

    def _wanted(self, unit: Unit) -> tuple[list[str], Reference | None]:
        now = self._clock()
        if unit.queue.waits(now):
            return [], None
        return unit.strangers.some(now, AT_ONCE), unit.references.newest(self._tenant_id)

    def _answered(self, at: Place, answered: Sequence[tuple[str, Outcome]], unit: Unit) -> None:
        """Who cannot be opened, for whom the app is not installed yet, is asked for again another day."""
        now = self._clock()
        opened = ((who, outcome.conversation_id) for who, outcome in answered if isinstance(outcome, Sent))
        meet([_seen(at, who, who, conversation, now) for who, conversation in opened], unit)
        unit.strangers.asked((who for who, outcome in answered if not isinstance(outcome, Sent | Later)), now)

    async def _aside(self, run: Callable[[Callable[[Unit], T]], T], work: Callable[[Unit], T]) -> T:
        return await asyncio.to_thread(run, work)


def _address(at: Place, conversation: str | None, person: str | None = None) -> Address:
    return Address(at.service_url, at.tenant_id, at.bot_id, conversation, person)


def _seen(at: Place, person: str, user_id: str, conversation: str | None, now: datetime) -> Reference:
    return Reference(
        entra_object_id=person,
        service_url=at.service_url,
        tenant_id=at.tenant_id,
        bot_id=at.bot_id,
        user_id=user_id,
        conversation_id=conversation,
        seen_at=now,
    )


def _pause(failures: int, after: float) -> timedelta:
    """As long as Teams asks, and twice as long each time: 1, 2, 4 … minutes, at most a day."""
    return max(timedelta(seconds=after), min(timedelta(minutes=2 ** min(failures, 11)), LONGEST_PAUSE))
