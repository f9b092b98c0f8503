"""A case has the duties of all its incidents: merging two cases loses none of them (§§ 12-4, 13-5)."""

from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import answers, opens, takes

EQS, FORCE, OWNER = "Registrer vold i EQS", "Skriv om det fysiske inngrepet", "Meld fra til skoleeier"
STAND = "gjelder det som ble varslet"


async def sends_a_serious_alert(chat: Chat, who: str) -> str:
    """Violence, that an adult had to stop by force, and that the school owner is to be told of."""
    await chat.alert(who, NAMES[0], kinds="vold", physical_intervention="true", serious="true")
    await chat.presses(who, "Videre", force_against=chat.choice(who, "force_against", NAMES[0]))
    await chat.presses(who, "Send varselet")
    await chat.deliver()
    return next(line.split(": ")[1] for line in chat.sees(who).split("\n") if line.startswith("Saksnummer"))


async def open_duties(chat: Chat, reference: str) -> set[str]:
    await opens(chat, "principal", reference)
    await chat.presses("principal", next(title for title in chat.titles("principal") if title.startswith("Alle steg")))
    return {duty for duty in (EQS, FORCE, OWNER) if f"Nå: {duty}" in chat.sees("principal")}


async def tells_the_owner(chat: Chat, reference: str, document: str) -> None:
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Meld fra til skoleeier")
    await chat.presses("principal", "Jeg har meldt fra til skoleeier", document=document)


async def merges(chat: Chat, kept: str, gone: str) -> None:
    await opens(chat, "social", kept)
    await chat.presses("social", "Slå sammen")
    other = chat.choice("social", "other", gone)
    await chat.presses("social", "Slå sammen", other=other, reason="Samme gjeng")


async def test_every_duty_of_two_violent_cases_stands_in_the_one_they_become(chat: Chat) -> None:
    first = await sends_a_serious_alert(chat, "teacher")
    chat.clock.forward(days=1)
    second = await sends_a_serious_alert(chat, "aks")
    await merges(chat, first, second)
    assert await open_duties(chat, first) == {EQS, FORCE, OWNER}
    assert chat.sees("principal").count(STAND) == 3, "each of the three says which of the two it waits for"
    for document in ("2026/1", "2026/2"):
        assert await open_duties(chat, first) == {EQS, FORCE, OWNER}, document
        await takes(chat, "principal", first, EQS)
        await takes(chat, "principal", first, FORCE)
        await tells_the_owner(chat, first, document)
    assert await open_duties(chat, first) == set()
    case = await opens(chat, "principal", first)
    assert case.count("Meldt fra til skoleeier 2") == 2
    assert "2026/1" in case
    assert "2026/2" in case


async def test_what_was_done_for_one_incident_is_not_asked_for_again(chat: Chat) -> None:
    first = await sends_a_serious_alert(chat, "teacher")
    await takes(chat, "principal", first, EQS)
    await takes(chat, "principal", first, FORCE)
    await tells_the_owner(chat, first, "2026/1")
    chat.clock.forward(days=1)
    second = await sends_a_serious_alert(chat, "aks")
    await merges(chat, first, second)
    assert await open_duties(chat, first) == {EQS, FORCE, OWNER}, "those of the second"
    await takes(chat, "principal", first, FORCE)
    assert await open_duties(chat, first) == {EQS, OWNER}


async def test_what_comes_out_later_is_an_incident_of_its_own(chat: Chat) -> None:
    reference = await sends_a_serious_alert(chat, "teacher")
    await tells_the_owner(chat, reference, "2026/1")
    await takes(chat, "principal", reference, FORCE)
    await open_duties(chat, reference)
    await chat.presses("principal", "Endre alvorlighet")
    new = chat.choice("principal", "incident", "En annen hendelse")
    await chat.presses("principal", "Lagre", incident=new, serious="true", force="true", reason="Det skjedde igjen")
    assert {FORCE, OWNER} <= await open_duties(chat, reference)
    await tells_the_owner(chat, reference, "2026/2")
    await takes(chat, "principal", reference, FORCE)
    assert await open_duties(chat, reference) == {EQS}


async def test_whom_a_leader_took_off_either_case_stays_off(chat: Chat) -> None:
    first = await chat.sends("teacher")
    chat.clock.forward(days=1)
    second = await chat.sends("aks")
    await opens(chat, "line", second)
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Ta ut")
    base = chat.choice("line", "person", "Ansatt Base")
    await chat.presses("line", "Lagre", person=base, reason="Er i permisjon")
    await merges(chat, first, second)
    await chat.presses("social", "Hvem er med?")
    assert "Ansatt Base" not in chat.sees("social")
    await chat.says("base", f"sak {first}")
    assert "Vis" not in chat.titles("base")


async def test_a_form_that_speaks_of_one_incident_is_never_taken_for_another(chat: Chat) -> None:
    first = await sends_a_serious_alert(chat, "teacher")
    chat.clock.forward(days=1)
    await merges(chat, first, await sends_a_serious_alert(chat, "aks"))
    forms = {}
    for who in ("principal", "line"):
        await opens(chat, who, first)
        await chat.presses(who, next(title for title in chat.titles(who) if title.startswith("Alle steg")))
        await chat.presses(who, FORCE)
        assert "det som ble varslet 23.11.2026" in chat.sees(who)
        forms[who] = answers(chat, who)
    for who in ("principal", "line"):
        await chat.presses(who, "Ferdig", **forms[who])
    assert FORCE in await open_duties(chat, first), "both wrote of the first"
    assert "det som ble varslet 24.11.2026" in chat.sees("principal")


async def test_the_history_says_which_incident_it_is_about(chat: Chat) -> None:
    first = await sends_a_serious_alert(chat, "teacher")
    await tells_the_owner(chat, first, "2026/1")
    assert "Gjelder" not in chat.sees("principal"), "there is one"
    chat.clock.forward(days=1)
    await merges(chat, first, await sends_a_serious_alert(chat, "aks"))
    await takes(chat, "principal", first, FORCE)
    seen = await opens(chat, "principal", first)
    assert "Meldt fra til skoleeier mandag 23.11.2026. Gjelder det som ble varslet 23.11.2026" in seen
    assert "Dokument 2026/1. Gjelder det som ble varslet 23.11.2026" in seen


async def test_the_clocks_of_a_case_that_is_merged_are_the_earliest(chat: Chat) -> None:
    first = await sends_a_serious_alert(chat, "teacher")
    chat.clock.forward(days=4)
    second = await chat.sends("aks")
    await merges(chat, second, first)
    assert "⚠ Over fristen: mandag 23.11.2026 (4 dager siden)" in await opens(chat, "principal", second)
    await open_duties(chat, second)
    assert "Skriv om det fysiske inngrepet · Over fristen: tirsdag 24.11.2026 (3 dager siden)" in chat.sees("principal")


async def test_what_turns_out_later_is_due_from_when_it_was_known(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    chat.clock.forward(days=14)
    await open_duties(chat, reference)
    await chat.presses("principal", "Endre alvorlighet")
    old = chat.choice("principal", "incident", "Det som ble varslet")
    await chat.presses("principal", "Lagre", incident=old, force="true", reason="En kollega fortalte det")
    await open_duties(chat, reference)
    assert "Skriv om det fysiske inngrepet, senest tirsdag 8.12.2026" in chat.sees("principal")
