"""The figures are for who has the token; a stranger hears nothing of them."""

from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import PARTS, create_app
from bot.settings.settings import Settings
from tests.bot.web.conftest import Logged
from tests.kit.school import METRICS_TOKEN, WATCHER, Chat

FIGURES = "skolemiljo_connections_open"


async def asked(chat: Chat, headers: dict[str, str], **settings: object) -> tuple[int, str]:
    """`/metrics` of the bot of `chat`, served with other settings."""
    assert isinstance(chat.client, TestClient)
    parts = chat.client.app[PARTS]
    other = Settings.of(parts.settings.model_dump() | settings)
    async with TestClient(TestServer(create_app(replace(parts, settings=other)))) as client:
        answer = await client.get("/metrics", headers=headers)
        return answer.status, await answer.text()


@pytest.mark.parametrize(
    "given",
    [
        "",
        METRICS_TOKEN,
        f"Basic {METRICS_TOKEN}",
        "Bearer ",
        f"Bearer {METRICS_TOKEN[:-1]}",
        "Bearer kråke-kråke-kråke",
    ],
)
async def test_a_stranger_sees_no_figures(chat: Chat, given: str) -> None:
    async with chat.client.get("/metrics", headers={"Authorization": given}) as answer:
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert FIGURES not in await answer.text()


async def test_who_has_the_token_sees_them_and_no_log_tells_it(chat: Chat, logged: Logged) -> None:
    assert FIGURES in await chat.metrics()
    assert (await chat.client.get(f"/metrics?token={METRICS_TOKEN}")).status == 401, "it is in no address"
    assert METRICS_TOKEN not in logged()


async def test_without_a_token_there_is_no_such_page(chat: Chat) -> None:
    for headers in ({}, WATCHER, {"Authorization": "Bearer "}):
        assert await asked(chat, headers, metrics_token="") == (404, "404: Not Found")


async def test_the_demo_shows_them_on_its_own_machine(chat: Chat) -> None:
    status, text = await asked(chat, {}, metrics_token="", anonymous=True)
    assert (status, FIGURES in text) == (200, True)
