"""Whose a task is: who hears of it, who can say that it is done, for whom, and who remains."""

from datetime import date

import pytest

from tests.kit.people.cast import person
from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import to_the_outcome
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import key_of, morning_of, mornings

TALKS = "Utviklingssamtale 1 innen 1. november"
DUE = date(2026, 10, 30)


@pytest.fixture
async def channel(chat: Chat) -> ChannelChat:
    return await bound(chat, "årshjul", "ledelse", "evalueringer")


def hears(chat: Chat, who: str, words: str) -> list[str]:
    """The own messages that say so, by their heading."""
    return [said.splitlines()[0] for said in chat.told(who) if words in said]


async def test_the_owner_hears_before_the_deadline_and_once_after_it(chat: Chat, channel: ChannelChat) -> None:
    await mornings(chat, date(2026, 10, 12), date(2026, 11, 6))
    assert hears(chat, "teacher", TALKS) == [
        "Oppgavene dine, fredag 16.10.2026",
        "Oppgavene dine, tirsdag 27.10.2026",
        "Oppgavene dine, mandag 2.11.2026",
    ]
    last = next(said for said in chat.told("teacher") if said.startswith("Oppgavene dine, mandag 2.11.2026"))
    assert "⚠ Fristen er ute" in last
    assert f"{TALKS}, innen fredag 30.10. (4B)" in last
    assert hears(chat, "assistant", TALKS) == []


async def test_a_leader_hears_once_a_week_how_many_are_over_their_day(chat: Chat, channel: ChannelChat) -> None:
    await mornings(chat, date(2026, 11, 2), date(2026, 11, 13))
    told = hears(chat, "principal", "oppgaver i årshjulet er over fristen.")
    assert told == ["Oppgavene dine, mandag 2.11.2026", "Oppgavene dine, mandag 9.11.2026"]
    chat.newest("principal")
    await chat.presses("principal", "Årshjulet")
    assert chat.sees("principal").startswith("Årshjulet, november 2026")


async def test_the_few_whose_task_is_due_are_called_on_in_the_post(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 11, 30))
    sent = channel.opens_that("Aktivitetskveld")
    assert "Frist i dag: " in channel.sees()
    named = {one["mentioned"]["name"]: one for one in sent["msteams"]["entities"]}
    assert {"sosiallærer", "rektor"} <= named.keys(), "by role: no name is sent"
    assert all(f"<at>{name}</at>" == one["text"] and one["text"] in channel.sees() for name, one in named.items())
    assert named["sosiallærer"]["mentioned"]["id"] == person("social").entra_object_id
    await channel.presses("social", "Ferdig", "Aktivitetskveld")
    await chat.deliver()
    assert not hears(chat, "social", "Aktivitetskveld"), "and not in the morning's message of the same day"


async def test_one_class_is_not_the_others(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, DUE)
    channel.opens_that(TALKS)
    await channel.presses("teacher", "Ferdig", TALKS)
    await channel.presses("teacher", "Ferdig")
    assert "Ferdig for 1 av 2 klasser" in channel.sees()
    channel.opens_that(TALKS)
    await channel.presses("teacher6", "Flytt fristen", TALKS)
    await channel.presses("teacher6", "Flytt fristen", until="2027-02-05", reason="Foresatte er på reise")
    assert "Så langt fram kan bare en leder flytte fristen." in channel.sees()
    await channel.presses("teacher6", "Flytt fristen", until="2026-11-06", reason="Foresatte er på reise")
    await channel.presses("teacher6", "Hvem?", TALKS)
    assert "Ferdig i: 4B" in channel.sees()
    assert "Fristen er flyttet til fredag 6.11. for 6A\nForesatte er på reise" in channel.sees()
    await mornings(chat, date(2026, 10, 31), date(2026, 11, 9))
    assert hears(chat, "teacher", TALKS) == [], "who is done hears no more"
    assert hears(chat, "teacher6", TALKS) == [
        "Oppgavene dine, fredag 6.11.2026",
        "Oppgavene dine, mandag 9.11.2026",
    ], "nor does the other before the new day"


