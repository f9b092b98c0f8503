"""Processes of the bot on one database, each of which may die at any commit, and a connector in any weather.

Teams sends a press again when nobody answers it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.app import DELIVERY, REACH, Parts, create_app
from bot.teams.activities import SUMMARY
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from bot.turns.limits import NO_LIMITS
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler.delivery import Delivery
from scheduler.sweeps.registry import run_sweeps
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.unit_of_work import Unit
from tests.kit.databases import KEY
from tests.kit.school import Chat, Clock, settings_of
from tests.kit.served import GuardedTestServer
from tests.kit.teams.activities import BOT_ID, TENANT
from tests.kit.teams.connector import FakeConnector, Fault, Json
from tests.kit.teams.issuer import Issuer

T = TypeVar("T")
NO = (
    Fault(429, "TooManyRequests", retry_after="2"),
    Fault(403, "InvalidBotApiHost"),
    Fault(412, "PreconditionFailed"),
    Fault(503),
)
NOBODY_KNOWS = (Fault(502), Fault(502, taken=True), Fault(504, taken=True), Fault(reset=True))
"""Whether it came; the last is silence."""
BLOCKED = Fault(403, "MessageWritesBlocked")


class Died(Exception):  # noqa: N818  (reads as what happened)
    """The process is gone: what was not committed is lost."""


class MortalDatabase(Database):
    """Dies at a commit when it is told to: just before it, or just after. From then on it reads and writes nothing."""

    def __init__(self, url: str) -> None:
        super().__init__(url, KeyRing([KEY]))
        self.dead = False
        self._left = 0
        self._after = False

    def dies(self, transactions: int, *, after: bool) -> None:
        """At that many from now."""
        self._left, self._after = transactions, after

    def run(self, work: Callable[[Unit], T], *, person: bool = False, since: float | None = None) -> T:
        self._breathes()
        self._left -= 1
        last = self._left == 0

        def then(unit: Unit) -> T:
            done = work(unit)
            if last and not self._after:
                self._die()
            return done

        done = super().run(then, person=person, since=since)
        if last:
            self._die()
        return done

    def read(self, work: Callable[[Unit], T], *, since: float | None = None) -> T:
        self._breathes()
        return super().read(work, since=since)

    def _breathes(self) -> None:
        if self.dead:
            raise Died

    def _die(self) -> None:
        self.dead = True
        raise Died


@dataclass(slots=True)
class Weather(FakeConnector):
    """Each conversation has its own dice: requests come in any order. `came`: how many messages and changes of
    them, but for replies; to change one twice alike is to change it once.
    """

    seed: int = 0
    clear: bool = False
    came: Counter[str] = field(default_factory=Counter)
    _dice: dict[str, Random] = field(default_factory=dict)

    async def _answer(
        self, request: web.Request, key: str, good: web.Response, deliver: Callable[[], None]
    ) -> web.Response:
        if fault := self._fault(key):
            self.faults[key].append(fault)
        return await super(Weather, self)._answer(request, key, good, deliver)

    def _deliver(self, conversation: str, activity_id: str, body: Json) -> None:
        if body.get("summary") != SUMMARY and self.messages[conversation].get(activity_id) != body:
            self.came[conversation.split(";", maxsplit=1)[0]] += 1
        super(Weather, self)._deliver(conversation, activity_id, body)

    def _fault(self, key: str) -> Fault | None:
        body = self.requests[-1].body
        dice = self._dice.setdefault(key.split(";", maxsplit=1)[0], Random(f"{self.seed} {key}"))
        chance, kind = dice.random(), dice.choice((NO, NOBODY_KNOWS))
        is_reply = body.get("summary") == SUMMARY
        if self.clear or is_reply or chance > 0.15:
            return None
        return BLOCKED if chance < 0.004 else dice.choice(kind)


@dataclass(slots=True)
class Process:
    """One process of the bot. It is started anew on what stands in the database."""

    url: str
    school_plans: Mapping[SchoolId, SchoolPlan]
    issuer: Issuer
    clock: Clock
    died: int = 0
    database: MortalDatabase = field(init=False)
    client: TestClient[Any, Any] = field(init=False)
    delivery: Delivery = field(init=False)
    reach: Any = field(init=False)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        self.database = MortalDatabase(self.url)
        parts = Parts(
            settings=settings_of(self.url),
            database=self.database,
            school_plans=self.school_plans,
            edge=Edge(metadata_url=self.issuer.metadata_url, hosts=frozenset({"127.0.0.1"}), scheme="http"),
            tokens=Anonymous(),
            bot_id=BOT_ID,
            tenant_id=TENANT,
            clock=self.clock,
            rates=NO_LIMITS,
        )
        app = create_app(parts)
        self._stack.callback(self.database.dispose)
        self.client = await self._stack.enter_async_context(TestClient(GuardedTestServer(app, host="127.0.0.1")))
        self.delivery, self.reach = app[DELIVERY], app[REACH]

    async def stop(self) -> None:
        await self._stack.aclose()

    async def reborn_if_dead(self) -> bool:
        """Whether it had died."""
        if not self.database.dead:
            return False
        self.died += 1
        await self.stop()
        await self.start()
        return True

    async def ticks(self) -> None:
        """As a tick: what is due is looked for, and the outbox is emptied. It may die on the way."""
        with suppress(Died):
            run_sweeps(self.database, self.school_plans, self.clock())
        await self.delivers()

    async def delivers(self) -> None:
        """All that is due. It may die on the way."""
        with suppress(Died):
            while await self.delivery.drain():
                self.clock.forward(seconds=1)


@dataclass(slots=True)
class Phones(Chat):
    """`dies`: how often a process dies at one of the commits of a press; `twice`: how often a press comes twice.

    `unanswered`: what a living process could not answer.
    """

    processes: list[Process] = field(default_factory=list)
    chance: Random = field(default_factory=Random)
    dies: float = 0.03
    twice: float = 0.05
    unanswered: list[str] = field(default_factory=list)

    async def post(self, body: Json) -> tuple[int, Any]:
        first = await self._sent(body)
        return first if first[0] == 200 and self.chance.random() > self.twice else await self._sent(body, again=True)

    async def _sent(self, body: Json, *, again: bool = False) -> tuple[int, Any]:
        process = self.chance.choice(self.processes)
        if not again and self.chance.random() < self.dies:
            process.database.dies(self.chance.choice((1, 2)), after=self.chance.random() < 0.5)
        self.client, self.delivery, self.reach = process.client, process.delivery, process.reach
        answered = await Chat.post(self, body)
        if not await process.reborn_if_dead() and answered[0] != 200:
            self.unanswered.append(f"{answered[0]} to {body.get('value') or body.get('text')}")
        return answered
