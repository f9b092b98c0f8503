"""The receipt: the same however often it is asked for, without content, and the reporter's way back to the alert."""

from typing import Any

import pytest

from storage.database import Database
from tests.kit.school import FACT, NAMES, Chat, open_school, words
from tests.kit.teams.client import Teams


async def sent(chat: Chat, **answers: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An alert is sent: the last look before it, and the receipt."""
    await chat.alert("teacher", **answers)
    last_look = chat.cards["teacher"]
    return last_look, (await chat.presses("teacher", "Send varselet"))["value"]


async def test_a_second_press_gives_the_same_receipt(chat: Chat) -> None:
    last_look, receipt = await sent(chat)
    chat.clock.forward(minutes=3)
    for title in ("Send varselet", "Endre", "Legg til mer", "Avbryt"):
        chat.cards["teacher"] = last_look
        assert (await chat.presses("teacher", title))["value"] == receipt
    await chat.deliver()
    assert chat.inbox("principal").count("Nytt varsel") == 1


@pytest.mark.easy_teams("text and card of one message")
async def test_only_what_calls_someone_says_more_than_its_card(chat: Chat) -> None:
    await chat.sends()
    [notice] = chat.connector.messages["a:principal"].values()
    assert (notice["text"], notice["summary"]) == ("Nytt varsel. Åpne i Skolemiljø.",) * 2
    assert notice["channelData"]["notification"] == {"alert": True}
    assert all("text" not in message for message in chat.connector.messages["a:teacher"].values())


async def test_the_start_button_gives_it_too(chat: Chat) -> None:
    started = await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    answers = {"kinds": "mobbing", "facts": FACT, "suspicion": "nei"}
    await chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[0]), **answers)
    receipt = (await chat.presses("teacher", "Send varselet"))["value"]
    chat.cards["teacher"] = started
    assert (await chat.presses("teacher", "Start varsel"))["value"] == receipt


async def test_it_is_the_same_after_a_restart(chat: Chat, database: Database, url: str, teams: Teams) -> None:
    last_look, receipt = await sent(chat)
    async with open_school(database, url, hello=False, shown_in=chat.shown_in, teams=teams) as again:
        again.clock.forward(days=3)
        again.cards["teacher"] = last_look
        assert (await again.presses("teacher", "Send varselet"))["value"] == receipt


@pytest.mark.easy_teams("the press must name its message")
async def test_the_message_in_the_chat_becomes_the_very_same_card(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    message = chat.messages["teacher"]
    _, receipt = await sent(chat)
    started = chat.messages["teacher"]
    assert started != message
    await chat.deliver()
    standing = chat.connector.messages["a:teacher"]
    assert words(standing[started]["attachments"][0]["content"]) == words(receipt)
    assert "Start varsel" in str(standing[message]), "another message is left alone"


async def test_it_says_nothing_of_whom_or_what(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    _, receipt = await sent(chat)
    read = "\n".join(words(receipt))
    assert not any(content in read for content in (*NAMES, FACT, "4B", "Mobbing", "Ansatt"))
    assert "Sendt til: rektor, assisterende rektor, trinnleder, sosiallærer og baseleder" in read
    assert "23.11.2026 kl. 12.41" in read
    assert "Varselet skal tas imot senest 24.11.2026 kl. 15.00." in read
    assert "oppstartsmøte senest mandag 30.11.2026" in read
    assert "Takk. Du har varslet rektor (§ 12-4)." in read
    assert "Gjør også dette: Skriv varselet i Portalen" in read.replace("*", "")


async def test_a_serious_one_says_its_own_time(chat: Chat) -> None:
    _, receipt = await sent(chat, serious="true")
    assert "- Varselet skal tas imot senest 23.11.2026 kl. 14.41." in "\n".join(words(receipt))


@pytest.mark.parametrize("suspicion", ["ansatt", "ledelsen"])
async def test_one_about_staff_promises_only_what_happens_to_it(chat: Chat, suspicion: str) -> None:
    """It goes at once to whom «Vis» names; nobody calls a meeting of it, and the old form would tell the leadership."""
    _, receipt = await sent(chat, suspicion=suspicion)
    read = "\n".join(words(receipt))
    assert "Varselet går straks til den som skal ha det." in read
    assert "senest 23.11.2026 kl. 14.41" in read
    assert not any(word in read for word in ("oppstartsmøte", "rektor", "plikt til å varsle", "Portalen"))


async def test_the_principal_who_alerts_has_not_told_the_principal(chat: Chat) -> None:
    await chat.says("principal", "varsle")
    await chat.presses("principal", "Start varsel")
    await chat.presses("principal", "Velg klasse")
    await chat.presses("principal", "Vis elevene", group="4B")
    answers = {"kinds": "mobbing", "facts": FACT, "suspicion": "nei"}
    await chat.answers("principal", pupils=chat.choice("principal", "pupils", NAMES[0]), **answers)
    await chat.presses("principal", "Send varselet")
    assert "Takk for at du sier fra." in chat.sees("principal")
    assert "varslet rektor" not in chat.sees("principal")


@pytest.mark.parametrize("suspicion", ["ansatt", "ledelsen"])
async def test_a_suspicion_against_staff_is_not_told_by_its_receipt(chat: Chat, suspicion: str) -> None:
    """A role could point at someone: whom it went to stands behind «Vis», and the two look alike."""
    _, receipt = await sent(chat, suspicion=suspicion)
    read = "\n".join(words(receipt))
    assert "Sendt til" not in read
    assert "ektor" not in read.replace("rektor muntlig", "")
    assert "keeier" not in read


async def test_the_reporter_sees_the_own_alert_and_not_the_case(chat: Chat) -> None:
    await sent(chat)
    await chat.presses("teacher", "Vis")
    seen = chat.sees("teacher")
    assert "Saksnummer: 2026-001" in seen
    assert f"Elev: {NAMES[0]}, 4B (eleven varselet gjelder)" in seen
    assert FACT in seen
    assert "Ingen har tatt imot varselet ennå." in seen
    assert "Historien" not in seen


async def test_an_alert_past_the_school_keeps_the_phone_numbers(chat: Chat) -> None:
    await sent(chat, suspicion="ledelsen")
    await chat.presses("teacher", "Vis")
    assert "Sendt til: skoleeier" in chat.sees("teacher")
    assert "Utdanningsetaten (UDA): 23 05 10 09" in chat.sees("teacher")


async def test_who_is_not_the_reporter_does_not_see_it(chat: Chat) -> None:
    _, receipt = await sent(chat)
    chat.cards["teacher6"] = receipt
    await chat.presses("teacher6", "Vis")
    assert chat.said == "Fant ikke varselet."


async def test_an_addition_is_there_once(chat: Chat) -> None:
    await sent(chat)
    chat.canaries.append("Kanaritillegg")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Legg til")
    assert "Fyll ut dette feltet." in chat.sees("teacher")
    form = chat.cards["teacher"]
    for _ in range(2):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Legg til", text="Kanaritillegg")
    assert chat.sees("teacher").count("Kanaritillegg") == 1
    await chat.deliver()
    await chat.says("principal", "sak 2026-001")
    await chat.presses("principal", "Vis")
    assert chat.sees("principal").count("Kanaritillegg") == 1


async def test_an_addition_reaches_every_case_of_the_alert(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    two = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.answers("teacher", pupils=two, kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.says_who_is_who("teacher", "utsatt", "usikker")
    await chat.presses("teacher", "Send varselet")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Legg til", text="Kanaritillegg")
    assert chat.sees("teacher").count("Kanaritillegg") == 1
    for reference in ("2026-001", "2026-002"):
        await chat.says("principal", f"sak {reference}")
        await chat.presses("principal", "Vis")
        assert "Kanaritillegg" in chat.sees("principal")


async def unknown_pupil(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Jeg vet ikke hvem", kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.answers("teacher")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()


async def test_the_reporter_finds_out_who_the_pupil_is(chat: Chat) -> None:
    await unknown_pupil(chat)
    assert "Du er lagt til i en sak" not in chat.inbox("teacher6")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Jeg vet hvem eleven er")
    await chat.presses("teacher", "Vis elevene", group="6A")
    asked = chat.cards["teacher"]
    await chat.presses("teacher", "Det er denne eleven", pupil=chat.choice("teacher", "pupil", NAMES[3]))
    assert f"Elev: {NAMES[3]}, 6A" in chat.sees("teacher")
    await chat.deliver()
    assert "Du er lagt til i en sak" in chat.inbox("teacher6"), "the pupil's contact teacher joins"
    assert "Du er lagt til i en sak" in chat.inbox("line6")
    chat.cards["teacher"] = asked
    await chat.presses("teacher", "Det er denne eleven", pupil=chat.choice("teacher", "pupil", NAMES[3]))
    assert chat.said == "Eleven i dette varselet er allerede kjent."


async def test_the_reporter_names_the_employee_later(chat: Chat) -> None:
    await sent(chat, suspicion="ansatt")
    await chat.presses("teacher", "Vis")
    assert "Mistanke om at en ansatt har krenket eleven: En ansatt, ikke navngitt" in chat.sees("teacher")
    await chat.presses("teacher", "Navngi den ansatte")
    await chat.presses("teacher", "Lagre", suspect=chat.choice("teacher", "suspect", "Ansatt Assistant"))
    assert "Mistanke om at en ansatt har krenket eleven: Ansatt Assistant" in chat.sees("teacher")
    await chat.deliver()
    await chat.says("principal", "sak 2026-001")
    assert "Vis" in chat.titles("principal")


async def test_when_the_one_named_later_leads_the_school_the_case_leaves_it(chat: Chat) -> None:
    await sent(chat, suspicion="ansatt")
    await chat.deliver()
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Navngi den ansatte")
    await chat.presses("teacher", "Lagre", suspect=chat.choice("teacher", "suspect", "Ansatt Principal"))
    await chat.deliver()
    assert "Du er lagt til i en sak" in chat.inbox("owner")
    for leader in ("principal", "deputy", "line"):
        await chat.says(leader, "sak 2026-001")
        assert "Vis" not in chat.titles(leader)
