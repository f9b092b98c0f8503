import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import aiohttp
import pytest

from bot.teams.connector import Connector
from bot.teams.credentials import Tokens, TokenUnavailable
from bot.teams.edge import Edge
from scheduler.messenger import (
    Address,
    Failed,
    Gone,
    Later,
    Member,
    MembersUnavailable,
    Missing,
    Moved,
    Outcome,
    Sent,
    Unknown,
)
from tests.kit.hard_teams.hard_connector import WRONG_GEO
from tests.kit.teams.activities import BOT_ID, CHANNEL, TEACHER, TEACHER_USER, TENANT, THREAD
from tests.kit.teams.connector import FakeConnector, Fault

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Sak 2026-014 – æøå"}]}
TOKEN = "made-up-token"


@dataclass
class FixedToken:
    value: str | None = TOKEN

    async def token(self) -> str | None:
        if self.value == "":
            raise TokenUnavailable("temporarily_unavailable")
        return self.value


@pytest.fixture
async def teams() -> AsyncIterator[FakeConnector]:
    fake = FakeConnector(token=TOKEN)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def here(teams: FakeConnector) -> Address:
    return Address(teams.service_url, TENANT, BOT_ID, THREAD, TEACHER_USER)


@pytest.fixture
async def connector() -> AsyncIterator[Connector]:
    async with aiohttp.ClientSession() as session:
        yield built(session)


def built(session: aiohttp.ClientSession, tokens: Tokens | None = None, *, seconds: float = 0.5) -> Connector:
    return Connector(session, tokens or FixedToken(), Edge.loopback(), seconds=seconds, between_pages=0)


async def send(connector: Connector, address: Address) -> Outcome:
    return await connector.send(address, CARD, summary="Ny melding")


async def test_a_message_is_sent_whole(connector: Connector, teams: FakeConnector, here: Address) -> None:
    outcome = await send(connector, here)
    assert outcome == Sent("m1", THREAD)
    [request] = teams.requests
    assert request.path == f"/teams/v3/conversations/{THREAD}/activities"
    assert request.body == {
        "type": "message",
        "from": {"id": BOT_ID},
        "conversation": {"id": THREAD, "tenantId": TENANT},
        "summary": "Ny melding",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}],
        "channelData": {"tenant": {"id": TENANT}},
    }


@pytest.mark.parametrize("text", [True, False])
async def test_what_calls_someone_is_seen_on_a_locked_phone(teams: FakeConnector, here: Address, text: bool) -> None:
    async with aiohttp.ClientSession() as session:
        calling = Connector(session, FixedToken(), Edge.loopback(), notice_text=text)
        assert await calling.send(here, CARD, summary="Nytt varsel", calls=True) == Sent("m1", THREAD)
    [request] = teams.requests
    assert request.body["channelData"] == {"tenant": {"id": TENANT}, "notification": {"alert": True}}
    assert (request.body["summary"], request.body.get("text")) == ("Nytt varsel", "Nytt varsel" if text else None)


