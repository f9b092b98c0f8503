"""A leader chooses what a channel receives; nobody else can, and nothing of a case is ever said there."""

from datetime import date, time

import pytest

from domain.event import Details, EventKind
from storage.database import Database
from tests.kit.school import Chat
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import moment, morning_of

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
    lacking = "evalueringer av planer (bare saksnummer), ledelse, AKS, trinn 6"
    assert f"Ingen kanal får dette ennå: {lacking}." in channel.sees(), "purposes and grades"
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives="")
    assert "Kanalen får ingenting ennå" in channel.sees()
    with chat.database.begin() as unit:
        told = [bound.receives for bound in chat.school(unit).events.of_school(EventKind.CHANNEL_BOUND, Details)]
    assert told == [("årshjul", "trinn 4"), ()]


async def test_a_channel_that_was_given_up_is_reached_again_when_someone_writes_there(chat: Chat) -> None:
    channel = await bound(chat, "årshjul")
    chat.connector.known = {key for key in chat.connector.messages if key.startswith("a:")}
    await morning_of(chat, date(2026, 11, 26))
    chat.connector.known = None
    await morning_of(chat, date(2026, 11, 30))
    assert channel.posts() == []
    await channel.says("teacher", "kanal")
    assert "Årshjul: oppgavene til hele skolen" in channel.sees()
    assert "Ingen kanal får dette ennå: evalueringer" in channel.sees(), "and not the årshjul, which this one receives"
    await morning_of(chat, date(2026, 12, 1))
    assert {post[0].partition(" (")[0] for post in channel.posts()} == {"Årshjulet, tirsdag 1.12."}


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


async def test_a_channel_that_is_bound_gets_what_is_open_now_once(channel: ChannelChat, chat: Chat) -> None:
    for receives in ("årshjul", "årshjul", "årshjul,trinn 4"):
        await channel.says("principal", "kanal")
        await channel.presses("principal", "Velg hva kanalen får")
        await channel.presses("principal", "Lagre", receives=receives)
        await chat.deliver()
    said = sorted(post[0] for post in channel.stood_open())
    assert said == sorted(["Åpent nå, mandag 23.11. (1 av 2)", "Åpent nå, mandag 23.11. (2 av 2)"] * 2)
    assert channel.posts() == []


async def test_only_what_stands_open_is_told_and_can_be_finished_there(chat: Chat) -> None:
    heads = await bound(chat, "ledelse")
    await chat.deliver()
    heads.look(heads.begun[0])
    assert "Møte i driftsstyret" in heads.sees(), "opened, and due at the end of November"
    assert "Kapittel 12 i ukeplanleggeren" not in heads.sees(), "optional, and due in August"
    assert "Resultatene til driftsstyret" not in heads.sees(), "not opened"
    await heads.presses("principal", "Ferdig", "Møte i driftsstyret")
    await chat.deliver()
    heads.look(heads.begun[0])
    assert "Møte i driftsstyret" in heads.sees()
    assert "✓ Ferdig" in heads.sees()


async def test_what_is_open_waits_for_the_morning(channel: ChannelChat, chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 11, 27), time(20))
    await bound(chat, "årshjul")
    await chat.deliver()
    assert channel.stood_open() == []
    chat.clock.now = moment(date(2026, 11, 30), time(7))
    await chat.deliver()
    assert {post[0].partition(" (")[0] for post in channel.stood_open()} == {"Åpent nå, mandag 30.11."}
    chat.clock.now = moment(date(2026, 11, 30), time(7, 30))
    await morning_of(chat, date(2026, 11, 30))
    assert channel.posts() == [], "what is told that morning stands there already"


@pytest.mark.parametrize("receives", ["", "ledelse"])
async def test_an_old_post_holds_what_it_held_whatever_the_channel_is_for_by_now(chat: Chat, receives: str) -> None:
    channel = await bound(chat, "årshjul")
    await morning_of(chat, date(2026, 11, 2))
    title = "Aktivitetskveld"
    channel.opens_that(title)
    await channel.says("principal", "kanal")
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives=receives)
    held = [len(post) for post in channel.posts()]
    channel.opens_that(title)
    await channel.presses("social", "Ferdig", title)
    assert f"✓ Ferdig: {title}" in channel.sees()
    assert "Hvem?" in channel.titles()
    await chat.deliver()
    assert channel.has("✓ Ferdig mandag 2.11.")
    assert [len(post) for post in channel.posts()] == held, "nothing has gone"
