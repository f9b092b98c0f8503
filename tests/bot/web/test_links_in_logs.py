"""The token of a link to a document stands in no log, whatever is asked and whatever goes wrong."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from structlog.testing import capture_logs

from bot.web.door import DOOR, Door
from bot.web.downloads import Downloads
from documents.parts.model import Document
from documents.render import Unrenderable
from tests.bot.web.conftest import Comes, Logged
from tests.conversations.documents.test_downloads import linked
from tests.kit.school import SCHOOL, WATCHER, Chat, the_plan
from tests.kit.served import GuardedTestServer

SECRET = "nettleser=" + "K" * 43


def listens_to_every_step() -> None:
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = 0


async def test_of_what_is_asked(logged: Logged, chat: Chat, comes: Comes) -> None:
    listens_to_every_step()
    with capture_logs() as lines:
        path = await linked(chat)
        token, headers = path[3:], {"Cookie": SECRET, "Referer": f"https://skolemiljo.test{path}"}
        for asked in (path, f"{path}/more", f"{path}?token={token}", f"/nothing?{token}", f"/d/{token * 40}"):
            for method in ("HEAD", "GET", "PUT", "POST", "POST"):
                await chat.client.request(method, asked, headers=headers)
        for wrong in (f"GET /d/{token * 300} HTTP/1.1", f"GET {path} HTTP/9", f"GET {path} HTTP/1.1\r\n{token}"):
            async with comes() as stranger:
                await stranger.says(f"{wrong}\r\nHost: bot\r\n\r\n".encode())
                assert b" 400 " in await stranger.hears_all()
        metrics = await (await chat.client.get("/metrics", headers=headers | WATCHER)).text()
    said = logged() + repr(lines) + metrics
    assert "asyncio" in said, "it was listened to"
    assert [secret for secret in (token, SECRET[10:]) if secret in said] == []


@pytest.mark.parametrize("failure", [ValueError, Unrenderable])
async def test_of_what_fails(logged: Logged, chat: Chat, failure: type[Exception]) -> None:
    listens_to_every_step()
    path = await linked(chat)

    def fails(_document: Document) -> bytes:
        raise failure(path)

    links = Downloads(chat.database, {SCHOOL: the_plan()}, chat.clock, "https://skolemiljo.test", fails)
    app = web.Application()
    app[DOOR] = Door()
    app.router.add_post("/d/{token}", links.deliver)
    async with TestClient(GuardedTestServer(app)) as client:
        with capture_logs() as lines:
            answer = await client.post(path, headers={"Cookie": SECRET})
            assert (answer.status, path[3:] in await answer.text()) == (500, False)
    said = logged() + repr(lines)
    assert failure.__name__ in said, "an operator sees that it failed"
    assert [secret for secret in (path[3:], SECRET[10:]) if secret in said] == []
