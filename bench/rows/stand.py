"""Servers of the bench with clients that write to them, all with one connector and one issuer of tokens."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from itertools import count
from typing import Generic, TypeVar

import aiohttp

from bench.rows.extent import Ground
from bench.servers.ours import Served
from bench.traffic.client import LoadClient, at_once
from bench.traffic.connector import Counting
from bench.traffic.processes import serving
from bench.world import CROWD, NOW, TEACHERS, many_people, opened
from domain.people.person import Person
from tests.kit.teams.activities import APP_ID
from tests.kit.teams.issuer import Issuer

AT_ONCE = 8
C = TypeVar("C", bound=Counting)
_drafts = count()


@dataclass(frozen=True, slots=True)
class Stand(Generic[C]):
    ground: Ground
    session: aiohttp.ClientSession
    issuer: Issuer
    connector: C

    @asynccontextmanager
    async def client(self, module: str, *arguments: str, ready: str = "/") -> AsyncIterator[LoadClient]:
        """Of a server that is started, and stopped at the end."""
        async with serving(module, *arguments, ready=ready) as server:
            token = self.issuer.token(serviceurl=self.connector.service_url, exp=int(time.time()) + 3600)
            yield LoadClient(self.session, server, self.connector.service_url, token)

    @asynccontextmanager
    async def ours(self, url: str, **served: object) -> AsyncIterator[LoadClient]:
        """Of the bot, with a database that is there; `served` as the fields of `Served`."""
        plain = asdict(Served(self.issuer.metadata_url, url, NOW.isoformat()))
        async with self.client("bench.servers.ours", Served(**plain | served).text, ready="/readyz") as client:
            yield client

    def peopled(self, database: str, crowd: Sequence[Person] = CROWD) -> str:
        """The address of a new database with the school of the bench."""
        url = self.ground.databases[database]()
        with opened(url) as new:
            many_people(new, self.connector.service_url, crowd)
        return url


@asynccontextmanager
async def stand(ground: Ground, connector: type[C]) -> AsyncIterator[Stand[C]]:
    async with connector.open() as listening, aiohttp.ClientSession() as session:
        with Issuer(APP_ID, listening.service_url) as issuer:
            yield Stand(ground, session, issuer, listening)


async def prepared(client: LoadClient, number: int) -> list[str]:
    """So many drafts, of one teacher after the other, ready to be sent."""
    drafts = [f"{next(_drafts):032x}" for _ in range(number)]

    async def draft(n: int) -> None:
        await client.drafts(TEACHERS[n % len(TEACHERS)], drafts[n], n // len(TEACHERS))

    await at_once(AT_ONCE, draft, range(number))
    return drafts
