"""What channels are told of cases: a number and a day, for the plans that may be spoken of."""

from datetime import date

import pytest

from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import evaluates, to_the_outcome
from tests.kit.teams.channel import OWN_CHAT, ChannelChat, bound
from tests.kit.year import school_year
from tests.kit.year.days import moment, morning_of, mornings

TODAY = "Sak {}: Gå gjennom planen, i dag"


@pytest.fixture
async def channel(chat: Chat) -> ChannelChat:
    return await bound(chat, "evalueringer")


async def planned(chat: Chat) -> str:
    """A plan in effect, to be evaluated on Monday 30 November."""
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await school_year.planned(chat, reference, date(2026, 11, 23))
    return reference


async def test_the_day_of_an_evaluation_is_told_and_the_post_says_when_it_is_done(
    chat: Chat, channel: ChannelChat
) -> None:
    reference = await planned(chat)
    await mornings(chat, date(2026, 11, 24), date(2026, 11, 30))
    evaluations = [post for post in channel.posts() if "Gå gjennom planen" in post[0]]
    assert [post[0] for post in evaluations] == [TODAY.format(reference)]
    channel.opens_that("Gå gjennom planen")
    assert channel.leads_to() == [OWN_CHAT]
    for who in ("social", "teacher", "principal", "base"):
        chat.newest(who)
        assert f"Sak {reference}: Gå gjennom planen, mandag 30.11.2026" in chat.sees(who)
        assert f"Åpne sak {reference}" in chat.titles(who)
    await evaluates(chat, reference)
    await chat.deliver()
    told = [post[:2] for post in channel.posts() if "Gå gjennom planen" in post[0]]
    assert told == [[TODAY.format(reference), "✓ Den er gjort eller flyttet."]]
    channel.opens_that("Gå gjennom planen")
    assert channel.leads_to() == [], "there is nothing left to write about"
    await mornings(chat, date(2026, 12, 1), date(2026, 12, 18))
    assert len([post for post in channel.posts() if "Gå gjennom planen" in post[0]]) == 2


async def test_the_weekly_review_lists_the_open_plans_by_number(chat: Chat, channel: ChannelChat) -> None:
    reference = await planned(chat)
    await mornings(chat, date(2026, 11, 24), date(2026, 12, 1))
    reviews = [post for post in channel.posts() if post[0].startswith("Ukens gjennomgang")]
    assert [post[0] for post in reviews] == ["Ukens gjennomgang, uke 48", "Ukens gjennomgang, uke 49"]
    assert "1 åpen plan." in reviews[0]
    channel.opens_that("Ukens gjennomgang")
    assert channel.leads_to() == [OWN_CHAT]
    await channel.presses("teacher", "Vis mine")
    assert channel.leads_to() == [OWN_CHAT]
    assert any(reference in line for line in reviews[0])
    assert not any(name in line for post in channel.posts() for line in post for name in NAMES)


async def test_a_case_about_an_employee_is_never_spoken_of(chat: Chat, channel: ChannelChat) -> None:
    await chat.alert("teacher", NAMES[1], suspicion="ansatt")
    await chat.presses("teacher", "Send varselet")
    await mornings(chat, date(2026, 11, 24), date(2027, 1, 8))
    assert not any("2026-001" in line for post in channel.posts() for line in post)


async def test_a_channel_that_is_gone_is_not_written_to_again(chat: Chat) -> None:
    channel = await bound(chat, "årshjul")
    chat.connector.known = {key for key in chat.connector.messages if key.startswith("a:")}
    await morning_of(chat, date(2026, 11, 2))
    chat.connector.known = None
    await morning_of(chat, date(2026, 11, 30))
    assert channel.posts() == []
    chat.clock.now = moment(date(2026, 12, 1))
    await chat.says("principal", "årshjul")
    assert "Ingen kanal får årshjulet ennå." in chat.sees("principal")
