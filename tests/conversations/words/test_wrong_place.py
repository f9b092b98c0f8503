"""What does not belong in Teams, where others read it or not: met kindly, never repeated, and helped on."""

from datetime import timedelta
from typing import Any

import pytest

from domain.message import MessageKind
from storage.database import Database
from tests.kit.school import NAMES, Chat, Json, words
from tests.kit.teams.activities import TEAM, TENANT, activity

CONTENT = ("en gutt i 4b ble slått i friminuttet", "ein elev blei sparka i går", "a boy in 4B was hit during recess")
CHANNEL, GROUP = "19:ansatte@thread.tacv2", "19:gruppe@thread.v2"
PLACES = {"channel": CHANNEL, "groupChat": GROUP}
PICTURE: dict[str, Any] = {"attachments": [{"contentType": "image/jpeg"}]}


async def writes(
    chat: Chat, where: str, text: str, who: str = "teacher", kind: str = "message", **more: object
) -> Json:
    """In a channel or a group chat, with a mention of the bot. The answer that stands there last."""
    team = {"team": {"id": TEAM}, "channel": {"id": CHANNEL}} if where == "channel" else {}
    told = {
        "conversation": {"id": PLACES[where], "conversationType": where, "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}} | team | ({"eventType": "editMessage"} if "Update" in kind else {}),
        "text": f"<at>Skolemiljø</at> {text}",
        "entities": [chat.phone.mention()],
    }
    sent = activity(kind, **(chat._from(who) | told | more))
    assert (await chat.post(sent))[0] == 200
    bodies = [body for body in chat.connector.messages[PLACES[where]].values() if body.get("attachments")]
    return dict(bodies[-1]["attachments"][0]["content"]) if bodies else {}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("text", [*CONTENT, f"hva med {NAMES[0].split()[0]}?"])
async def test_where_others_read_along_the_answer_says_nothing_of_what_was_found(
    chat: Chat, where: str, text: str
) -> None:
    usual = words(await writes(chat, where, "bla bla"))
    assert words(await writes(chat, where, text)) == usual
    assert "i en egen chat" in usual[1]
    await chat.deliver()
    assert words(chat.newest("teacher"))[0] == "Slett meldingen"
    assert chat.titles("teacher") == ["Varsle her"]


@pytest.mark.parametrize("where", PLACES)
async def test_a_picture_and_an_edited_message_are_met_in_the_same_way(chat: Chat, where: str) -> None:
    await writes(chat, where, "se her", **PICTURE)
    await chat.deliver()
    assert chat.inbox("teacher") == ["Slett meldingen"]
    assert await writes(chat, where, CONTENT[0], kind="messageUpdate")
    await chat.deliver()
    assert chat.inbox("teacher") == ["Slett meldingen"] * 2


@pytest.mark.parametrize("text", ["årshjul", "kanal", "hjelp", "saker 4. trinn", "varsle", "takk for hjelpen"])
async def test_commands_and_what_is_harmless_are_never_met_with_it(chat: Chat, text: str) -> None:
    await writes(chat, "channel", text)
    await writes(chat, "groupChat", text, kind="messageUpdate")
    await chat.deliver()
    assert chat.inbox("teacher") == []


async def test_it_comes_once_for_a_message_however_often_teams_tells_of_it(chat: Chat) -> None:
    same = {"id": "one-and-the-same"}
    await writes(chat, "channel", CONTENT[0], **same)
    await writes(chat, "channel", CONTENT[0], **same)
    await chat.deliver()
    assert chat.inbox("teacher") == ["Slett meldingen"]


async def test_who_is_not_known_in_their_own_chat_is_told_there_to_write_to_the_bot(
    chat: Chat, database: Database
) -> None:
    with database.begin() as unit:
        unit.references.forget_under("http")
    assert "i en egen chat" in words(await writes(chat, "channel", CONTENT[0]))[1]
    assert "i en egen chat" in words(await writes(chat, "channel", CONTENT[0], who="stranger"))[1]
    assert await chat.deliver() == 0


async def test_what_was_written_long_ago_is_not_spoken_of(chat: Chat) -> None:
    await writes(chat, "channel", CONTENT[0])
    chat.clock.forward(days=2)
    await chat.deliver()
    assert chat.inbox("teacher") == []


@pytest.mark.parametrize("text", CONTENT)
async def test_what_was_typed_is_offered_as_choices_to_be_confirmed(chat: Chat, text: str) -> None:
    await chat.says("teacher", text)
    assert "Slett meldingen" in chat.sees("teacher")
    assert "4b" not in chat.sees("teacher").casefold()
    await chat.presses("teacher", "Start varsel")
    assert chat.ticked("teacher", "kinds") == "vold"
    assert chat.ticked("teacher", "facts") == ""
    assert "Elever i 4B" in chat.sees("teacher")
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.answers("teacher", pupils=pupil, facts="Så det selv", suspicion="nei")
    await chat.presses("teacher", "Send varselet")
    assert "Saksnummer" in chat.sees("teacher")


async def test_from_a_channel_too(chat: Chat) -> None:
    await writes(chat, "channel", CONTENT[0])
    await chat.deliver()
    chat.newest("teacher")
    await chat.presses("teacher", "Varsle her")
    assert chat.ticked("teacher", "place") == "skolegård"


async def test_nobody_is_reminded_of_what_nobody_has_begun(chat: Chat, database: Database) -> None:
    await chat.says("teacher", CONTENT[0])
    later = chat.clock() + timedelta(hours=2)
    with database.begin() as unit:
        assert chat.school(unit).drafts.older_than(later) == []
    await chat.presses("teacher", "Start varsel")
    with database.begin() as unit:
        assert len(chat.school(unit).drafts.older_than(later)) == 1
        assert MessageKind.WROTE_ELSEWHERE.shape is MessageKind.DRAFT_EXPIRES.shape


async def test_the_last_page_points_out_words_and_sends_all_the_same(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[0], facts=f"{NAMES[1].split()[0]} var aggressiv, har ADHD")
    assert all(word in chat.sees("teacher") for word in ("«aggressiv»", "«ADHD»", f"«{NAMES[1].split()[0]}»"))
    await chat.presses("teacher", "Send varselet")
    assert "Saksnummer" in chat.sees("teacher")


async def test_a_name_of_the_class_is_pointed_out_with_a_letter_wrong_too(chat: Chat) -> None:
    first = NAMES[1].split()[0]
    wrong = f"{first[:4]}{first[5:]}"
    await chat.alert("teacher", NAMES[0], facts=f"{wrong} slo to ganger")
    assert f"Navn på andre elever: «{wrong}»" in chat.sees("teacher")


async def test_a_log_is_given_back_once_with_what_to_look_over(chat: Chat) -> None:
    await chat.says("teacher", "logg")
    await chat.presses("teacher", "Skriv logg")
    await chat.presses("teacher", "Vis elevene", group="4B")
    pupil = chat.choice("teacher", "pupil", NAMES[0])
    await chat.presses("teacher", "Lagre", pupil=pupil, type="observasjon", text="Helt umulig i dag")
    assert "«umulig»" in chat.sees("teacher")
    await chat.presses("teacher", "Lagre")
    assert chat.sees("teacher").startswith("✓")
