"""The browser that fetched a document may ask again at once, as those on an iPhone do; nobody else may."""

import asyncio
from datetime import timedelta
from http.cookies import SimpleCookie
from itertools import product
from typing import Any

import pytest
from aiohttp import ClientResponse

from scheduler.sweeps.registry import run_sweeps
from tests.conversations.documents.test_downloads import GONE, audit, linked
from tests.kit.school import NAMES, STAFF, Chat
from tests.kit.steps.saksgang import link_in_sight, opens

MADE = [*product(("Kronologi", "Dokumentasjon i skolemiljøsaken"), ("Lag for saken", "Lag for arkivet"))]
pytestmark = pytest.mark.easy_teams("counts links")


async def browser(chat: Chat, path: str, **headers: str) -> dict[str, str]:
    """One that has looked at the page of the link: the headers it sends from now on."""
    answer = await chat.client.get(path, headers=headers)
    assert (answer.status, answer.content_type) == (200, "text/html")
    return {"Cookie": f"nettleser={cookie(answer)['nettleser'].value}"}


def cookie(answer: ClientResponse) -> SimpleCookie:
    return SimpleCookie(answer.headers["Set-Cookie"])


async def gone(answer: ClientResponse) -> bool:
    return (answer.status, GONE in await answer.text(), "Set-Cookie" in answer.headers) == (404, True, False)


@pytest.mark.parametrize(("title", "edition"), MADE)
async def test_the_same_file_for_a_minute_and_only_there(chat: Chat, title: str, edition: str) -> None:
    chat.clock.forward(microseconds=123_457)
    await linked(chat)
    await chat.presses("line", "Tilbake")
    await chat.presses("line", title)
    await chat.presses("line", edition)
    path = link_in_sight(chat, "line")
    mine, other = await browser(chat, path), await browser(chat, path)
    assert mine != other
    files = [await (await chat.client.post(path, headers=mine)).read()]
    for method in ("POST", "GET"):
        chat.clock.forward(seconds=29)
        answer = await chat.client.request(method, path, headers=mine)
        assert (answer.status, answer.content_type) == (200, "application/pdf")
        files.append(await answer.read())
        for stranger in ({}, other, {"Cookie": "nettleser="}, {"Cookie": "nettleser=" + "K" * 43}):
            assert await gone(await chat.client.request(method, path, headers=stranger))
    assert files == [files[0]] * 3
    chat.clock.forward(seconds=2)
    assert await gone(await chat.client.post(path, headers=mine))
    assert audit(chat) == ["asked", "asked", "delivered", "delivered", "delivered"]


async def test_two_requests_at_the_same_moment_are_given_the_same(chat: Chat) -> None:
    path = await linked(chat)
    mine = await browser(chat, path)
    answers = await asyncio.gather(*(chat.client.post(path, headers=mine) for _ in range(2)))
    first, second = [await answer.read() for answer in answers]
    assert first.startswith(b"%PDF")
    assert first == second
    assert audit(chat) == ["asked", "delivered", "delivered"]


async def test_who_has_not_seen_the_page_gets_it_once(chat: Chat) -> None:
    path = await linked(chat)
    answer = await chat.client.post(path)
    assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)
    for method in ("POST", "GET"):
        assert await gone(await chat.client.request(method, path))


async def test_the_cookie_is_of_this_link_only(chat: Chat) -> None:
    path = await linked(chat)
    shown = await chat.client.get(path)
    given = cookie(shown)["nettleser"]
    said = (given["path"], given["max-age"], given["httponly"], given["secure"], given["samesite"], given["domain"])
    assert said == (path, "300", True, True, "Strict", "")
    mine = {"Cookie": f"nettleser={given.value}"}
    assert await browser(chat, path, **mine) == mine, "who looks again stays the same"
    delivered = cookie(await chat.client.post(path, headers=mine))["nettleser"]
    assert (delivered.value, delivered["max-age"], delivered["path"]) == (given.value, "60", path)


@pytest.mark.parametrize("odd", ["", "kort", "K" * 44, "=;;=", '"' + "K" * 43, "é" * 43, "nettleser=" * 500])
async def test_a_cookie_that_is_not_ours_is_none(chat: Chat, odd: str) -> None:
    path = await linked(chat)
    headers = {"Cookie": f"nettleser={odd}"}
    assert (await chat.client.post(path, headers=headers)).status == 200
    assert await gone(await chat.client.post(path, headers=headers))


