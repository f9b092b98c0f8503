"""The reporter: «Dette ble feil», and drafts that are told apart and can be deleted."""

from tests.kit.school import FACT, NAMES, Chat, words
from tests.kit.steps.saksgang import opens

WRONG = "Kanarifeil: det var en annen elev"


async def says_wrong(chat: Chat, who: str, said: str = WRONG) -> None:
    chat.canaries.append("Kanarifeil")
    await chat.presses(who, "Dette ble feil")
    await chat.presses(who, "Si fra", wrong=said)


async def test_those_who_can_put_it_right_hear_of_it_and_the_words_stand_in_the_history(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await chat.presses("teacher", "Vis")
    await says_wrong(chat, "teacher")
    assert WRONG in chat.sees("teacher")
    await chat.deliver()
    told = [who for who in ("principal", "deputy", "line", "social", "base") if HEADING in chat.inbox(who)]
    assert told == ["principal", "deputy", "line"]
    assert f"Dette ble feil: {WRONG}" in await opens(chat, "line", reference)


HEADING = "Den som varslet, har gitt beskjed"


async def test_of_a_case_about_staff_only_who_decides_hears(chat: Chat) -> None:
    await chat.sends("teacher", NAMES[0], suspicion="ansatt")
    await chat.presses("teacher", "Vis")
    await says_wrong(chat, "teacher")
    await chat.deliver()
    assert [who for who in ("principal", "line", "social", "owner") if HEADING in chat.inbox(who)] == ["principal"]


async def test_said_twice_is_once_and_nothing_is_not_said(chat: Chat) -> None:
    await chat.sends("teacher")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Dette ble feil")
    await chat.presses("teacher", "Si fra", wrong="")
    assert "Skriv hva som ble feil." in chat.said
    form = chat.cards["teacher"]
    for _ in range(2):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Si fra", wrong="Det var en annen dag")
    await chat.deliver()
    assert chat.inbox("line").count(HEADING) == 1
    assert chat.sees("teacher").count("Det var en annen dag") == 1


async def test_on_a_closed_case_one_is_asked_to_send_a_new_alert(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await chat.presses("teacher", "Vis")
    old = chat.cards["teacher"]
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    await chat.presses("line", "Feilregistrert")
    await chat.presses("line", "Avslutt saken", reason="En prøve")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", f"Vis varsel {reference}")
    assert "Dette ble feil" not in chat.titles("teacher")
    chat.cards["teacher"] = old
    await says_wrong(chat, "teacher")
    assert "Skriv et nytt varsel" in chat.said


async def test_of_a_case_that_went_into_another_those_of_the_other_hear(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    await chat.sends("teacher", NAMES[0])
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Slå sammen")
    await chat.presses("social", "Slå sammen", other=chat.choice("social", "other", "2026-002"), reason="Det samme")
    await chat.presses("teacher", "Vis")
    await says_wrong(chat, "teacher")
    await chat.deliver()
    assert HEADING in chat.inbox("line")
    assert f"Dette ble feil: {WRONG}" in await opens(chat, "line", "2026-001")


async def test_drafts_are_told_apart_by_day_class_and_first_words_and_can_be_deleted(chat: Chat) -> None:
    for words_ in ("Kanariførste ord i det ene utkastet", "Kanariandre ord i det andre"):
        chat.canaries.append(words_.split()[0])
        await chat.says("teacher", "varsle")
        await chat.presses("teacher", "Start varsel")
        await chat.presses("teacher", "Lagre utkast", facts=words_)
        chat.clock.forward(minutes=5)
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    seen = chat.sees("teacher")
    assert "4B · Kanariførste ord i det ene utkastet" in seen
    assert "4B · Kanariandre ord i det andre" in seen
    assert chat.titles("teacher").count("Slett") == 2
    await chat.presses("teacher", "Slett")
    await chat.presses("teacher", "Slett utkastet")
    await chat.says("teacher", "mine")
    assert "1 usendt utkast" in "".join(words(chat.cards["teacher"]))
    await chat.presses("teacher", "Vis")
    assert "Kanariførste" in chat.sees("teacher"), "the newest is first"
    assert FACT not in seen
