"""People are met before they are needed: by Entra object id, in the team's roster, and when they join the team."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from storage.database import Database
from tests.kit.school import STAFF, Chat, fill, open_school
from tests.kit.teams.channel import TEACHERS, ChannelChat
from tests.kit.teams.connector import Fault

ID = {who: person.entra_object_id for who, person in STAFF.items()}


@pytest.fixture
async def quiet(database: Database, url: str) -> AsyncIterator[Chat]:
    """Nobody has said hello, and the app is installed for everyone but the line leader."""
    fill(database)
    async with open_school(database, url, hello=False) as chat:
        chat.connector.page_size = 500
        chat.connector.has_app = set(ID.values()) - {ID["line"]}
        yield chat


async def ask(chat: Chat) -> int:
    """How many conversations were opened or refused."""
    before = len(opened(chat))

    async def at_once(_seconds: float) -> None: ...

    await chat.reach.ask_for_strangers(at_once)
    return len(opened(chat)) - before


def opened(chat: Chat) -> list[str]:
    """The ids of those who were asked for, in order."""
    bodies = (request.body for request in chat.connector.requests if request.path.endswith("/v3/conversations"))
    return [body["members"][0]["id"] for body in bodies]


def reachable(chat: Chat) -> set[str]:
    with chat.database.begin() as unit:
        found = unit.references.reachable(ID.values())
    return {who for who, person in ID.items() if person in found}


async def test_everyone_the_app_is_installed_for_is_met_once_the_tenant_is_known(quiet: Chat) -> None:
    assert await ask(quiet) == 0, "where Teams is, nobody has told yet"
    await quiet.installs("teacher")
    assert await ask(quiet) == len(STAFF) - 1
    assert sorted(opened(quiet)) == sorted(set(ID.values()) - {ID["teacher"]})
    assert reachable(quiet) == STAFF.keys() - {"line"}
    assert await ask(quiet) == 0
    assert not [key for key, sent in quiet.connector.messages.items() if sent and key != "a:teacher"], "without a word"


async def test_an_alert_reaches_those_who_have_never_opened_the_bot(quiet: Chat) -> None:
    await quiet.installs("teacher")
    await ask(quiet)
    await quiet.sends()
    assert quiet.connector.messages[f"a:{ID['principal']}"]
    assert not quiet.connector.messages[f"a:{ID['line']}"]
    assert "Ansatt Line" in await not_reached(quiet)


async def test_who_gets_the_app_later_is_met_within_a_day(quiet: Chat) -> None:
    await quiet.installs("teacher")
    await ask(quiet)
    quiet.connector.has_app = None
    assert await ask(quiet) == 0
    quiet.clock.forward(hours=24)
    assert await ask(quiet) == 1
    assert reachable(quiet) == STAFF.keys()


async def test_whom_something_waits_for_is_asked_for_whenever_it_is_tried(quiet: Chat) -> None:
    await quiet.installs("teacher")
    await ask(quiet)
    await quiet.sends()
    assert await ask(quiet) == 1
    quiet.connector.has_app = None
    assert await ask(quiet) == 0
    quiet.clock.forward(minutes=31)
    await quiet.deliver()
    assert await ask(quiet) == 1
    quiet.clock.forward(minutes=31)
    await quiet.deliver()
    assert quiet.connector.messages[f"a:{ID['line']}"]
    assert reachable(quiet) == STAFF.keys()


async def test_who_was_met_is_welcomed_when_they_open_the_bot(quiet: Chat) -> None:
    await quiet.installs("teacher")
    await ask(quiet)
    quiet.connector.messages.clear()
    assert await quiet.installs("principal")
    assert len(quiet.connector.messages["a:principal"]) == 1


async def test_a_hiccup_is_tried_again_with_the_next_tick(quiet: Chat) -> None:
    await quiet.installs("teacher")
    quiet.connector.fail(quiet.connector.OPENING, *[Fault(503)] * 3)
    assert await ask(quiet) == 5
    assert len(reachable(quiet)) in (2, 3)
    await ask(quiet)
    assert reachable(quiet) == STAFF.keys() - {"line"}


async def test_messages_come_first(quiet: Chat) -> None:
    await quiet.installs("teacher")
    await quiet.alert()
    await quiet.presses("teacher", "Send varselet")
    assert await ask(quiet) == 0
    await quiet.deliver()
    assert await ask(quiet) > 0


async def test_who_has_blocked_the_bot_is_left_alone(quiet: Chat) -> None:
    await quiet.installs("teacher")
    await ask(quiet)
    await quiet.says("principal", "hjelp")
    quiet.connector.fail("a:principal", Fault(403, "MessageWritesBlocked"))
    await quiet.sends()
    quiet.clock.forward(days=2)
    asked = len(opened(quiet))
    await ask(quiet)
    assert ID["principal"] not in opened(quiet)[asked:]
    assert "principal" not in reachable(quiet)


async def test_a_roster_is_read_soon_after_the_install_and_nightly(quiet: Chat) -> None:
    channel = ChannelChat(quiet)
    quiet.connector.people[TEACHERS] = [member("line"), {"id": "28:bot"}]
    await channel.installs("teacher")
    await quiet.reach.read_rosters()
    assert reachable(quiet) == {"line"}
    quiet.connector.people[TEACHERS].append(member("social"))
    await quiet.reach.read_rosters()
    assert reachable(quiet) == {"line"}
    quiet.clock.now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    await quiet.reach.read_rosters()
    assert reachable(quiet) == {"line", "social"}


async def test_a_roster_that_cannot_be_read_is_tried_again_ever_later(quiet: Chat) -> None:
    channel = ChannelChat(quiet)
    quiet.connector.people[TEACHERS] = [member("line")]
    await channel.installs("teacher")
    quiet.connector.fail(TEACHERS, Fault(502), Fault(429, "Throttled", retry_after="600"))
    with capture_logs() as logs:
        for minutes in (0, 0.5, 0.6, 5, 4.8):
            quiet.clock.forward(minutes=minutes)
            await quiet.reach.read_rosters()
    assert [line["code"] for line in logs if line["event"] == "members not read"] == ["http_502", "Throttled"]
    assert reachable(quiet) == set()
    quiet.clock.forward(minutes=0.3)
    await quiet.reach.read_rosters()
    assert reachable(quiet) == {"line"}


async def test_a_team_that_was_left_is_not_read(quiet: Chat) -> None:
    channel = ChannelChat(quiet)
    quiet.connector.people[TEACHERS] = [member("line")]
    await channel.installs("teacher")
    await channel.removes("teacher")
    await quiet.reach.read_rosters()
    assert reachable(quiet) == set()


async def test_who_joins_the_team_is_met_at_once(quiet: Chat) -> None:
    channel = ChannelChat(quiet)
    await channel.installs("teacher")
    await channel.team_event("teacher", "conversationUpdate", membersAdded=[member("line"), member("stranger")])
    assert reachable(quiet) == {"line"}
    await channel.team_event("teacher", "conversationUpdate", membersRemoved=[member("line")])
    assert reachable(quiet) == {"line"}


def member(who: str) -> dict[str, str]:
    return {"id": f"29:{who}", "aadObjectId": ID.get(who, "0a0a0a0a-1111-4222-8333-999999999999").upper()}


async def not_reached(chat: Chat) -> str:
    await chat.says("principal", "hjelp")
    await chat.presses("principal", "Ansatte jeg ikke når")
    return chat.sees("principal")