async def test_the_right_to_read_is_asked_for_again(chat: Chat) -> None:
    path = await linked(chat, "social")
    mine = await browser(chat, path)
    assert (await chat.client.post(path, headers=mine)).status == 200
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Ta ut")
    person = chat.choice("principal", "person", STAFF["social"].name)
    await chat.presses("principal", "Lagre", person=person, reason="Byttet ansvar")
    for method in ("GET", "POST", "POST", "GET"):
        assert await gone(await chat.client.request(method, path, headers=mine))
    assert audit(chat) == ["asked", "delivered", "refused"]


async def test_what_would_be_another_file_by_now_is_not_given(chat: Chat) -> None:
    path = await linked(chat)
    mine = await browser(chat, path)
    assert (await chat.client.post(path, headers=mine)).status == 200
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Skriv i loggen")
    await chat.presses("line", "Lagre", type="elevsamtale", text="Snakket med eleven")
    assert await gone(await chat.client.post(path, headers=mine))
    assert audit(chat) == ["asked", "delivered"]


async def test_the_page_says_whose_and_what_the_document_is(chat: Chat) -> None:
    page = await (await chat.client.get(await linked(chat))).text()
    assert "<strong>Kronologi (til saken)</strong>" in page
    assert f"Dette dokumentet er laget for {STAFF['line'].name}. Er det ikke deg, lukk siden." in page
    assert not any(word in page for name in NAMES for word in name.split())


async def seen(chat: Chat, path: str) -> None:
    await chat.client.head(path)


async def swept(chat: Chat, _path: str) -> None:
    run_sweeps(chat.database, {}, chat.clock())


async def made_another(chat: Chat, _path: str) -> None:
    await linked(chat, reference="2026-001")


@pytest.mark.parametrize("notices", [seen, swept, made_another])
async def test_what_has_run_out_stays_so_when_the_clock_goes_back(chat: Chat, notices: Any) -> None:  # noqa: ANN401  (any type)
    path, used = await linked(chat), await linked(chat, reference="2026-001")
    mine = await browser(chat, used)
    await chat.client.post(used, headers=mine)
    chat.clock.forward(minutes=5)
    for one in (path, used):
        await notices(chat, one)
    chat.clock.forward(minutes=-5)
    for method in ("GET", "POST"):
        assert await gone(await chat.client.request(method, path))
        assert await gone(await chat.client.request(method, used, headers=mine))


@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(hours=1), timedelta(days=400)])
async def test_no_link_lives_longer_because_the_clock_goes_back(chat: Chat, back: timedelta) -> None:
    path, used = await linked(chat), await linked(chat, reference="2026-001")
    mine = await browser(chat, used)
    await chat.client.post(used, headers=mine)
    chat.clock.now -= back
    assert await gone(await chat.client.post(path))
    assert await gone(await chat.client.post(used, headers=mine))


async def test_a_look_and_a_part_use_nothing_up(chat: Chat) -> None:
    path = await linked(chat)
    mine = await browser(chat, path)
    some = {"Range": "bytes=0-9", "If-Range": "x"}
    assert (await chat.client.head(path, headers=mine | some)).status == 200
    answer = await chat.client.post(path, headers=mine | some)
    assert (answer.status, (await answer.read())[-6:].strip()) == (200, b"%%EOF")
    looked = await chat.client.head(path, headers=mine)
    assert (looked.status, looked.content_type) == (200, "text/html")
    assert audit(chat) == ["asked", "delivered"]


async def test_the_file_is_kept_by_nobody_and_framed_nowhere(chat: Chat) -> None:
    answer = await chat.client.post(await linked(chat))
    assert {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Accept-Ranges": "none",
    }.items() <= answer.headers.items()
    assert not any(word in answer.headers["Content-Disposition"] for name in NAMES for word in name.split())


async def test_no_answer_tells_the_next_where_one_came_from(chat: Chat) -> None:
    for path in ("/d/unknown", "/d/unknown/more", "/nothing", "/"):
        assert (await chat.client.get(path)).headers["Referrer-Policy"] == "no-referrer"
    assert (await chat.client.put("/d/unknown")).status == 405