async def test_a_person_without_a_conversation_gets_one(
    connector: Connector, teams: FakeConnector, here: Address
) -> None:
    outcome = await send(connector, replace(here, conversation_id=None))
    assert outcome == Sent("m2", "a:1teacher")
    assert teams.requests[0].body == {
        "isGroup": False,
        "bot": {"id": BOT_ID},
        "members": [{"id": TEACHER_USER}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(429, "Throttled", retry_after="7"), Later(7, "Throttled")),
        (Fault(429, "Throttled", retry_after="999999"), Later(3600, "Throttled")),
        (Fault(429, "Throttled", retry_after="Wed, 21 Oct 2026 07:28:00 GMT"), Later(5, "Throttled")),
        (Fault(429), Later(5, "http_429")),
        (Fault(412, "PreconditionFailed"), Later(5, "PreconditionFailed")),
        (Fault(403, "MessageWritesBlocked"), Gone("MessageWritesBlocked")),
        (Fault(403, "BotDisabledByAdmin"), Gone("BotDisabledByAdmin")),
        (Fault(403, "ConversationBlockedByUser"), Gone("ConversationBlockedByUser")),
        (Fault(403, "ForbiddenOperationException"), Gone("ForbiddenOperationException")),
        (Fault(403, "BotNotInConversationRoster"), Gone("BotNotInConversationRoster")),
        (Fault(403, "NotEnoughPermissions"), Moved("NotEnoughPermissions")),
        (Fault(403, "InvalidBotApiHost"), Moved("InvalidBotApiHost")),
        (Fault(400, "InvalidBotApiHost"), Moved("InvalidBotApiHost")),
        (WRONG_GEO, Moved("BadArgument")),
        (Fault(400, "BadArgument"), Failed("BadArgument")),
        (Fault(403), Moved("http_403")),
        (Fault(404, "ConversationNotFound"), Moved("ConversationNotFound")),
        (Fault(404), Moved("http_404")),
        (Fault(400, "BadSyntax"), Failed("BadSyntax")),
        (Fault(413, "MessageSizeTooBig"), Failed("MessageSizeTooBig")),
        (Fault(302), Failed("http_302")),
        (Fault(408), Unknown("http_408")),
        (Fault(500, "ServiceError"), Unknown("ServiceError")),
        (Fault(502, taken=True), Unknown("http_502")),
        (Fault(503), Unknown("http_503")),
        (Fault(504), Unknown("http_504")),
        (Fault(reset=True, taken=True), Unknown("ServerDisconnectedError")),
        (Fault(delay=1, taken=True), Unknown("TimeoutError")),
    ],
    ids=repr,
)
async def test_how_a_new_message_can_end(
    connector: Connector, teams: FakeConnector, here: Address, fault: Fault, expected: Outcome
) -> None:
    teams.fail(THREAD, fault)
    assert await send(connector, here) == expected
    assert len(teams.requests) == 1, "nothing is tried again here"


async def test_what_teams_answers_after_taking_it_does_not_matter(
    connector: Connector, teams: FakeConnector, here: Address
) -> None:
    teams.fail(THREAD, Fault(200, taken=True))
    assert await send(connector, here) == Sent("", THREAD)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(500), Later(5, "http_500")),
        (Fault(reset=True), Later(5, "ServerDisconnectedError")),
        (Fault(delay=1), Later(5, "TimeoutError")),
        (Fault(403, "BotNotInConversationRoster"), Gone("BotNotInConversationRoster")),
        (Fault(200), Later(5, "no_id")),
    ],
    ids=repr,
)
async def test_opening_a_conversation_may_be_asked_for_twice(
    connector: Connector, teams: FakeConnector, here: Address, fault: Fault, expected: Outcome
) -> None:
    teams.fail(FakeConnector.OPENING, fault)
    assert await send(connector, replace(here, conversation_id=None)) == expected
    assert not any(teams.messages.values())


async def test_an_update_replaces_the_message(connector: Connector, teams: FakeConnector, here: Address) -> None:
    await send(connector, here)
    new = CARD | {"body": []}
    assert await connector.update(here, "m1", new, summary="Endret") == Sent("m1", THREAD)
    assert teams.messages[THREAD]["m1"]["attachments"][0]["content"] == new


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(500), Later(5, "http_500")),
        (Fault(429, retry_after="2"), Later(2, "http_429")),
        (Fault(delay=1), Later(5, "TimeoutError")),
        (Fault(403, "ConversationBlockedByUser"), Gone("ConversationBlockedByUser")),
        (Fault(403, "NotEnoughPermissions"), Failed("NotEnoughPermissions")),
        (Fault(404, "ConversationNotFound"), Missing("ConversationNotFound")),
        (Fault(404, "ActivityNotFoundInConversation"), Missing("ActivityNotFoundInConversation")),
        (WRONG_GEO, Missing("BadArgument")),
    ],
    ids=repr,
)
async def test_an_update_is_never_unknown(
    connector: Connector, teams: FakeConnector, here: Address, fault: Fault, expected: Outcome
) -> None:
    await send(connector, here)
    teams.fail(THREAD, fault)
    assert await connector.update(here, "m1", CARD, summary="x") == expected


