"""Each is spoken to in their own language: by what they have chosen, else by what their Teams is in; all of the school
in its own.
"""

import pytest

from tests.kit.school import NAMES, STAFF, Chat
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.channel import ChannelChat, bound


async def chooses(chat: Chat, who: str, name: str) -> None:
    await chat.says(who, "språk")
    await chat.presses(who, name)


async def test_by_what_teams_is_in(chat: Chat) -> None:
    chat.locale = "en-GB"
    await chat.says("teacher", "help")
    assert "Alert the principal" in chat.titles("teacher")
    chat.locale = "nn-NO"
    await chat.says("teacher", "hjelp")
    assert "Dette kan eg hjelpe deg med" in chat.sees("teacher")


@pytest.mark.parametrize("locale", ["nb-NO", "no", "de-DE", "", "x"])
async def test_else_as_the_school_speaks(chat: Chat, locale: str) -> None:
    chat.locale = locale
    await chat.says("teacher", "hjelp")
    assert "Dette kan jeg hjelpe deg med" in chat.sees("teacher")


async def test_what_is_chosen_holds_over_it_and_is_put_right(chat: Chat) -> None:
    await chooses(chat, "teacher", "nynorsk")
    assert chat.sees("teacher").startswith("✓ Språket er valt")
    await chat.says("teacher", "hjelp")
    assert "Dette kan eg hjelpe deg med" in chat.sees("teacher")
    await chat.says("principal", "hjelp")
    assert "Dette kan jeg hjelpe deg med" in chat.sees("principal")
    await chooses(chat, "teacher", "English")
    await chat.says("teacher", "language")
    assert "You have chosen English." in chat.sees("teacher")
    await chat.presses("teacher", "As in Teams")
    await chat.says("teacher", "hjelp")
    assert "Dette kan jeg hjelpe deg med" in chat.sees("teacher")


async def test_an_alert_from_the_first_word_to_the_receipt(chat: Chat) -> None:
    await chooses(chat, "teacher", "English")
    await chat.says("teacher", "alert")
    await chat.presses("teacher", "Start an alert")
    assert "Pupils in 4B" in chat.sees("teacher")


async def test_messages_are_in_the_language_of_who_gets_them(chat: Chat) -> None:
    chat.locale = "en-GB"
    await chat.says("principal", "hi")
    chat.locale = "nb-NO"
    await chooses(chat, "line", "nynorsk")
    await chat.sends(pupil=NAMES[0])
    await chat.deliver()
    assert "New alert" in chat.inbox("principal")
    assert "Nytt varsel" in chat.inbox("line")
    assert any("23.11.2026 kl." in told and "Sak" in told for told in chat.told("line"))


async def test_the_steps_of_a_case_are_told_in_it_and_stand_in_the_schools_for_others(chat: Chat) -> None:
    reference = await received(chat)
    await chooses(chat, "principal", "English")
    await chat.says("principal", f"case {reference}")
    await chat.presses("principal", "Show")
    assert "Taken on: " in chat.sees("principal")
    assert "Tatt imot: " in await opens(chat, "line", reference)


async def test_a_channel_has_the_schools(chat: Chat) -> None:
    chat.locale = "en-GB"
    await bound(chat, "årshjul")
    channel = ChannelChat(chat)
    await channel.says("teacher", "year plan")
    assert "Årshjul" in channel.sees()


async def test_new_lists_take_nothing_away(chat: Chat) -> None:
    await chooses(chat, "teacher", "English")
    with chat.database.begin() as unit:
        chat.school(unit).people.replace(STAFF.values())
    await chat.says("teacher", "help")
    assert "Alert the principal" in chat.titles("teacher")
