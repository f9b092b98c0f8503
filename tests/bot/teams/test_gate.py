import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader
from aiohttp.test_utils import make_mocked_request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.teams.edge import Edge, plain
from bot.teams.gate import Refusal, read
from tests.kit.teams import activities
from tests.kit.teams.activities import BOT_ID, SERVICE_URL, message
from tests.kit.teams.edge_world import EdgeWorld
from tests.kit.teams.issuer import Issuer

BAD_BODIES = {
    "not JSON": b"{",
    "nothing": b"",
    "array": b"[]",
    "text": b'"x"',
    "no type": b"{}",
    "number as type": b'{"type":1}',
    "not UTF-8": b'{"type":"message","text":"\xff"}',
    "lone surrogate": b'{"type":"message","text":"\\ud800"}',
    "deep": b"[" * 100_000,
    "deep value": b'{"type":"message","value":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "conversation is text": b'{"type":"message","conversation":"x"}',
    "NUL in an id": b'{"type":"message","id":"a\\u0000"}',
    "entities is an object": b'{"type":"message","entities":{}}',
    "members are texts": b'{"type":"conversationUpdate","membersAdded":["x"]}',
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_a_malformed_body_is_a_bad_request(world: EdgeWorld, issuer: Issuer, body: bytes) -> None:
    assert (await world.post(body, issuer.token())).status == 400


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    """Sent without a length."""
    for start in range(0, len(content), 50_000):
        yield content[start : start + 50_000]


async def test_type_and_size_of_the_body(world: EdgeWorld, issuer: Issuer) -> None:
    large = json.dumps(message("x" * 300_000)).encode()
    plain = {"Content-Type": "text/plain"}
    assert (await world.post(b"{}", issuer.token(), **plain)).status == 415
    assert (await world.post(large, issuer.token())).status == 413
    typed = {"Authorization": f"Bearer {issuer.token()}", "Content-Type": "application/json"}
    assert (await world.client.post("/api/messages", data=pieces(large), headers=typed)).status == 413
    packed = {"Content-Encoding": "gzip"}
    assert (await world.post(gzip.compress(large), issuer.token(), **packed)).status == 415
    assert (await world.post(b"not gzip", issuer.token(), **packed)).status == 415
    assert (await world.client.get("/api/messages")).status == 405


BROKEN = [(None, 408), (web.RequestPayloadError(), 400), (ConnectionResetError(), 400)]


@pytest.mark.parametrize(("error", "status"), BROKEN, ids=repr)
async def test_a_body_that_never_ends_or_breaks_off(error: Exception | None, status: int) -> None:
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.connection_made(asyncio.Transport())
    stream = StreamReader(protocol, 2**16, loop=loop)
    stream.feed_data(b"{")
    if error is not None:
        stream.set_exception(error)
    with pytest.raises(Refusal) as refused:
        await read(make_mocked_request("POST", "/api/messages", payload=stream), seconds=0.02)
    assert refused.value.status == status


FOREIGN: dict[str, tuple[int, dict[str, Any]]] = {
    "another channel": (403, {"channelId": "webchat"}),
    "no channel": (403, {"channelId": None}),
    "no service url": (401, {"serviceUrl": None}),
    "another bot": (403, {"recipient": {"id": "28:other"}}),
    "no recipient": (403, {"recipient": None}),
    "no conversation": (400, {"conversation": None}),
    "another tenant": (403, {"channelData": {"tenant": {"id": "other"}}}),
    "no tenant": (403, {"channelData": {}}),
    "no channel data": (403, {"channelData": None}),
    "tenants differ": (403, {"conversation": {"id": "a:1", "tenantId": "other"}}),
    "no object id": (403, {"from": {"id": "29:x"}}),
    "object id is no GUID": (403, {"from": {"id": "29:x", "aadObjectId": "x"}}),
    "no sender": (403, {"from": None}),
}


@pytest.mark.parametrize(("status", "change"), FOREIGN.values(), ids=FOREIGN.keys())
async def test_what_is_not_this_bots_is_refused(
    world: EdgeWorld, issuer: Issuer, status: int, change: dict[str, Any]
) -> None:
    assert (await world.post(message(**change), issuer.token())).status == status
    assert world.turns.seen == []


@pytest.mark.parametrize(
    "service_url",
    [
        "http://smba.trafficmanager.net/emea/",
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://eviltrafficmanager.net/",
        "https://user@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net/?x=1",
        "https://127.0.0.1/",
        "https://[::1/",
        "//smba.trafficmanager.net/",
        "",
    ],
)
def test_only_microsofts_hosts_are_trusted(service_url: str) -> None:
    assert not Edge().trusts(service_url)


@pytest.mark.parametrize(
    "said", [SERVICE_URL, SERVICE_URL.rstrip("/"), "HTTPS://SMBA.trafficmanager.net/emea", f"{SERVICE_URL}/"]
)
def test_an_address_is_written_in_one_way(said: str) -> None:
    assert plain(said) == SERVICE_URL
    assert plain("https://Smba.trafficmanager.net/Emea") == "https://smba.trafficmanager.net/Emea/"
    assert plain("https://x.botframework.com") == "https://x.botframework.com/"


@pytest.mark.parametrize(
    "service_url", [SERVICE_URL, "https://smba.trafficmanager.net:443/no/", "https://x.botframework.com"]
)
def test_microsofts_hosts_are_trusted(service_url: str) -> None:
    assert Edge().trusts(service_url)


async def test_a_signed_but_untrusted_service_url_is_refused(world: EdgeWorld, issuer: Issuer) -> None:
    evil = "https://evil.example/"
    assert (await world.post(message(serviceUrl=evil), issuer.token(serviceurl=evil))).status == 403


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
WHOLE = [
    message(),
    activities.channel_message(),
    activities.press("x"),
    activities.installation(),
    activities.members_added(BOT_ID),
]
paths = st.sampled_from(
    [(key,) for key in activities.press("x")]
    + [("value", "action"), ("value", "action", "verb"), ("value", "action", "data"), ("value", "trigger")]
    + [("channelData", "tenant"), ("channelData", "team"), ("from", "aadObjectId"), ("conversation", "id")]
    + [("entities",), ("membersAdded",), ("action",), ("text",), ("type",), ("name",)]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_no_input_gives_an_error_of_ours(world: EdgeWorld, issuer: Issuer, data: st.DataObject) -> None:
    body = json.loads(json.dumps(data.draw(st.sampled_from(WHOLE))))
    for path in data.draw(st.lists(paths, min_size=1, max_size=3)):
        place = body
        for key in path[:-1]:
            place = place.get(key) if isinstance(place, dict) else None
        if isinstance(place, dict):
            place[path[-1]] = data.draw(junk)
    response = await world.post(json.dumps(body).encode(), issuer.token())
    assert response.status < 500
