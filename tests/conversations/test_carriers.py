"""The same forms and handlers over two carriers: the reply in the card's place, and dialogs.

`chat` has each conversation twice. What was sent under one carrier still works under the other.
"""

from collections.abc import AsyncIterator

import pytest

from bot.turns.limits import FOR_PEOPLE
from storage.database import Database
from tests.kit.cards.dialogs import CardClient, DialogClient
from tests.kit.school import FACT, NAMES, Chat, fill, open_school, walk, words
from tests.kit.steps.saksgang import opens, received, takes
from tests.kit.teams.activities import old_submit

CLIENTS = {"cards": CardClient, "dialogs": DialogClient}


@pytest.fixture
async def dialogs(database: Database, url: str) -> AsyncIterator[Chat]:
    """Dialogs only, with the limits of people."""
    fill(database)
    async with open_school(database, url, shown_in=DialogClient(), rates=FOR_PEOPLE) as opened:
        yield opened
        opened.looks_at_every_message()
        assert opened.spilled() == []


def standing(chat: Chat, who: str, message: str) -> str:
    return "\n".join(words(chat.connector.messages[f"a:{who}"][message]["attachments"][0]["content"]))


@pytest.mark.easy_teams("which message changes")
async def test_a_log_is_refused_put_right_and_kept(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    chat.goes_on = False
    await chat.sends()
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Lagre", type="", text="Kanarilogg: gråt i timen")
    assert chat.said
    assert any(piece.get("value") == "Kanarilogg: gråt i timen" for piece in walk(chat.cards["social"]))
    await chat.presses("social", "Lagre", type="annet")
    receipt = chat.sees("social")
    assert receipt.startswith("✓ ")
    await chat.deliver()
    assert standing(chat, "social", chat.messages["social"]) == receipt
    await chat.presses("social", "Vis saken")
    assert "Kanarilogg: gråt i timen" in chat.sees("social")


async def test_a_step_is_taken(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await opens(chat, "line", reference)
    assert "Hold avklaringssamtale" not in chat.titles("line")


async def test_an_old_client_that_shows_neither_is_told_to_update(chat: Chat) -> None:
    """A message has ids only, so that is all such a client could write into the chat."""
    await chat.says("teacher", "varsle")
    sent = next(iter(chat.connector.messages["a:teacher"].values()))["attachments"][0]["content"]
    carried = next(piece["data"] for piece in walk(sent) if str(piece.get("type", "")).startswith("Action."))
    await chat.post(old_submit(carried, **chat._from("teacher")))
    assert "Teams-appen din er for gammel" in "\n".join(words(chat.newest("teacher")))


@pytest.mark.parametrize(("before", "after"), [("cards", "dialogs"), ("dialogs", "cards")])
async def test_what_stands_in_the_chats_works_after_a_change(
    database: Database, url: str, before: str, after: str
) -> None:
    fill(database)
    async with open_school(database, url, shown_in=CLIENTS[before]()) as old:
        await old.says("teacher", "varsle")
    async with open_school(database, url, shown_in=CLIENTS[after](), hello=False) as new:
        new.shown_in, new.cards, new.messages = old.shown_in, old.cards, old.messages
        await new.presses("teacher", "Start varsel")
        answers = {"kinds": "mobbing", "facts": FACT, "suspicion": "nei"}
        await new.answers("teacher", pupils=new.choice("teacher", "pupils", NAMES[0]), **answers)
        await new.presses("teacher", "Send varselet")
        assert "Varselet er sendt" in new.sees("teacher")


async def test_the_message_becomes_the_receipt_while_the_person_goes_on(dialogs: Chat) -> None:
    """In its place a card would be covered by it; a dialog is not."""
    await dialogs.sends("teacher")
    await opens(dialogs, "teacher", "2026-001")
    message = dialogs.messages["teacher"]
    await dialogs.presses("teacher", "Skriv i loggen")
    await dialogs.presses("teacher", "Lagre", type="annet", text=FACT)
    assert FACT in dialogs.sees("teacher"), "has gone on from the receipt"
    await dialogs.deliver()
    assert "✓" in standing(dialogs, "teacher", message)


async def test_a_forged_message_changes_nothing_of_anybody_else(dialogs: Chat) -> None:
    await dialogs.says("principal", "hjelp")
    theirs = dialogs.messages["principal"]
    before = standing(dialogs, "principal", theirs)
    await dialogs.alert("teacher")
    dialogs.cards["teacher"]["openedFrom"] = {"message": theirs}
    await dialogs.presses("teacher", "Send varselet")
    await dialogs.deliver()
    assert standing(dialogs, "principal", theirs) == before
    assert dialogs.inbox("teacher")[-1] == "Varselet er sendt", "it comes as a message of its own"


async def test_too_much_is_answered_in_a_dialog_too(dialogs: Chat) -> None:
    await dialogs.says("teacher", "hjelp")
    pressed = dialogs.cards["teacher"]
    said = []
    for _ in range(FOR_PEOPLE.turns.burst + 1):
        dialogs.cards["teacher"] = pressed
        await dialogs.invoke("teacher", "no.such", {})
        said.append(dialogs.said)
    assert said[-1] == "Nå gikk det litt fort. Vent et øyeblikk, og prøv igjen."
    assert said[0] == "Dette kortet er fra en eldre versjon. Skriv «hjelp» for å få et nytt."
