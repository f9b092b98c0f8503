"""The link to a document, and what people try with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pypdf import PdfReader
from yarl import URL

from bot.web.downloads import Downloads
from documents.parts.model import Document
from documents.render import Unrenderable, pdf
from tests.kit.audit import events_in
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, Chat, the_plan
from tests.kit.steps.saksgang import gets, link_in_sight, opens

PUBLIC = "https://skolemiljo.test"
GONE = "Den er brukt eller for gammel. Be om en ny i Teams."


async def linked(chat: Chat, who: str = "line", reference: str = "") -> str:
    """The path of a new link to the chronology of a case."""
    reference = reference or await chat.sends()
    await opens(chat, who, reference)
    await gets(chat, who, "Kronologi")
    return link_in_sight(chat, who)


def audit(chat: Chat) -> list[str]:
    """What became of documents, in order."""
    kinds = (one.kind for one in events_in(chat.database))
    return [kind.removeprefix("document:") for kind in kinds if kind.startswith("document:")]


async def test_nobody_is_promised_that_other_pupils_are_never_named(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Dokumenter")
    await chat.presses("line", "Kronologi")
    assert "kallenavn, feilskrevne navn, og fornavn fra andre trinn, kan stå igjen." in chat.sees("line")
    assert "aldri" not in chat.sees("line")


@pytest.mark.easy_teams("counts links")
async def test_looking_uses_nothing_up_and_the_button_delivers_once(chat: Chat) -> None:
    path = await linked(chat)
    for _ in range(3):
        assert (await chat.client.get(path)).status == 200
        assert (await chat.client.head(path)).status == 200
    answer = await chat.client.post(path)
    assert (answer.status, answer.content_type) == (200, "application/pdf")
    assert (
        answer.headers["Content-Disposition"]
        == "attachment; filename*=UTF-8''2026-001%20Kronologi%20%28til%20saken%29.pdf"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    delivered = PdfReader(BytesIO(await answer.read())).pages[0].extract_text()
    assert NAMES[0] in delivered
    assert FACT in delivered, "the alert is part of it (L1180)"
    for again in (await chat.client.post(path), await chat.client.get(path), await chat.client.head(path)):
        assert again.status == 404
    assert audit(chat) == ["asked", "delivered"]


async def test_the_page_is_one_button_and_says_nothing_of_the_case(chat: Chat) -> None:
    path = await linked(chat)
    answer = await chat.client.get(path)
    page = await answer.text()
    assert page.count("<form") == page.count("<button") == 1
    assert not any(word in page for word in ("<script", "<input", "<a ", "src=", "2026-001", *NAMES, path[3:]))
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    kept = ("Cache-Control", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options")
    assert [answer.headers[name] for name in kept] == ["no-store", "DENY", "no-referrer", "nosniff"]


async def test_used_expired_unknown_and_strange_links_are_the_same_page(chat: Chat) -> None:
    used = await linked(chat)
    late = await linked(chat, reference="2026-001")
    await chat.client.post(used)
    chat.clock.forward(minutes=5)
    seen = set()
    for path in (used, late, "/d/unknown", "/d/%00", "/d/%ff%fe", "/d/'%20OR%201=1", "/d/" + "x" * 4000):
        for answer in (await chat.client.get(URL(path, encoded=True)), await chat.client.post(URL(path, encoded=True))):
            seen.add((answer.status, await answer.text()))
    assert len(seen) == 1
    status, page = seen.pop()
    assert (status, GONE in page) == (404, True)


async def test_a_tampered_link_is_unknown_and_does_the_real_one_no_harm(chat: Chat) -> None:
    path = await linked(chat)
    other = "A" if path[-1] != "A" else "B"
    for wrong in (path[:-1] + other, path[:-1], path + "A", path.swapcase(), path + "%20"):
        assert (await chat.client.post(URL(wrong, encoded=True))).status == 404
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert (await chat.client.request(method, path)).status == 405
    assert (await chat.client.post(path)).status == 200


@pytest.mark.easy_teams("counts reads")
async def test_of_many_at_once_one_gets_the_document(chat: Chat) -> None:
    path = await linked(chat)
    answers = await asyncio.gather(*(chat.client.post(path) for _ in range(6)))
    assert sorted(answer.status for answer in answers) == [200] + [404] * 5
    assert audit(chat) == ["asked", "delivered"]


@pytest.mark.easy_teams("counts links")
async def test_who_is_no_longer_on_the_case_gets_nothing_and_that_is_recorded(chat: Chat) -> None:
    path = await linked(chat, "social")
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Ta ut")
    person = chat.choice("principal", "person", STAFF["social"].name)
    await chat.presses("principal", "Lagre", person=person, reason="Byttet ansvar")
    for _ in range(2):
        answer = await chat.client.post(path)
        assert (answer.status, GONE in await answer.text()) == (404, True)
    assert audit(chat) == ["asked", "refused"]


@asynccontextmanager
async def rendering(chat: Chat, render: Any) -> AsyncIterator[TestClient[Any, Any]]:  # noqa: ANN401  (any type)
    """The two answers of a link, rendered otherwise."""
    links, pages = Downloads(chat.database, {SCHOOL: the_plan()}, chat.clock, PUBLIC, render), web.Application()
    pages.router.add_post("/d/{token}", links.deliver)
    async with TestClient(TestServer(pages, host="127.0.0.1")) as client:
        yield client


@pytest.mark.easy_teams("counts reads")
async def test_a_document_that_could_not_be_made_can_be_asked_for_again(chat: Chat) -> None:
    path, faults = await linked(chat), [Unrenderable("made to fail")]

    def once(document: Document) -> bytes:
        if faults:
            raise faults.pop()
        return pdf(document)

    async with rendering(chat, once) as client:
        failed = await client.post(path)
        assert (failed.status, "Lenken er ikke brukt opp" in await failed.text()) == (500, True)
        assert audit(chat) == ["asked"]
        assert (await client.post(path)).status == 200
    assert audit(chat) == ["asked", "delivered"]


@pytest.mark.parametrize("who", ["teacher", "base"])
async def test_documents_are_for_those_who_answer_for_the_case(chat: Chat, who: str) -> None:
    await opens(chat, who, await chat.sends())
    assert "Dokumenter" not in chat.titles(who)
