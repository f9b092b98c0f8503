"""The first things people meet: welcome, help, a word spelt wrong, a channel, and being unknown."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.package import command_titles
from bot.language.commands import LIKELY, parse
from bot.language.known_words import (
    MEANINGS,
    SYNONYMS,
    THANKS,
    WORDS,
)
from tests.kit.school import NAMES, STAFF, Chat, words
from tests.kit.teams.activities import BOT_ID, TENANT, activity
from tests.kit.teams.channel import OWN_CHAT

BUTTONS = ("Varsle rektor", "Ny logg", "Mine oppgaver", "Hvem kan jeg ringe?", "Flere ord")
CHANNEL = "19:kanal@thread.tacv2"


async def writes_in_channel(chat: Chat, text: str) -> list[str]:
    """What the channel sees last."""
    place = {"id": CHANNEL, "conversationType": "channel", "tenantId": TENANT}
    sender = chat._from("teacher")
    team = {"tenant": {"id": TENANT}, "team": {"id": "19:team"}}
    mention = {"type": "mention", "mentioned": {"id": BOT_ID, "name": "Skolemiljø"}, "text": "<at>Skolemiljø</at>"}
    told: dict[str, Any] = {"channelData": team, "entities": [mention], "text": f"<at>Skolemiljø</at> {text}"}
    await chat.post(activity("message", **(sender | {"conversation": place} | told)))
    bodies = list(chat.connector.messages[CHANNEL].values())
    return words(bodies[-1]["attachments"][0]["content"]) if bodies else []


async def test_the_welcome_says_what_it_is_and_what_to_type(chat: Chat) -> None:
    await chat.post(activity("installationUpdate", action="remove", **chat._from("teacher")))
    await chat.installs("teacher")
    assert chat.sees("teacher").startswith("Hei!")
    assert "Rosenholm skole" in chat.sees("teacher")
    assert chat.titles("teacher") == [*BUTTONS, "Personvern på tre minutter"]
    await chat.presses("teacher", "Flere ord")
    assert all((f"**{word}**" in chat.sees("teacher")) is (word != "dokumenter") for word in WORDS)


async def test_the_welcome_comes_once_however_often_teams_tells_of_the_install(chat: Chat) -> None:
    await chat.installs("stranger")
    await chat.post(activity("installationUpdate", action="add", **chat._from("stranger")))
    await chat.post(activity("conversationUpdate", membersAdded=[{"id": BOT_ID}], **chat._from("stranger")))
    assert len(chat.inbox("stranger")) == 1


@pytest.mark.parametrize("typed", ["hjelp", "Hjelp!", "hei", "HALLO", "help", "hva kan du?", "hjlep"])
async def test_help(chat: Chat, typed: str) -> None:
    await chat.says("principal", typed)
    assert chat.sees("principal").startswith("Dette kan jeg hjelpe deg med")
    assert "Ansatte jeg ikke når" in chat.titles("principal")


async def test_every_button_of_help_does_what_its_word_does(chat: Chat) -> None:
    helped = await chat.says("teacher", "hjelp")
    for title, heading in {
        "Varsle rektor": "Varsle rektor",
        "Ny logg": "Ny logg",
        "Mine oppgaver": "Mine oppgaver",
        "Hvem kan jeg ringe?": "Hvem kan jeg ringe?",
        "Flere ord": "Dette kan du skrive",
    }.items():
        chat.cards["teacher"] = helped
        await chat.presses("teacher", title)
        assert chat.sees("teacher").startswith(heading)
    more = chat.cards["teacher"]
    for title, heading in {
        "Åpne saker": "Åpne saker",
        "Hjelp": "Dette kan jeg hjelpe deg med",
        "Søk elev": "Søk elev",
        "Veiledning": "Veiledning",
    }.items():
        chat.cards["teacher"] = more
        await chat.presses("teacher", title)
        assert chat.sees("teacher").startswith(heading)


@pytest.mark.parametrize(
    ("who", "first", "never"),
    [
        ("assistant", ["Varsle rektor", "Ny logg", "Mine oppgaver"], ["dokumenter", "Ansatte jeg ikke når"]),
        ("teacher", ["Varsle rektor", "Ny logg", "Mine oppgaver"], ["dokumenter", "Ansatte jeg ikke når"]),
        ("social", ["Varsle rektor", "Åpne saker", "Mine oppgaver"], ["Ansatte jeg ikke når"]),
        ("line", ["Varsle rektor", "Åpne saker", "Mine oppgaver"], []),
        ("principal", ["Varsle rektor", "Åpne saker", "Mine oppgaver"], []),
        (
            "owner",
            ["Åpne saker", "Mine oppgaver", "Ny logg"],
            ["Varsle rektor", "varsle", "årshjul", "Ansatte jeg ikke når"],
        ),
    ],
)
async def test_help_is_what_the_role_may_do(chat: Chat, who: str, first: list[str], never: list[str]) -> None:
    await chat.says(who, "hjelp")
    offered = chat.titles(who)
    assert offered[:3] == first
    await chat.presses(who, "Flere ord")
    read = [*offered, *chat.titles(who), *re.findall(r"\*\*(.*?)\*\*", chat.sees(who))]
    assert not {*never} & {*read}


async def test_the_owner_is_offered_no_alert_whatever_is_typed(chat: Chat) -> None:
    await chat.says("owner", "hjelp")
    assert "Du er skoleeiers kontaktperson for Rosenholm skole." in chat.sees("owner")
    for typed in ("hjelp", "varsle", "xyz", "Ola slo Kari", "hvem kan jeg ringe", "veiledning", "flere ord"):
        await chat.says("owner", typed)
        assert "Varsle rektor" not in chat.titles("owner")
        assert "Start varsel" not in chat.titles("owner")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "takk",
            "Tusen takk!",
            "ok",
            "OK 👍",
            "👍",
            "👍🏽",
            "🙏",
            ":)",
            "okei, takk skal du ha",
            "mange takk for hjelpa",
        ),
        *("takk for sist", "oki", "ok, da gjør jeg det", "yes", "nei takk", "tusen takk, du er god", "notert"),
        *("thanks", "Thank you so much", "den er grei", "skjønar", "supert!", "❤️", "(y)"),
    ],
)
async def test_thanks_are_answered_kindly(chat: Chat, typed: str) -> None:
    await chat.says("teacher", typed)
    assert chat.sees("teacher") == "Bare hyggelig! Skriv «hjelp» når du trenger meg."
    assert chat.titles("teacher") == []


@pytest.mark.parametrize(
    ("typed", "word"),
    [("sak 2026-014 takk", "sak"), ("takk, varsle", "varsle"), ("ok saker", "saker"), ("det er bra", None)],
)
def test_thanks_beside_something_else_are_passed_by(typed: str, word: str | None) -> None:
    assert parse(typed).word == word


async def test_who_is_not_on_the_staff_list_is_told_so(chat: Chat) -> None:
    for typed in ("varsle", "sak 2026-001", "hei"):
        await chat.says("stranger", typed)
        assert chat.sees("stranger").startswith("Jeg finner deg ikke")
    assert "Når du ikke noen på skolen, kan du ringe:\nUtdanningsetaten (UDA): 23 05 10 09" in chat.sees("stranger")
    assert chat.titles("stranger") == []
    await chat.invoke("stranger", "alert.start", {"draft_id": "0" * 32})
    assert "Jeg finner deg ikke i skolens liste" in chat.said


@pytest.mark.parametrize("typed", ["varsle", "saker", "sak 2026-001", "hjelp", f"{NAMES[0]} ble slått"])
async def test_in_a_channel_nothing_of_a_case_is_said(chat: Chat, typed: str) -> None:
    await chat.sends()
    chat.canaries.clear()
    seen = await writes_in_channel(chat, typed)
    assert seen[0] == "Skolemiljø"
    assert OWN_CHAT[1] in str(chat.connector.messages[CHANNEL])
    assert "2026-001" not in "".join(seen)
    assert not any(name in "".join(seen) for name in NAMES)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Varsle", "varsle"),
        ("vasle", "varsle"),
        ("varlse", "varsle"),
        ("varsle!", "varsle"),
        ("meld fra", "varsle"),
        ("bekymring", "varsle"),
        ("loog", "logg"),
        ("lgg", "logg"),
        ("mien", "mine"),
        ("sakr", "saker"),
        ("saker 4. trinn", "saker"),
        ("sak 2026-14", "sak"),
        ("2026-014", "sak"),
        ("tiltak", None),
        ("xyz", None),
    ],
)
def test_small_mistakes_are_forgiven(typed: str, word: str | None) -> None:
    assert parse(typed).word == word


def test_the_reference_is_read_however_it_is_written() -> None:
    for typed in ("sak 2026-14", "Sak 2026/014", "2026 – 14", "åpne sak 2026-0014"):
        assert parse(typed).rest == "2026-014"


@given(st.text(max_size=200))
def test_whatever_is_typed_there_is_an_answer(typed: str) -> None:
    command = parse(typed)
    assert command.word in {*MEANINGS.values(), THANKS, None}
    assert command.likely[0] == "varsle"
    assert len(command.likely) == 3
    assert {*command.likely} <= {*LIKELY}


async def test_an_unknown_word_gets_the_three_most_likely_buttons(chat: Chat) -> None:
    await chat.says("teacher", "vrsl noe")
    assert "Det ordet kjenner jeg ikke." in chat.sees("teacher")
    assert len(chat.titles("teacher")) == 3
    assert chat.titles("teacher")[0] == "Varsle rektor"
    await chat.presses("teacher", "Varsle rektor")
    assert "Elever i 4B" in chat.sees("teacher"), "the form at once"


@pytest.mark.parametrize(
    "typed",
    [
        f"{NAMES[0]} ble slått i garderoben i dag",
        f"logg {NAMES[0]} sa at hun gruer seg",
        f"sak 2026-001 {NAMES[0]} ble slått igjen",
    ],
)
async def test_who_writes_about_a_pupil_is_helped_to_take_it_back(chat: Chat, typed: str) -> None:
    await chat.says("teacher", typed)
    assert "Slett meldingen" in chat.sees("teacher")
    assert NAMES[0] not in chat.sees("teacher")


async def test_an_alert_in_the_chat_is_helped_on(chat: Chat) -> None:
    await chat.says("teacher", f"varsle at {NAMES[0]} ble slått i garderoben")
    assert "Slett meldingen" in chat.sees("teacher")
    assert "Start varsel" in chat.titles("teacher")


async def test_a_case_needs_its_number(chat: Chat) -> None:
    await chat.says("teacher", "sak")
    assert "Skriv saksnummeret også" in chat.sees("teacher")
    await chat.says("teacher", "sak 2026-999")
    assert "Fant ikke saken." in chat.sees("teacher")


async def test_the_value_of_an_old_client_is_no_word(chat: Chat) -> None:
    body = activity("message", text="varsle", value={"verb": "alert.start"}, **chat._from("teacher"))
    await chat.post(body)
    chat.newest("teacher")
    assert "Oppdater Teams" in chat.sees("teacher")


def test_teams_suggests_the_words_the_bot_knows() -> None:
    assert command_titles("personal") == tuple(WORDS)
    assert command_titles("team") == ("kanal", "årshjul", "hjelp")


def test_every_other_word_leads_to_one_the_bot_knows() -> None:
    assert [word for word in SYNONYMS.values() if MEANINGS.get(word) != word] == []
    assert not set(SYNONYMS) & set(WORDS)


async def test_the_button_of_help_is_the_form_and_pressed_twice_it_is_the_same(chat: Chat) -> None:
    helped = await chat.says("teacher", "hei")
    for _ in range(2):
        chat.cards["teacher"] = helped
        await chat.presses("teacher", "Varsle rektor")
        assert "Elever i 4B" in chat.sees("teacher")
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        teacher = next(one for one in tx.people.active() if one.name == STAFF["teacher"].name)
        assert len(tx.drafts.of(teacher.id)) == 1
    await chat.presses("teacher", "Lagre utkast", facts="Kanarifakta")
    chat.cards["teacher"] = helped
    await chat.presses("teacher", "Varsle rektor")
    assert chat.ticked("teacher", "facts") == "", "what was written waits in its own draft"
