"""Microsoft's keys, fetched over HTTP: nobody waits in vain, no made-up id delays a rotation, answers have a bound."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.teams.keys import KeysUnavailable, SigningKeys, UnknownKey
from tests.kit.teams.activities import APP_ID, SERVICE_URL
from tests.kit.teams.edge_world import Ticking
from tests.kit.teams.issuer import Issuer


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with Issuer(APP_ID, SERVICE_URL) as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
async def keys(issuer: Issuer, session: aiohttp.ClientSession, clock: Ticking) -> SigningKeys:
    """Fetched once, a long time ago."""
    built = SigningKeys(session, issuer.metadata_url, clock)
    await built.preload()
    issuer.fetches = 0
    clock.seconds = 5000
    return built


async def known(keys: SigningKeys, key_id: str) -> bool:
    try:
        return bool(await keys.get(key_id))
    except UnknownKey:
        return False


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it does not happen")


async def seconds(awaited: Awaitable[object]) -> float:
    started = time.monotonic()
    await awaited
    return time.monotonic() - started


async def test_a_made_up_id_delays_no_rotation(keys: SigningKeys, issuer: Issuer) -> None:
    assert [await known(keys, "made-up") for _ in range(50)] == [False] * 50
    assert issuer.fetches == 1, "missing a moment ago"
    issuer.rotate("k2")
    assert await known(keys, "k2")
    assert not await known(keys, "k1")


async def test_many_made_up_ids_make_nobody_hammer_microsoft(keys: SigningKeys, issuer: Issuer, clock: Ticking) -> None:
    assert [await known(keys, f"made-up-{n}") for n in range(600)] == [False] * 600
    assert issuer.fetches == 5
    issuer.rotate("k2")
    assert not await known(keys, "k2")
    clock.seconds += 10
    assert await known(keys, "k2"), "ten seconds later at the latest"
    assert not await known(keys, "another")
    assert issuer.fetches == 6


async def test_an_id_that_was_missing_is_looked_for_again_a_minute_later(
    keys: SigningKeys, issuer: Issuer, clock: Ticking
) -> None:
    assert not await known(keys, "k2")
    issuer.rotate("k2")
    clock.seconds += 59
    assert not await known(keys, "k2")
    clock.seconds += 1
    assert await known(keys, "k2")


async def test_what_is_remembered_as_missing_has_a_bound(keys: SigningKeys, clock: Ticking) -> None:
    for n in range(600):
        clock.seconds += 10
        await known(keys, f"made-up-{n}")
    assert len(keys._missing) <= 512


async def test_an_id_is_not_missing_because_microsoft_was(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.rotate("k2")
    issuer.status = 503
    with capture_logs() as logs:
        assert not await known(keys, "k2")
        assert await known(keys, "k1")
    assert [(entry["log_level"], entry["kept"]) for entry in logs] == [("error", 1)]
    issuer.status = 200
    assert await known(keys, "k2")


async def test_nobody_waits_for_a_slow_microsoft_who_needs_not(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.rotate("k2")
    issuer.flowing.clear()
    waiting = [asyncio.create_task(known(keys, key_id)) for key_id in ("k2", "k2", "made-up", "k2")]
    await until(lambda: issuer.fetches == 1)
    assert await seconds(keys.get("k1")) < 0.1
    issuer.flowing.set()
    assert await asyncio.gather(*waiting) == [True, True, False, True]
    assert issuer.fetches == 1, "one for all of them"


async def test_a_caller_who_gives_up_takes_nothing_from_the_others(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.rotate("k2")
    issuer.flowing.clear()
    first, second = (asyncio.create_task(known(keys, "k2")) for _ in range(2))
    await until(lambda: issuer.fetches == 1)
    first.cancel()
    issuer.flowing.set()
    assert await second
    assert issuer.fetches == 1


async def test_the_wait_and_the_fetch_have_an_end(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.flowing.clear()
    with capture_logs() as logs:
        assert 1.9 < await seconds(known(keys, "k2")) < 3
        assert keys._under_way is not None
        assert await seconds(asyncio.wait([keys._under_way])) < 4
    assert [entry["error"] for entry in logs] == ["TimeoutError"]


TOO_MUCH = {
    "large": b'{"keys": [' + b" " * 1024 * 1024 + b"]}",
    "endless nesting": b"[" * 100_000,
    "many": b'{"keys": [' + b",".join([b'{"kty": "EC"}'] * 257) + b"]}",
    "none": b'{"keys": []}',
    "no list": b'{"keys": 7}',
    "no object": b"[]",
    "not JSON": b"<html>",
    "not UTF-8": b"\xff\xfe\xfa",
    "a broken key": b'{"keys": [{"kty": "RSA", "kid": "k2", "n": "!", "e": ""}]}',
}


@pytest.mark.parametrize("answer", TOO_MUCH.values(), ids=TOO_MUCH.keys())
async def test_an_unusable_answer_changes_nothing(keys: SigningKeys, issuer: Issuer, answer: bytes) -> None:
    issuer.instead = answer
    with capture_logs() as logs:
        assert not await known(keys, "k2")
    assert await known(keys, "k1")
    assert [entry["event"] for entry in logs] == ["signing keys not fetched"]


async def test_nobody_is_sent_on_to_another_address(keys: SigningKeys, issuer: Issuer) -> None:
    with Issuer(APP_ID, SERVICE_URL) as other:
        other.rotate("k2")
        issuer.status, issuer.headers = 302, {"Location": other.metadata_url}
        issuer.instead = b""
        with capture_logs() as logs:
            assert not await known(keys, "k2")
        assert (other.asked, len(logs)) == (0, 1)


async def test_the_keys_are_asked_for_as_safely_as_where_they_are(
    issuer: Issuer, session: aiohttp.ClientSession
) -> None:
    issuer.keys_url = issuer.url.replace("http:", "ftp:") + "/keys"
    with capture_logs() as logs, pytest.raises(KeysUnavailable):
        await SigningKeys(session, issuer.metadata_url, Ticking()).get("k1")
    assert ([entry["error"] for entry in logs], issuer.fetches) == (["ValueError"], 0)


@asynccontextmanager
async def kept(keys: SigningKeys, every: float) -> AsyncIterator[None]:
    task = asyncio.create_task(keys.keep(0.01, every))
    yield
    task.cancel()
    await asyncio.wait([task])


async def test_the_list_is_renewed_without_being_asked_for(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.rotate("k2")
    async with kept(keys, every=0.02):
        await until(lambda: issuer.fetches >= 3)
        assert "k1" not in keys._keys
        issuer.status = 503
        asked = issuer.asked
        with capture_logs() as logs:
            await until(lambda: issuer.asked >= asked + 3)
        assert await known(keys, "k2")
        assert {entry["kept"] for entry in logs} == {1}
        issuer.status = 200
        issuer.rotate("k3")
        await until(lambda: "k3" in keys._keys)
