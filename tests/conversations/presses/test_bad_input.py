"""What people, old clients and forgers send: always a clear answer, never an error of ours, nothing kept by half."""

import uuid

import pytest

from domain.ids import new_id
from storage.database import Database
from tests.kit.school import FACT, NAMES, Chat, Json, buttons, walk, words
from tests.kit.teams.activities import TENANT, activity, in_channel, old_submit
from tests.kit.teams.forged import STORED, data_of, rows

NASTY = "**fet** <b>html</b> [lenke](https://ond.example) ![b](x) \n# tittel & &amp; {{x}} ${y} {name}"


def shown_as(card: Json, kind: str) -> str:
    return " ".join(str(piece.get("text")) for piece in walk(card) if piece.get("type") == kind)


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1f", "\u200b\u2060"])
async def test_nothing_written_gets_the_likely_words(chat: Chat, text: str) -> None:
    await chat.says("teacher", text)
    assert "Hva vil du gjøre?" in chat.sees("teacher")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("VARSLE", "Varsle rektor"),
        ("  vrasle!", "Varsle rektor"),
        ("varlse", "Varsle rektor"),
        ("varsel", "Varsle rektor"),
        ("sakker", "Åpne saker"),
        ("hjlep", "Dette kan jeg hjelpe deg med"),
        ("lgg", "Ny logg"),
        ("miine", "Mine"),
    ],
)
async def test_misspelt_words_are_understood(chat: Chat, typed: str, answer: str) -> None:
    assert words(await chat.says("teacher", typed))[0].startswith(answer)


@pytest.mark.parametrize("word", ["", "logg ", "saker "])
async def test_who_writes_content_is_asked_to_take_it_back(chat: Chat, word: str, database: Database) -> None:
    """Of it only what can be chosen on the alert's pages is kept, in a draft that nobody has begun; never a word."""
    before = rows(database)
    card = await chat.says("teacher", f"{word}{NAMES[0]} ble dyttet i garderoben av en annen elev i dag, det var fælt")
    assert any("Slett meldingen" in line for line in words(card))
    assert rows(database) == before | {"drafts": before["drafts"] + 1}
    await chat.says("teacher", "mine")
    assert "Utkast" not in chat.sees("teacher")


@pytest.mark.parametrize(
    "kind", ["image/jpeg", "application/vnd.microsoft.teams.file.download.info", "audio/mp4", "video/mp4"]
)
@pytest.mark.parametrize("text", ["", "saker", "se her"])
async def test_a_photo_a_file_or_a_clip_is_content_in_the_wrong_place(chat: Chat, kind: str, text: str) -> None:
    html = {"contentType": "text/html", "content": f"<p>{text}</p>"}
    sent = activity("message", text=text, attachments=[html, {"contentType": kind}], **chat._from("teacher"))
    assert (await chat.post(sent))[0] == 200
    assert any("Slett meldingen" in line for line in words(chat.newest("teacher")))
    assert "Start varsel" in chat.titles("teacher")


async def test_a_messages_own_html_is_no_file(chat: Chat) -> None:
    html = {"contentType": "text/html", "content": "<p>saker</p>"}
    await chat.post(activity("message", text="saker", attachments=[html], **chat._from("teacher")))
    assert "Åpne saker" in words(chat.newest("teacher"))[0]


