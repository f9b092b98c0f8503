"""One person in too much of a hurry: answered kindly, kept from nobody else's way, and never kept from an alert."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.turns.limits import FOR_PEOPLE
from domain.event import Details, EventKind
from domain.ids import new_id
from storage.database import Database
from tests.kit.school import NAMES, SCHOOL, Chat, fill, open_school, words
from tests.kit.steps.saksgang import opens
from tests.kit.teams.activities import activity
from tests.kit.teams.client import Teams
from tests.kit.teams.forged import answer, at_once, data_of, rows

pytestmark = pytest.mark.easy_teams("counts what one person does")

TOO_FAST = "Nå gikk det litt fort. Vent et øyeblikk, og prøv igjen."
BURST = FOR_PEOPLE.turns.burst
MANY = 3000
ALERTING = {"teacher": NAMES[0], "teacher6": NAMES[3]}


@pytest.fixture
async def hurried(database: Database, url: str, teams: Teams) -> AsyncIterator[Chat]:
    """A school where what one person may do is limited, as it is for people."""
    fill(database)
    async with open_school(database, url, rates=FOR_PEOPLE, teams=teams) as opened:
        yield opened
        assert opened.spilled() == []


async def types(chat: Chat, who: str, text: str) -> None:
    status, _ = await chat.post(activity("message", text=text, **chat._from(who)))
    assert status == 200


async def test_three_thousand_words_are_answered_in_part_and_others_alert_meanwhile(hurried: Chat) -> None:
    flood = [types(hurried, "assistant", "hjelp") for _ in range(MANY)]
    alerts = [hurried.alert(who, pupil) for who, pupil in ALERTING.items()]
    await asyncio.gather(*flood, *alerts)
    for who in ALERTING:
        await hurried.presses(who, "Send varselet")
        assert "Varselet er sendt" in hurried.sees(who)
    said = [words(body["attachments"][0]["content"])[0] for body in hurried.connector.messages["a:assistant"].values()]
    assert len(said) == BURST + 1
    assert said.count(TOO_FAST) == 1
    metrics = await hurried.metrics()
    assert f'skolemiljo_limited_total{{what="word"}} {MANY - BURST}.0' in metrics


async def test_a_while_later_the_person_is_answered_as_before(hurried: Chat) -> None:
    for _ in range(BURST):
        await types(hurried, "teacher", "hjelp")
    assert TOO_FAST in words(await hurried.says("teacher", "hjelp"))
    hurried.clock.forward(seconds=5)
    assert "Dette kan jeg hjelpe deg med" in words(await hurried.says("teacher", "hjelp"))


async def test_a_teacher_who_hurries_never_meets_the_limit(hurried: Chat) -> None:
    for number in range(45):
        await hurried.says("teacher", "hjelp")
        await hurried.presses("teacher", "Mine oppgaver" if number % 2 else "Ny logg")
        assert TOO_FAST not in hurried.said
        hurried.clock.forward(seconds=2)


async def test_a_press_too_many_is_told_so_and_does_nothing(hurried: Chat, database: Database) -> None:
    await hurried.says("principal", "hjelp")
    mine = data_of(hurried, "principal", "word.say")
    await at_once(hurried, [("principal", "word.say", mine | {"word": "mine"})] * BURST)
    before = rows(database)
    await hurried.invoke("principal", "case.receive", {"case_id": new_id()})
    assert hurried.said == TOO_FAST
    assert rows(database) == before


async def test_an_alert_is_begun_filled_and_sent_by_someone_over_the_limit(hurried: Chat) -> None:
    for word in ["hjelp"] * (BURST + 1):
        await types(hurried, "teacher", word)
    assert await hurried.sends("teacher") == "2026-001"
    await hurried.invoke("teacher", "word.say", {"word": "varsle"})
    assert "Elever i 4B" in hurried.sees("teacher")


async def test_presses_of_an_alert_are_never_refused_however_many(hurried: Chat) -> None:
    draft = {"draft_id": new_id()}
    bodies = await at_once(hurried, [("teacher", "alert.start", draft)] * (5 * BURST))
    assert {json.loads(body)["type"] for body in bodies} == {"application/vnd.microsoft.card.adaptive"}


async def test_the_word_for_an_alert_has_an_end_too(hurried: Chat) -> None:
    for _ in range(3 * BURST):
        await types(hurried, "teacher", "varsle")
    said = [words(body["attachments"][0]["content"]) for body in hurried.connector.messages["a:teacher"].values()]
    assert len(said) == BURST + FOR_PEOPLE.alert_words.burst + 1


async def test_in_a_channel_too_many_words_are_passed_over_in_silence(hurried: Chat) -> None:
    for _ in range(BURST + 3):
        channel = {"conversation": {"id": "19:kanal", "conversationType": "channel"}}
        await hurried.post(activity("message", text="hjelp", **hurried._from("teacher")) | channel)
    assert len(hurried.connector.messages["19:kanal"]) == BURST


async def test_links_to_documents_have_a_limit_of_their_own(hurried: Chat) -> None:
    await opens(hurried, "line", await hurried.sends())
    await hurried.presses("line", "Dokumenter")
    await hurried.presses("line", "Kronologi")
    link = data_of(hurried, "line", "document.get")
    for _ in range(FOR_PEOPLE.links.burst):
        await answer(hurried, "line", "document.get", link)
    await hurried.invoke("line", "document.get", link)
    assert hurried.said == "Du har hentet mange dokumenter på kort tid. Vent et minutt, og prøv igjen."
    hurried.clock.forward(minutes=1)
    await hurried.invoke("line", "document.get", link)
    assert hurried.said == ""


async def test_refusals_are_written_down_one_by_one_and_then_that_there_were_more(
    hurried: Chat, database: Database
) -> None:
    most = FOR_PEOPLE.refusals.burst
    for _ in range(BURST - 1):
        await hurried.invoke("teacher", "case.open", {"case_id": new_id()})
    assert [one.more for one in refusals(database)] == [False] * most + [True]
    hurried.clock.forward(minutes=2)
    await hurried.invoke("teacher", "case.open", {"case_id": new_id()})
    assert [one.more for one in refusals(database)][most:] == [True, False]


def refusals(database: Database) -> list[Details]:
    with database.begin() as unit:
        return unit.school(SCHOOL).events.of_school(EventKind.REFUSED, Details)
