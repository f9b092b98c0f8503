import time
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.teams.adapter import UnsignedCaller
from bot.teams.edge import Edge
from tests.kit.teams import activities
from tests.kit.teams.activities import APP_ID, TENANT, message
from tests.kit.teams.edge_world import CARD, EdgeWorld, edge_world
from tests.kit.teams.issuer import Issuer

NOW = int(time.time())


async def test_a_good_message_reaches_the_turns_and_is_answered(world: EdgeWorld, issuer: Issuer) -> None:
    response = await world.post(message("hjelp"), issuer.token())
    assert response.status == 200
    assert [incoming.text for incoming in world.turns.seen] == ["hjelp"]
    assert [(address.conversation_id, card) for address, card, _ in world.messenger.sent] == [
        (activities.PERSONAL, CARD)
    ]


async def test_an_invoke_is_answered_with_its_body(world: EdgeWorld, issuer: Issuer) -> None:
    response = await world.post(activities.press("alert.start"), issuer.token())
    assert response.status == 200
    assert (await response.json())["value"] == CARD
    assert world.messenger.sent == []


WRONG_TOKENS: dict[str, dict[str, Any]] = {
    "rogue key": {"key": "rogue"},
    "unknown kid": {"kid": "k9"},
    "missing kid": {"kid": None},
    "algorithm none": {"alg": "none"},
    "symmetric algorithm": {"alg": "HS256"},
    "RS512": {"alg": "RS512"},
    "wrong audience": {"aud": "someone-else"},
    "audience list": {"aud": [APP_ID]},
    "no audience": {"aud": None},
    "wrong issuer": {"iss": "https://evil.example"},
    "emulator issuer": {"iss": f"https://sts.windows.net/{TENANT}/", "appid": APP_ID, "ver": "1.0"},
    "skill": {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "azp": "other", "ver": "2.0"},
    "no issuer": {"iss": None},
    "expired": {"exp": NOW - 600},
    "no expiry": {"exp": None},
    "not yet": {"nbf": NOW + 86_400},
    "other service url": {"serviceurl": "https://smba.trafficmanager.net/amer/"},
    "no service url": {"serviceurl": None},
}


@pytest.mark.parametrize("wrong", WRONG_TOKENS.values(), ids=WRONG_TOKENS.keys())
async def test_a_wrong_token_is_refused(world: EdgeWorld, issuer: Issuer, wrong: dict[str, Any]) -> None:
    response = await world.post(message(), issuer.token(**wrong))
    assert response.status == 401
    assert await response.read() == b""
    assert world.turns.seen == []


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer a.b.c", "Bearer ÆØÅ.b.c", "Bearer  a.b.c"]
)
async def test_a_malformed_header_is_refused(world: EdgeWorld, header: str) -> None:
    response = await world.post(message(), Authorization=header)
    assert response.status == 401


async def test_the_scheme_is_exact_and_a_header_needed(world: EdgeWorld, issuer: Issuer) -> None:
    assert (await world.post(message(), Authorization=f"bearer {issuer.token()}")).status == 401
    assert (await world.post(message())).status == 401


async def test_a_stranger_is_refused_before_the_body_is_read(world: EdgeWorld) -> None:
    assert (await world.post(b"x" * 900_000)).status == 401


async def test_a_key_not_endorsed_for_teams_is_refused(world: EdgeWorld, issuer: Issuer) -> None:
    issuer.published = {"k1": ["webchat"]}
    assert (await world.post(message(), issuer.token())).status == 401
    issuer.published = {"k1": None}


async def test_a_remembered_token_expires_and_is_compared_with_every_activity(world: EdgeWorld, issuer: Issuer) -> None:
    token = issuer.token()
    assert (await world.post(message(), token)).status == 200
    other = message(serviceUrl="https://smba.trafficmanager.net/amer/")
    assert (await world.post(other, token)).status == 401
    assert (await world.post(message(), token)).status == 200
    leeway = issuer.token(exp=int(time.time()) - 240)
    assert [(await world.post(message(), leeway)).status for _ in range(2)] == [200, 200]


@pytest.mark.parametrize(
    "said",
    [
        "https://smba.trafficmanager.net/emea",
        "https://SMBA.trafficmanager.net/emea/",
        "HTTPS://smba.TrafficManager.net/emea",
    ],
)
async def test_the_claim_is_compared_as_an_address(world: EdgeWorld, issuer: Issuer, said: str) -> None:
    assert (await world.post(message(), issuer.token(serviceurl=said))).status == 200


async def test_the_issuer_of_a_refused_token_is_told_when_it_is_known(world: EdgeWorld, issuer: Issuer) -> None:
    with capture_logs() as logs:
        for stranger in (f"https://sts.windows.net/{TENANT}/", "https://evil.example/Kanarinavn"):
            await world.post(message(), issuer.token(iss=stranger))
    told = [entry["issuer"] for entry in logs if entry["event"] == "token refused"]
    assert told == ["https://sts.windows.net/", "another"]


async def test_a_rotated_key_is_fetched_once(world: EdgeWorld, issuer: Issuer) -> None:
    assert (await world.post(message(), issuer.token())).status == 200
    issuer.rotate("k2")
    fetched = issuer.fetches
    assert [(await world.post(message(), issuer.token(kid="k2", jti=str(n)))).status for n in range(3)] == [200] * 3
    assert issuer.fetches == fetched + 1
    assert (await world.post(message(), issuer.token(jti="x"))).status == 401, "the old key is no longer listed"


async def test_without_any_key_teams_is_asked_to_come_back(world: EdgeWorld, issuer: Issuer) -> None:
    issuer.status = 500
    assert not world.keys.ready
    assert (await world.post(message(), issuer.token())).status == 503


async def test_the_demo_takes_loopback_without_a_token_and_nothing_else(issuer: Issuer) -> None:
    local = "http://127.0.0.1:56150/_connector"
    async with edge_world(issuer, check=UnsignedCaller(), edge=Edge.loopback()) as demo:
        assert (await demo.post(message(serviceUrl=local))).status == 200
        assert (await demo.post(message())).status == 403
        assert (await demo.post(message(serviceUrl=local, recipient={"id": "28:other"}))).status == 403


async def test_a_failed_turn_tells_only_a_number(world: EdgeWorld, issuer: Issuer) -> None:
    world.turns.error = ValueError("Ola Nordmann")
    with capture_logs() as logs:
        pressed = await world.post(activities.press("alert.send"), issuer.token())
        written = await world.post(message("Ola Nordmann"), issuer.token())
    body = await pressed.json()
    assert (pressed.status, body["statusCode"], body["type"]) == (200, 500, "application/vnd.microsoft.error")
    assert written.status == 500, "Teams shall send it again"
    assert [entry["error"] for entry in logs] == ["ValueError", "ValueError"]
    assert f"feil-ID {logs[0]['incident']}" in body["value"]["message"]
    assert logs[0]["at"].startswith("tests.kit.teams.edge_world:")
    assert "Ola" not in repr(logs) + repr(body)