async def test_an_unknown_conversation_and_an_incomplete_address(
    connector: Connector, teams: FakeConnector, here: Address
) -> None:
    teams.known = {"a:other"}
    nowhere = replace(here, conversation_id=None, user_id=None)
    assert await send(connector, here) == Moved("ConversationNotFound")
    assert await send(connector, nowhere) == Failed("no_user")
    assert await connector.update(nowhere, "m1", CARD, summary="x") == Failed("no_conversation")


@pytest.mark.parametrize(
    "service_url", ["http://evil.example/", "https://127.0.0.1/", "http://127.0.0.1.evil.example/"]
)
async def test_a_stored_address_elsewhere_is_refused(connector: Connector, here: Address, service_url: str) -> None:
    elsewhere = replace(here, service_url=service_url)
    assert await send(connector, elsewhere) == Failed("untrusted_host")
    assert await connector.update(elsewhere, "m1", CARD, summary="x") == Failed("untrusted_host")
    with pytest.raises(MembersUnavailable, match="untrusted_host"):
        await connector.members(elsewhere)


async def test_nobody_listening_is_not_ambiguous(connector: Connector, here: Address) -> None:
    assert await send(connector, replace(here, service_url="http://127.0.0.1:9/")) == Later(5, "unreachable")


async def test_tokens(teams: FakeConnector, here: Address) -> None:
    async with aiohttp.ClientSession() as session:
        assert await send(built(session, FixedToken("")), here) == Later(5, "token")
        assert teams.requests == []
        assert await send(built(session, FixedToken("stale")), here) == Later(5, "http_401")
        await send(built(session, FixedToken(None)), here)
    assert "Authorization" not in teams.requests[-1].headers


async def test_all_pages_of_members(connector: Connector, teams: FakeConnector, here: Address) -> None:
    teams.people[THREAD] = [
        {"id": TEACHER_USER, "aadObjectId": TEACHER},
        {"id": BOT_ID},
        {"id": "29:old", "objectId": "old-name-of-the-field"},
        {"id": "29:three", "aadObjectId": "three"},
        {"id": "29:four", "aadObjectId": "four"},
    ]
    members = await connector.members(here)
    assert members[0] == Member(TEACHER_USER, TEACHER)
    assert [member.user_id for member in members] == [TEACHER_USER, "29:old", "29:three", "29:four"]
    assert len(teams.requests) == 3


async def test_members_that_cannot_be_read(connector: Connector, teams: FakeConnector, here: Address) -> None:
    for fault, code in [
        (Fault(500), "http_500"),
        (Fault(403, "Forbidden"), "Forbidden"),
        (Fault(delay=1), "TimeoutError"),
    ]:
        teams.fail(THREAD, fault)
        with pytest.raises(MembersUnavailable, match=code):
            await connector.members(here)
    with pytest.raises(MembersUnavailable, match="no_conversation"):
        await connector.members(replace(here, conversation_id=None))


async def test_members_without_end_are_given_up(connector: Connector, teams: FakeConnector, here: Address) -> None:
    teams.people[CHANNEL] = [{"id": f"29:{n}", "aadObjectId": str(n)} for n in range(300)]
    with pytest.raises(MembersUnavailable, match="endless"):
        await connector.members(replace(here, conversation_id=CHANNEL))


async def test_many_sends_share_the_session(teams: FakeConnector, here: Address) -> None:
    async with aiohttp.ClientSession() as session:
        patient = built(session, seconds=30)
        outcomes = await asyncio.gather(*(send(patient, here) for _ in range(40)))
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert len(teams.messages[THREAD]) == 40
