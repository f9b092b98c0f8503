"""A leader chooses what a channel receives; nobody else can, and nothing of a case is ever said there."""

from datetime import date

import pytest

from domain.event import Details, EventKind
from domain.ids import ChannelId
from domain.reminders.channel import PURPOSE_LABELS, Channel, label, offered, receiving
from domain.school_plan.year_task import Purpose
from domain.text.messages import school_words
from storage.database import Database
from tests.kit.school import Chat
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import THE_PLAN, morning_of

ANSWER = "Hva kanalen får fra Skolemiljø"


@pytest.fixture
def channel(chat: Chat) -> ChannelChat:
    return ChannelChat(chat)


async def test_a_new_team_is_told_once_how_a_leader_chooses(channel: ChannelChat, chat: Chat) -> None:
    for _ in range(2):
        await channel.installs("principal")
        await channel.team_event("principal", "installationUpdate", action="add")
    said = chat.connector.messages[channel.id]
    assert len(said) == 1
    channel.look(channel.id)
    assert channel.sees().startswith(ANSWER)
    await channel.presses("line", "Velg hva kanalen får")
    await channel.presses("line", "Lagre", receives="årshjul")
    chat.clock.forward(days=1)
    await channel.team_event("principal", "installationUpdate", action="add-upgrade")
    assert len(said) == 1, "an upgrade says nothing where a leader has chosen"


@pytest.mark.parametrize("typed", ["kanal", "Kanal!", "kanla", "kanal hjelp"])
async def test_anyone_may_see_what_a_channel_receives(channel: ChannelChat, typed: str) -> None:
    await channel.says("teacher", typed)
    assert channel.sees().startswith(ANSWER)
    assert "Kanalen får ingenting ennå. En leder kan velge." in channel.sees()


async def test_a_leader_chooses(channel: ChannelChat, chat: Chat) -> None:
    await channel.says("line", "kanal")
    await channel.presses("line", "Velg hva kanalen får")
    await channel.presses("line", "Lagre", receives="årshjul,trinn 4")
    assert "✓ Lagret." in channel.sees()
    assert "Trinn 4" in channel.sees()
    await channel.says("teacher", "kanal")
    assert "Ingen kanal får dette ennå: evalueringer av planer (bare saksnummer), ledelse, AKS." in channel.sees()
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives="")
    assert "Kanalen får ingenting ennå" in channel.sees()
    with chat.database.begin() as unit:
        told = [bound.receives for bound in chat.school(unit).events.of_school(EventKind.CHANNEL_BOUND, Details)]
    assert told == [("årshjul", "trinn 4"), ()]


async def test_a_channel_that_was_given_up_is_reached_again_when_someone_writes_there(chat: Chat) -> None:
    channel = await bound(chat, "årshjul")
    chat.connector.known = {key for key in chat.connector.messages if key.startswith("a:")}
    await morning_of(chat, date(2026, 11, 25))
    chat.connector.known = None
    await morning_of(chat, date(2026, 11, 26))
    assert channel.posts() == []
    await channel.says("teacher", "kanal")
    assert "Årshjul: oppgavene til hele skolen" in channel.sees()
    assert "Ingen kanal får dette ennå: evalueringer" in channel.sees(), "and not the årshjul, which this one receives"
    await morning_of(chat, date(2026, 11, 30))
    assert {post[0].partition(" (")[0] for post in channel.posts()} == {"Årshjulet, mandag 30.11."}


async def test_in_a_chat_of_ones_own_the_word_leads_to_the_channel(chat: Chat) -> None:
    await chat.says("principal", "kanal")
    assert "Skriv «kanal» i den kanalen det gjelder" in chat.sees("principal")


async def test_nobody_else_may_choose(channel: ChannelChat, database: Database, chat: Chat) -> None:
    await channel.says("teacher", "kanal")
    await channel.presses("teacher", "Velg hva kanalen får")
    assert "Du har ikke tilgang til dette" in chat.said
    place = channel._place(channel.thread)
    await chat.invoke("teacher", "channel.bind", {"receives": "årshjul"}, **place)
    assert "Du har ikke tilgang til dette" in chat.said
    with database.begin() as unit:
        assert chat.school(unit).channels.all() == []


async def test_what_is_not_on_offer_is_refused(channel: ChannelChat, chat: Chat, database: Database) -> None:
    await channel.says("principal", "kanal")
    await channel.presses("principal", "Velg hva kanalen får")
    await chat.invoke("principal", "channel.bind", {"receives": "trinn 9"}, **channel._place())
    assert "Velg fra listen." in chat.sees("principal")
    await chat.invoke("principal", "channel.bind", {"receives": "årshjul"})
    assert "Skriv «kanal» i kanalen det gjelder." in chat.said
    with database.begin() as unit:
        assert chat.school(unit).channels.all() == []


async def test_a_team_the_bot_was_taken_out_of_receives_nothing(channel: ChannelChat, chat: Chat) -> None:
    await channel.says("principal", "kanal")
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives="årshjul")
    await channel.removes("principal")
    with chat.database.begin() as unit:
        assert chat.school(unit).channels.all() == []
    await channel.says("principal", "kanal")
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives="årshjul")
    with chat.database.begin() as unit:
        assert [one.receives for one in chat.school(unit).channels.all()] == [{"årshjul"}]


def _channel(key: str, *receives: str) -> Channel:
    return Channel(id=ChannelId(key), receives=frozenset(receives))


def test_where_a_task_is_posted() -> None:
    year, fourth, heads = _channel("y", "årshjul"), _channel("4", "trinn 4"), _channel("l", "ledelse", "trinn 1")
    school = [year, fourth, heads]
    assert receiving(school, Purpose.YEAR) == [year]
    assert receiving(school, Purpose.GRADE, [4, 1]) == [fourth, heads]
    assert receiving(school, Purpose.GRADE) == [fourth, heads], "of no grade is of all"
    assert receiving(school, Purpose.LEADERSHIP) == [heads]
    assert receiving(school, Purpose.AKS) == [year], "what nobody asked for is not lost"
    assert receiving(school, Purpose.GRADE, [7]) == [year]
    assert receiving(school, Purpose.EVALUATIONS) == [], "but a case is spoken of only where a leader has said so"
    assert receiving([], Purpose.YEAR) == []


def test_what_a_school_can_choose_from() -> None:
    assert offered([4, 1, 4]) == [*PURPOSE_LABELS, "trinn 1", "trinn 4"]
    assert [label(one) for one in offered([10])][-2:] == ["SFO: oppgavene til SFO", "Trinn 10"]
    school_words.set(THE_PLAN.own_words)
    assert [label(one) for one in offered([10])][-2:] == ["AKS: oppgavene til AKS", "Trinn 10"], (
        "as the school calls it"
    )
