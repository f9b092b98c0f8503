"""A channel that is deleted, renamed, restored, or that Teams no longer takes posts for: nothing it was for is lost."""

from datetime import date, time

import pytest

from tests.kit.school import Chat, words
from tests.kit.teams.activities import TEAM, channel_event
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import moment, morning_of, tick

FOURTH = "19:fjerde@thread.tacv2"
WELCOME = "Velkomstsamtale med nye elever"
TOLD = "1 kanal kan ikke nås"
MONDAY = date(2026, 8, 17)


@pytest.fixture
async def staff(chat: Chat) -> ChannelChat:
    return await bound(chat, "årshjul,trinn 6")


@pytest.fixture
async def fourth(staff: ChannelChat, chat: Chat) -> ChannelChat:
    return await bound(chat, "trinn 4", channel_id=FOURTH)


async def happens(chat: Chat, event: str, channel: str = FOURTH, **told: str) -> None:
    await chat.post(channel_event(event, channel, **told) | {"serviceUrl": chat.connector.service_url})


def lines(posts: list[list[str]]) -> set[str]:
    return {line for post in posts for line in post}


async def not_reached(chat: Chat) -> str:
    await chat.says("principal", "ikke nåbare")
    await chat.presses("principal", "Vis")
    return chat.sees("principal")


async def test_what_a_channel_did_not_get_goes_to_the_staff_and_the_leaders_hear_of_it(
    chat: Chat, staff: ChannelChat, fourth: ChannelChat
) -> None:
    chat.connector.known = {staff.id, *(key for key in chat.connector.messages if key.startswith("a:"))}
    await morning_of(chat, MONDAY)
    own = len(staff.posts())
    assert {post[0].partition(" (")[0] for post in staff.posts()} == {"Årshjulet, mandag 17.8."}
    await tick(chat)
    [instead] = staff.posts()[own:]
    assert instead[0] == "For en kanal som ikke kan nås, mandag 17.8."
    assert WELCOME in instead
    assert "Gå gjennom kapittel 12 på planleggingsdagene" not in instead, "that stands in its own"
    await tick(chat)
    assert len(staff.posts()) == own + 1
    for who in ("principal", "line"):
        assert chat.inbox(who).count(TOLD) == 1
    assert TOLD not in chat.inbox("teacher")
    seen = await not_reached(chat)
    assert "En kanal (trinn 4), siden 17.8.2026 kl. 07.45" in seen
    assert "til kanalen for trinn 4: Årshjulet, mandag 17.8." in seen
    assert fourth.posts() == []


async def test_the_post_for_a_channel_that_is_gone_has_its_buttons(
    chat: Chat, staff: ChannelChat, fourth: ChannelChat
) -> None:
    chat.connector.known = {staff.id, *(key for key in chat.connector.messages if key.startswith("a:"))}
    await morning_of(chat, MONDAY)
    chat.connector.known = None
    await tick(chat)
    staff.opens_that("For en kanal som ikke kan nås")
    await staff.presses("teacher", "Ferdig", WELCOME)
    await chat.deliver()
    staff.opens_that("For en kanal som ikke kan nås")
    assert staff.sees().startswith("For en kanal som ikke kan nås")
    assert "✓ Ferdig" in staff.sees()


async def test_the_post_for_a_channel_that_is_gone_stands_when_there_is_a_new_one(
    chat: Chat, staff: ChannelChat, fourth: ChannelChat
) -> None:
    chat.connector.known = {staff.id, *(key for key in chat.connector.messages if key.startswith("a:"))}
    await morning_of(chat, MONDAY)
    chat.connector.known = None
    await tick(chat)
    await bound(chat, "trinn 4", channel_id="19:nye-fjerde@thread.tacv2")
    staff.opens_that("For en kanal som ikke kan nås")
    await staff.presses("teacher", "Ferdig", WELCOME)
    assert {"Ferdig", "Hvem?"} <= set(staff.titles())
    await chat.deliver()
    staff.opens_that("For en kanal som ikke kan nås")
    assert WELCOME in staff.sees()
    assert "✓ Ferdig" in staff.sees()


@pytest.mark.parametrize(("event", "channel"), [("channelDeleted", FOURTH), ("teamDeleted", TEAM)])
async def test_a_deleted_channel_gets_nothing_and_a_restored_one_what_is_open(
    chat: Chat, staff: ChannelChat, fourth: ChannelChat, event: str, channel: str
) -> None:
    await happens(chat, event, channel)
    await morning_of(chat, MONDAY)
    assert fourth.posts() == []
    told = [heading for heading in chat.inbox("principal") if "kan ikke nås" in heading]
    assert told == [TOLD if event == "channelDeleted" else "2 kanaler kan ikke nås"], "one message for all of a team"
    await happens(chat, event.replace("Deleted", "Restored"), channel)
    await chat.deliver()
    (standing,) = fourth.stood_open()
    assert standing[0] == "Åpent nå, mandag 17.8."
    assert WELCOME in standing
    await chat.says("principal", "ikke nåbare")
    assert "kanal kan ikke nås" not in chat.sees("principal")


async def test_leaders_hear_of_it_in_the_morning(chat: Chat, fourth: ChannelChat) -> None:
    chat.clock.now = moment(date(2026, 8, 21), time(22))
    await happens(chat, "channelDeleted")
    await tick(chat)
    assert TOLD not in chat.inbox("principal")
    await morning_of(chat, date(2026, 8, 24))
    assert chat.inbox("principal").count(TOLD) == 1
    chat.newest("line")


async def test_one_that_is_back_before_anyone_was_told_is_not_told_of(chat: Chat, fourth: ChannelChat) -> None:
    chat.clock.now = moment(date(2026, 8, 21), time(22))
    await happens(chat, "channelDeleted")
    await tick(chat)
    await happens(chat, "channelRestored")
    await morning_of(chat, date(2026, 8, 24))
    assert TOLD not in chat.inbox("principal")


async def test_a_channel_is_called_what_its_team_calls_it(chat: Chat, fourth: ChannelChat) -> None:
    await happens(chat, "channelRenamed", name="4. trinn")
    await happens(chat, "channelRenamed", name="")
    await happens(chat, "channelDeleted")
    assert "4. trinn (trinn 4), siden " in await not_reached(chat)


async def test_a_channel_that_is_installed_again_gets_what_is_open(chat: Chat, fourth: ChannelChat) -> None:
    chat.clock.now = moment(MONDAY)
    await fourth.removes("principal")
    await fourth.installs("principal")
    await fourth.team_event("principal", "installationUpdate", action="add")
    await chat.deliver()
    assert [post[0] for post in fourth.stood_open()] == ["Åpent nå, mandag 17.8."]
    assert "Kanalen får ingenting ennå" not in str([words(one) for one in chat.connector.cards(fourth.id)])
