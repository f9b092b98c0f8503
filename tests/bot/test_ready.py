"""A bot that starts while Microsoft cannot be reached gets ready by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from bot.app import KEYS, Parts, create_app
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from storage.database import Database
from tests.kit.school import SCHOOL, settings_of, the_plan
from tests.kit.teams.activities import APP_ID, BOT_ID, SERVICE_URL, TENANT
from tests.kit.teams.edge_world import Client
from tests.kit.teams.issuer import Issuer


@asynccontextmanager
async def starting(issuer: Issuer, database: Database, url: str, keys_again: float) -> AsyncIterator[Client]:
    """A bot that asks for the keys again after so many seconds, and nobody who talks with it."""
    parts = Parts(
        settings=settings_of(url),
        database=database,
        school_plans={SCHOOL: the_plan()},
        edge=Edge(metadata_url=issuer.metadata_url),
        tokens=Anonymous(),
        bot_id=BOT_ID,
        tenant_id=TENANT,
        keys_again=keys_again,
    )
    async with TestClient(TestServer(create_app(parts), host="127.0.0.1")) as client:
        yield client


async def ready(client: Client) -> int:
    async with client.get("/readyz") as answer:
        return answer.status


async def gets_ready(client: Client) -> None:
    """Without a turn, and without a new start."""
    for _ in range(1000):
        if await ready(client) == 200:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it does not get ready")


async def asked(issuer: Issuer, times: int) -> None:
    """Until the issuer has been asked so often."""
    for _ in range(1000):
        if issuer.asked >= times:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it does not ask")


async def test_it_gets_ready_when_microsoft_answers_again(database: Database, url: str) -> None:
    with Issuer(APP_ID, SERVICE_URL) as issuer, capture_logs() as logs:
        issuer.status = 503
        async with starting(issuer, database, url, 0.01) as client:
            await asked(issuer, 3)
            assert await ready(client) == 503
            issuer.status = 200
            await gets_ready(client)
            fetches = issuer.fetches
            await asyncio.sleep(0.1)
            assert issuer.fetches == fetches, "once they are there nobody asks"
    told = [entry for entry in logs if entry["event"] == "signing keys not fetched"]
    assert len(told) >= 3


async def test_it_asks_less_and_less_often(database: Database, url: str) -> None:
    with Issuer(APP_ID, SERVICE_URL) as issuer:
        issuer.status = 503
        async with starting(issuer, database, url, 0.1):
            await asyncio.sleep(0.6)
    assert 2 <= issuer.asked <= 3, "at once, after a tenth of a second, after three, after seven"


async def test_a_stop_while_it_waits_is_no_error(
    database: Database, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with Issuer(APP_ID, SERVICE_URL) as issuer:
        issuer.status = 503
        async with starting(issuer, database, url, 60) as client:
            await asked(issuer, 1)
            assert await ready(client) == 503
            assert client.app is not None
            assert not client.app[KEYS].ready
        await asyncio.sleep(0)
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []
    assert [task for task in asyncio.all_tasks() if "SigningKeys" in repr(task)] == []
