"""The edge with hand-written ends: turns and a messenger that remember what they were given."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.teams.activities import TeamsBot
from bot.teams.adapter import Check, TeamsAdapter, TokenCheck
from bot.teams.edge import Edge
from bot.teams.gate import Gate
from bot.teams.incoming import Incoming, card_body
from bot.teams.keys import SigningKeys
from scheduler.messenger import Address, Card, Member, Outcome, Sent
from tests.kit.teams.activities import APP_ID, BOT_ID, TENANT
from tests.kit.teams.issuer import Issuer

CARD: Card = {"type": "AdaptiveCard", "version": "1.5", "body": []}

Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class FakeTurns:
    """Answers every turn with `CARD`, or raises `error`."""

    seen: list[Incoming] = field(default_factory=list)
    gone: list[Incoming] = field(default_factory=list)
    joining: list[tuple[Incoming, list[Member]]] = field(default_factory=list)
    error: Exception | None = None

    async def message(self, incoming: Incoming) -> Card | None:
        return self._note(incoming)

    async def press(self, incoming: Incoming) -> dict[str, Any]:
        return card_body(self._note(incoming))

    async def installed(self, incoming: Incoming) -> Card | None:
        return self._note(incoming)

    async def joined(self, incoming: Incoming, people: Sequence[Member]) -> None:
        self.joining.append((incoming, [*people]))

    async def removed(self, incoming: Incoming) -> None:
        self.gone.append(incoming)

    async def channel_changed(self, incoming: Incoming) -> None:
        self.gone.append(incoming)

    def _note(self, incoming: Incoming) -> Card:
        if self.error is not None:
            raise self.error
        self.seen.append(incoming)
        return CARD


@dataclass(slots=True)
class FakeMessenger:
    """Sends nothing; gives the `outcomes` one by one, and after them `Sent`."""

    sent: list[tuple[Address, Card, str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    async def send(self, address: Address, card: Card, *, summary: str, calls: bool = False) -> Outcome:
        self.sent.append((address, card, summary))
        return self.outcomes.pop(0) if self.outcomes else Sent("m1", address.conversation_id or "a:new")

    async def update(self, address: Address, activity_id: str, card: Card, *, summary: str) -> Outcome:
        return Sent(activity_id, address.conversation_id or "")

    async def open(self, address: Address) -> Outcome:
        return Sent("", f"a:{address.user_id}")

    async def members(self, address: Address) -> list[Member]:
        return []


@dataclass(slots=True)
class Ticking:
    """A clock that a test moves by hand."""

    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds


@dataclass(slots=True)
class EdgeWorld:
    """The bot's edge behind HTTP."""

    client: Client
    turns: FakeTurns
    messenger: FakeMessenger
    keys: SigningKeys
    clock: Ticking

    async def post(self, content: object, token: str | None = None, **headers: str) -> aiohttp.ClientResponse:
        """`content` as JSON, or as it is when it is bytes."""
        sent = headers if token is None else headers | {"Authorization": f"Bearer {token}"}
        if isinstance(content, bytes):
            typed = {"Content-Type": "application/json"} | sent
            return await self.client.post("/api/messages", data=content, headers=typed)
        return await self.client.post("/api/messages", json=content, headers=sent)


@asynccontextmanager
async def edge_world(
    issuer: Issuer, *, check: Check | None = None, edge: Edge | None = None
) -> AsyncIterator[EdgeWorld]:
    """`check` replaces the token check, `edge` the trusted hosts. The keys are not preloaded."""
    turns, messenger, clock = FakeTurns(), FakeMessenger(), Ticking()
    async with aiohttp.ClientSession() as session:
        keys = SigningKeys(session, issuer.metadata_url, clock)
        gate = Gate(edge or Edge(metadata_url=issuer.metadata_url), TENANT, BOT_ID)
        adapter = TeamsAdapter(TeamsBot(turns, messenger), gate, check or TokenCheck(APP_ID, keys))
        app = web.Application()
        app.router.add_post("/api/messages", adapter.process)
        server = TestServer(app, host="127.0.0.1")
        await server.start_server(auto_decompress=False)
        async with TestClient(server) as client:
            yield EdgeWorld(client, turns, messenger, keys, clock)