async def test_a_leader_chooses_for_whom(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, DUE)
    channel.opens_that(TALKS)
    await channel.presses("principal", "Ferdig", TALKS)
    await channel.presses("principal", "Ferdig")
    assert "Velg hvem det gjelder." in channel.sees()
    await channel.presses("principal", "Ferdig", parts="6A", note="Sju av sju")
    await channel.presses("principal", "Hvem?", TALKS)
    assert "Ferdig i: 6A" in channel.sees()
    assert "Gjenstår i: 4B" in channel.sees()
    await channel.presses("teacher6", "Angre «ferdig»")
    assert "Angret" in channel.sees(), "whose it is may take it back the same day"


@pytest.mark.parametrize("words", [f"Alle unntatt {NAMES[0]}", "En gutt i 4B ble slått på møtet"])
async def test_what_is_said_of_a_task_is_about_no_pupil(chat: Chat, channel: ChannelChat, words: str) -> None:
    await morning_of(chat, DUE)
    channel.opens_that(TALKS)
    await channel.presses("teacher", "Ferdig", TALKS)
    await channel.presses("teacher", "Ferdig", note=words)
    assert "Dette ser ut til å handle om en elev." in channel.sees()
    channel.opens_that(TALKS)
    await channel.presses("teacher", "Flytt fristen", TALKS)
    await channel.presses("teacher", "Flytt fristen", until="2026-11-06", reason=words)
    assert "Dette ser ut til å handle om en elev." in channel.sees()


async def test_what_a_meeting_goes_through_is_shown_to_those_on_the_cases(chat: Chat, channel: ChannelChat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await mornings(chat, date(2026, 11, 24), date(2026, 12, 1))
    number = next(n for n, post in enumerate(channel.posts()) if post[0].startswith("Ukens gjennomgang"))
    channel.opens(number)
    assert reference in channel.sees()
    await channel.presses("teacher", "Vis mine")
    assert f"Sak {reference}: " in channel.sees()
    channel.opens(number)
    await channel.presses("teacher6", "Vis mine")
    assert "Du er ikke med i noen av sakene." in channel.sees()


async def test_what_waits_for_a_decision_is_listed_for_the_meeting_that_makes_it(
    chat: Chat, channel: ChannelChat
) -> None:
    reference = await chat.sends()
    await mornings(chat, date(2026, 11, 24), date(2026, 11, 26))
    [post] = [post for post in channel.posts() if post[0].startswith("Saker som venter på en avgjørelse")]
    assert "1 sak." in post
    assert any(reference in line for line in post)


async def test_a_stand_in_hears_and_does_what_the_one_who_is_away_has(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 10, 26))
    await chat.says("teacher", "jeg er borte")
    await chat.presses("teacher", "Velg dag")
    stand_in = chat.choice("teacher", "stand_in", "Ansatt Teacher6")
    await chat.presses("teacher", "Lagre", until="2026-11-05", stand_in=stand_in)
    await morning_of(chat, date(2026, 10, 27))
    [told] = [said for said in chat.told("teacher6") if TALKS in said]
    assert f"{TALKS}, innen fredag 30.10. (4B og 6A)" in told
    await chat.invoke("teacher6", "year.open", {"task": key_of(chat, "utviklingssamtale_1")})
    await chat.presses("teacher6", "Ferdig")
    assert chat.ticked("teacher6", "parts") == "4B,6A"
    await chat.presses("teacher6", "Ferdig", parts="4B")
    await mornings(chat, date(2026, 10, 28), date(2026, 11, 9))
    assert hears(chat, "teacher", TALKS) == [], "it was done meanwhile"


async def test_a_base_leader_has_the_grades_of_aks(chat: Chat, channel: ChannelChat) -> None:
    await chat.invoke("base", "year.open", {"task": key_of(chat, "foreldremøter_høst")})
    await chat.presses("base", "Ferdig")
    assert "parts" not in chat.sees_inputs("base"), "there is one"
    await chat.presses("base", "Ferdig", note="2. september")
    await chat.invoke("base", "year.open", {"task": key_of(chat, "foreldremøter_høst")})
    assert "Ferdig i: trinn 4" in chat.sees("base")


async def test_where_nobody_has_chosen_anything_for_a_channel_it_says_so(chat: Chat) -> None:
    channel = ChannelChat(chat)
    await channel.says("teacher", "årshjul")
    assert "Denne kanalen får ikke årshjulet. En leder kan velge det: skriv «kanal»." in channel.sees()