async def test_an_edited_message_is_answered_when_it_now_holds_content(chat: Chat) -> None:
    async def edits(text: str, conversation: Json | None = None) -> int:
        before = len(chat.inbox("teacher"))
        told = {"channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}}
        body = activity("messageUpdate", text=text, **(chat._from("teacher") | told | (conversation or {})))
        assert (await chat.post(body))[0] == 200
        return len(chat.inbox("teacher")) - before

    assert await edits("saker") == 0
    assert await edits("en gutt i 4b ble slått i friminuttet i dag") == 1
    assert any("Slett meldingen" in line for line in words(chat.newest("teacher")))


async def test_too_long_is_said_at_the_field_and_the_words_are_kept(chat: Chat, database: Database) -> None:
    before = rows(database)
    card = await chat.alert("teacher", NAMES[0], facts="x" * 601)
    assert "600" in chat.sees("teacher")
    assert next(piece["value"] for piece in walk(card) if piece.get("id") == "facts") == "x" * 601
    assert rows(database)["alerts"] == before["alerts"]


async def test_an_empty_page_says_what_it_lacks(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Videre")
    assert "Velg minst én elev" in chat.sees("teacher")


async def test_markdown_and_html_are_shown_letter_for_letter(chat: Chat) -> None:
    chat.canaries.append("ond.example")
    await chat.sends("teacher", NAMES[0], facts=NASTY)
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-001")
    await chat.presses("principal", "Skriv i loggen")
    await chat.presses("principal", "Lagre", type="annet", text=NASTY, quote=NASTY, present="*[a](b)* <i>")
    card = chat.cards["principal"]
    assert NASTY in chat.sees("principal")
    assert f"«{NASTY}»" in chat.sees("principal")
    assert "ond.example" not in shown_as(card, "TextBlock")


async def test_control_characters_are_left_out_and_line_ends_are_ours(chat: Chat) -> None:
    await chat.sends("teacher", NAMES[0], facts="en\x00to\u200b\r\ntre\u202e\x1b[31m")
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-001")
    assert "ento\ntre[31m" in chat.sees("principal")


@pytest.mark.parametrize("value", [7, 1.5, True, None, ["a"], [1, 2], {"a": {"b": []}}, [[[]]], "x" * 50_000])
async def test_values_of_wrong_kinds_get_a_form_or_an_old_card(chat: Chat, value: object, database: Database) -> None:
    await chat.sends("teacher")
    chat.newest("principal")
    case = {"case_id": data_of(chat, "principal", "case.open")["case_id"]}
    before = rows(database)
    for data in (
        {"case_id": value},
        case | {"entry_id": new_id(), "type": value, "text": "tekst"},
        case | {"entry_id": new_id(), "type": [value], "text": value, "quote": value, "occurred_on": value},
        case | {"person": value, "reason": value},
        case | {"school": value},
    ):
        for verb in ("case.log", "case.add_member", "case.open", "case.merge"):
            await chat.invoke("principal", verb, data)
            assert chat.last["statusCode"] == 200
    after = rows(database)
    assert {name for name in STORED if after[name] != before[name]} <= {"events"}


async def test_extra_fields_and_forged_verbs_are_an_old_card(chat: Chat, database: Database) -> None:
    before = rows(database)
    for verb, data in (
        ("alert.start", {"draft_id": new_id(), "owner": "x"}),
        ("word.say", {"word": "hjelp", "admin": "true"}),
        ("cases.delete", {}),
        ("x" * 9000, {}),
        ("__class__", {"word": "hjelp"}),
    ):
        await chat.invoke("teacher", verb, data)
        assert "eldre versjon" in chat.said
    assert rows(database) == before


async def test_a_button_that_brings_the_forms_inputs_along_does_what_it_says(chat: Chat) -> None:
    """As some phones send it: «Lagre utkast», «Avbryt», «Tilbake» with everything that was on the card."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    said = {"kinds": "mobbing", "facts": FACT, "suspicion": "nei"}
    await chat.presses("teacher", "Videre", pupils=chat.choice("teacher", "pupils", NAMES[0]), **said)
    everything = {"source": "så_selv", "place": "garderobe", "serious": "true", "occurred_on": "", "on_behalf_of": "x"}
    for title in ("Tilbake", "Avbryt"):
        button = next(b for b in buttons(chat.cards["teacher"]) if b["title"] == title)
        asked = {str(p["id"]): "" for p in walk(chat.cards["teacher"]) if str(p.get("type", "")).startswith("Input.")}
        await chat.invoke("teacher", button["verb"], asked | everything | button["data"])
        assert "eldre versjon" not in chat.said
    assert "Slett utkastet" in chat.titles("teacher")


@pytest.mark.parametrize(
    "value", [None, [], "tekst", {"action": []}, {"action": {"verb": 7}}, {"action": {"data": {}}}]
)
async def test_a_press_without_a_button_is_answered(chat: Chat, value: object) -> None:
    body = activity("invoke", name="adaptiveCard/action", value=value, **chat._from("teacher"))
    status, answer = await chat.post(body)
    assert (status, answer["statusCode"]) == (200, 400)
    assert "Skriv «hjelp»" in answer["value"]["message"]


async def test_an_old_client_is_told_to_update(chat: Chat, database: Database) -> None:
    before = rows(database)
    data = {"facts": FACT, "verb": "alert.send", "draft_id": new_id()}
    status, _ = await chat.post(old_submit(data, **chat._from("teacher")))
    assert status == 200
    assert "Oppdater Teams" in "".join(words(chat.newest("teacher")))
    assert rows(database) == before


async def test_a_press_in_a_channel_shows_nothing(chat: Chat, database: Database) -> None:
    await chat.sends("teacher")
    chat.newest("principal")
    before = rows(database)
    await chat.invoke("principal", "case.open", data_of(chat, "principal", "case.open"), **in_channel())
    assert chat.said == "Skriv til meg i en egen chat."
    group = {"conversation": {"id": "19:gruppe", "conversationType": "groupChat"}}
    await chat.invoke("principal", "case.open", data_of(chat, "principal", "case.open"), **group)
    assert chat.said == "Skriv til meg i en egen chat."
    assert rows(database) == before


async def test_an_automatic_refresh_changes_nothing(chat: Chat, database: Database) -> None:
    await chat.sends("teacher")
    chat.newest("principal")
    data = data_of(chat, "principal", "case.open")
    before = rows(database)
    action = {"type": "Action.Execute", "verb": "case.receive", "data": data}
    value = {"action": action, "trigger": "automatic"}
    body = activity("invoke", name="adaptiveCard/action", value=value, **chat._from("principal"))
    status, answer = await chat.post(body)
    assert (status, answer["statusCode"]) == (200, 400)
    assert rows(database) == before


async def test_another_tenant_does_not_come_in(chat: Chat, database: Database) -> None:
    before = rows(database)
    other = str(uuid.UUID(int=7))
    foreign = {"channelData": {"tenant": {"id": other}}, "conversation": {"id": "a:x", "tenantId": other}}
    for body in (
        activity("message", text="saker", **chat._from("principal")),
        activity("invoke", **chat._from("line")),
    ):
        status, answer = await chat.post(body | foreign)
        assert (status, answer) == (403, None)
    assert rows(database) == before
