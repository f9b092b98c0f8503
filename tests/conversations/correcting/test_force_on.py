"""On whom force was used (§ 13-5), said when the alert did not, and put right."""

from tests.conversations.alert.test_who_is_who import FORCE, all_steps, tells_of
from tests.kit.school import FACT, NAMES, Chat, buttons
from tests.kit.steps.saksgang import opens, pdf, takes


async def force(chat: Chat, who: str, reference: str) -> str:
    await all_steps(chat, who, reference)
    await chat.presses(who, FORCE)
    return chat.sees(who)


async def says_whom(chat: Chat, reference: str, button: str, name: str, group: str = "4B") -> None:
    await force(chat, "line", reference)
    await chat.presses("line", button)
    await chat.presses("line", "Vis elevene", group=group)
    await chat.presses("line", "Lagre", pupil=chat.choice("line", "pupil", name))


async def test_on_whom_force_was_used_is_said_later_and_put_right(chat: Chat) -> None:
    """The alert was of somebody unknown; what is counted is each pupil's own."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Jeg vet ikke hvem", kinds="vold", facts=FACT, suspicion="nei")
    await chat.answers("teacher", physical_intervention="true")
    while "Send varselet" not in chat.titles("teacher"):
        await chat.presses("teacher", "Videre")
    await chat.presses("teacher", "Send varselet")
    await tells_of(chat, "utsatt", "vitne", physical_intervention="true", against=NAMES[0])
    assert "Grepet inn mot" not in await force(chat, "line", "2026-001")
    await says_whom(chat, "2026-001", "Si hvem det ble grepet inn mot", NAMES[0])
    assert "Det er sagt hvilken elev det ble grepet inn fysisk mot." in await opens(chat, "line", "2026-001")
    for reference in ("2026-001", "2026-002"):
        seen = await force(chat, "line", reference)
        assert f"Grepet inn mot: {NAMES[0]}, 4B" in seen
        assert "Grepet inn mot eleven dette skoleåret: 2 ganger" in seen
    await says_whom(chat, "2026-001", "Rett hvem det ble grepet inn mot", NAMES[2])
    assert f"Grepet inn mot: {NAMES[2]}, 4B" in await force(chat, "line", "2026-001")
    assert "Grepet inn mot eleven dette skoleåret: 1 gang" in (await force(chat, "line", "2026-002")).split("\n")


async def test_force_that_a_leader_tells_of_later_is_somebodys(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "principal", reference)
    await chat.presses("principal", next(title for title in chat.titles("principal") if title.startswith("Alle steg")))
    await chat.presses("principal", "Endre alvorlighet")
    await chat.presses("principal", "Lagre", force="true", reason="Kanarigrunn: det kom fram i samtalen")
    await says_whom(chat, reference, "Si hvem det ble grepet inn mot", NAMES[0])
    assert "Grepet inn mot eleven dette skoleåret: 1 gang" in (await force(chat, "line", reference)).split("\n")


async def test_the_record_of_force_goes_with_its_incident_when_cases_are_taken_apart(chat: Chat) -> None:
    await tells_of(chat, "utsatt", "vitne")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")
    await tells_of(chat, "utsatt", "krenker", physical_intervention="true", against=NAMES[1])
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ja, slå sammen")
    await takes(chat, "principal", "2026-001", FORCE, sitat="Kanarisyn: jeg ble holdt")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Del opp igjen")
    await chat.presses("line", "Del opp igjen", reason="Det var to ulike hendelser")
    assert "Kanarisyn" not in await opens(chat, "social", "2026-001")
    assert "Kanarisyn" in await opens(chat, "social", "2026-002")
    assert f"Gjort: {FORCE}" in await all_steps(chat, "principal", "2026-002")
    chat.canaries.append("Kanarisyn")
    for reference in ("2026-001", "2026-002"):
        assert "Kanarisyn" not in await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken"), "it is another pupil's"


async def test_on_whom_is_asked_only_of_an_incident_with_force(chat: Chat) -> None:
    reference = await tells_of(chat, "utsatt", "vitne", physical_intervention="true", against=NAMES[0])
    await says_whom(chat, reference, "Rett hvem det ble grepet inn mot", NAMES[1])
    await force(chat, "line", reference)
    await chat.presses("line", "Rett hvem det ble grepet inn mot")
    await chat.presses("line", "Vis elevene", group="4B")
    sent = next(button["data"] for button in buttons(chat.cards["line"]) if button["verb"] == "case.force_on")
    said = {"pupil": chat.choice("line", "pupil", NAMES[1])}
    await chat.invoke("line", "case.force_on", sent | said | {"incident_id": "0" * 32})
    assert "Saken har ikke noe slikt inngrep." in chat.said
    for _ in range(2):
        await chat.invoke("line", "case.force_on", sent | said)
    assert (await opens(chat, "line", reference)).count("Det er sagt hvilken elev") == 2


async def test_until_it_is_said_on_whom_the_record_is_not_the_pupils(chat: Chat) -> None:
    chat.canaries.append("Kanarisyn")
    reference = await chat.sends()
    await opens(chat, "principal", reference)
    await chat.presses("principal", next(title for title in chat.titles("principal") if title.startswith("Alle steg")))
    await chat.presses("principal", "Endre alvorlighet")
    await chat.presses("principal", "Lagre", force="true", reason="Kanarigrunn: det kom fram i samtalen")
    await takes(chat, "principal", reference, FORCE, sitat="Kanarisyn: jeg ble holdt")
    for title in ("Dokumentasjon i skolemiljøsaken", "Kronologi"):
        assert "Kanarisyn" not in await pdf(chat, reference, title)
        filed = await pdf(chat, reference, title, "Til arkivet")
        assert "Kanarisyn" in filed.partition("Fysisk inngrep mot en annen elev (§ 13-5)")[2]
        assert "Det er ikke sagt hvem det gjelder." in filed
    await says_whom(chat, reference, "Si hvem det ble grepet inn mot", NAMES[0])
    for edition in ("Til saken", "Til arkivet"):
        read = await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken", edition)
        assert "Kanarisyn" in read.partition("Hva har foresatte fått vite?")[0], "how the pupil was heard"
        assert "Fysisk inngrep mot en annen elev" not in read


async def logs(chat: Chat, reference: str, text: str) -> None:
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    await chat.presses("line", "Lagre", text=text, type="møte")


async def test_whom_it_was_wrongly_said_to_be_used_on_stays_masked(chat: Chat) -> None:
    far, own = NAMES[3].split()[0], NAMES[0].split()[0]
    chat.canaries.append("Kanarimøte")
    reference = await tells_of(chat, "utsatt", "vitne", physical_intervention="true", against=NAMES[0])
    await logs(chat, reference, f"Kanarimøte om {own} og {far}")
    assert f"om {own} og {far}" in await pdf(chat, reference, "Kronologi"), "of another grade, by one name"
    await says_whom(chat, reference, "Rett hvem det ble grepet inn mot", NAMES[3], "6A")
    await says_whom(chat, reference, "Rett hvem det ble grepet inn mot", NAMES[0])
    read = await pdf(chat, reference, "Kronologi")
    assert f"om {own} og [elev" in read
    assert far not in read


async def test_whom_a_case_has_to_do_with_stays_masked_in_one_that_was_one_with_it(chat: Chat) -> None:
    far = NAMES[3].split()[0]
    chat.canaries.append("Kanarimøte")
    await tells_of(chat, "utsatt", "vitne")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")
    await tells_of(chat, "utsatt", "vitne", physical_intervention="true", against=NAMES[0])
    await says_whom(chat, "2026-002", "Rett hvem det ble grepet inn mot", NAMES[3], "6A")
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ja, slå sammen")
    await logs(chat, "2026-001", f"Kanarimøte om {far}")
    assert "Kanarimøte om [elev" in await pdf(chat, "2026-001", "Kronologi")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Del opp igjen")
    await chat.presses("line", "Del opp igjen", reason="Det var to ulike hendelser")
    await logs(chat, "2026-002", f"Kanarimøte med {far}")
    for reference, said in (("2026-001", "om"), ("2026-002", "med")):
        read = await pdf(chat, reference, "Kronologi")
        assert f"Kanarimøte {said} [elev" in read, reference
        assert far not in read, reference
