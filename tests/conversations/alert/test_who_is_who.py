"""What follows of who is who: whose case it is, whose the record of force is, and who is offered an own case."""

from dataclasses import replace

import pytest

from tests.kit.school import FACT, NAMES, PUPILS, SCHOOL, Chat, words
from tests.kit.steps.correcting import moved, righted
from tests.kit.steps.saksgang import opens, pdf, takes, to_the_outcome

FORCE = "Skriv om det fysiske inngrepet"
FIND = "Finn ut hvem som ikke har det trygt"
OWN_CASE = "Følg opp eleven i en egen sak"


async def tells_of(chat: Chat, *roles: str, **more: str) -> str:
    """An alert of the first pupils of 4B, one for each role; the first reference."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    named = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[: len(roles)])
    page = {"pupils": named, "kinds": "vold", "facts": FACT, "suspicion": "nei"}
    against = more.pop("against", "")
    await chat.answers("teacher", **page, **more)
    force = {"force_against": chat.choice("teacher", "force_against", against)} if against else {}
    await chat.says_who_is_who("teacher", *roles, **force)
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    told = next(line.split(": ")[1] for line in words(chat.cards["teacher"]) if line.startswith("Saksnummer"))
    return told.split(", ")[0].split(" og ")[0]


async def all_steps(chat: Chat, who: str, reference: str) -> str:
    await opens(chat, who, reference)
    await chat.presses(who, next(title for title in chat.titles(who) if title.startswith("Alle steg")))
    return chat.sees(who)


async def test_an_alert_with_nobody_exposed_opens_one_case_and_asks_who_it_is(chat: Chat) -> None:
    reference = await tells_of(chat, "krenker", "vitne")
    assert "Elev: Ikke kjent ennå" in await opens(chat, "line", reference)
    assert f"Nå: {FIND}, senest tirsdag 24.11.2026" in await all_steps(chat, "line", reference)
    await chat.presses("line", FIND)
    await chat.presses("line", "Vis elevene", group="4B")
    await chat.presses("line", "Lagre", pupil=chat.choice("line", "pupil", NAMES[2]))
    assert f"Gjort: {FIND}" in await all_steps(chat, "line", reference)
    assert f"Elev: {NAMES[2]}, 4B" in await opens(chat, "line", reference)


async def test_the_reporter_can_say_it_too(chat: Chat) -> None:
    reference = await tells_of(chat, "krenker", "vitne")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Jeg vet hvem eleven er")
    await chat.presses("teacher", "Vis elevene", group="4B")
    await chat.presses("teacher", "Det er denne eleven", pupil=chat.choice("teacher", "pupil", NAMES[2]))
    assert f"Gjort: {FIND}" in await all_steps(chat, "line", reference)


async def finds_out(chat: Chat, reference: str, name: str) -> None:
    """The line leader, by the step."""
    await all_steps(chat, "line", reference)
    await chat.presses("line", FIND)
    await chat.presses("line", "Vis elevene", group="4B")
    await chat.presses("line", "Lagre", pupil=chat.choice("line", "pupil", name))


async def own(chat: Chat) -> str:
    """The reporter's own alert."""
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Vis varsel 2026-001")
    return chat.sees("teacher")


@pytest.mark.parametrize("by_role", [True, False])
async def test_once_the_school_knows_who_it_is_the_reporter_is_not_asked(chat: Chat, *, by_role: bool) -> None:
    reference = await tells_of(chat, "krenker", "vitne")
    await own(chat)
    old = chat.cards["teacher"]
    if by_role:
        await righted(chat, "line", reference, NAMES[1], "utsatt")
    else:
        await finds_out(chat, reference, NAMES[2])
    await own(chat)
    assert "Jeg vet hvem eleven er" not in chat.titles("teacher")
    assert "Dette ble feil" in chat.titles("teacher")
    chat.cards["teacher"] = old
    await chat.presses("teacher", "Jeg vet hvem eleven er")
    assert "Skolen har funnet ut hvem eleven er." in chat.said


async def test_who_may_have_violated_is_not_found_to_be_exposed_by_the_step(chat: Chat) -> None:
    reference = await tells_of(chat, "krenker", "vitne")
    await finds_out(chat, reference, NAMES[0])
    assert "Rett rollen, eller velg en annen." in chat.said
    assert "Elev: Ikke kjent ennå" in await opens(chat, "line", reference)


async def test_a_case_of_one_who_is_known_does_not_ask_who_it_is(chat: Chat) -> None:
    assert FIND not in await all_steps(chat, "line", await chat.sends())


@pytest.mark.parametrize("said", [{}, {"immediate_actions": "ikke_mulig"}])
async def test_what_nobody_has_done_is_not_ticked_off(chat: Chat, said: dict[str, str]) -> None:
    reference = await chat.sends(**said)
    assert "Gjort: Gripe inn" not in await opens(chat, "line", reference)
    assert "Hele tiden: følge med, gripe inn" in chat.sees("line")


async def test_what_was_done_at_once_is_ticked_off_and_watching_goes_on(chat: Chat) -> None:
    reference = await chat.sends(immediate_actions="stoppet")
    assert "Gjort: Gripe inn · Nå: Varsle" in await opens(chat, "line", reference)
    assert "· Hele tiden: følge med\n" in chat.sees("line")
    assert "Hele tiden: følge med" in (await all_steps(chat, "line", reference)).split("\n")


async def test_force_is_recorded_once_and_of_the_pupil_it_was_used_on(chat: Chat) -> None:
    """§ 13-5: the one restrained has no case; the record and the guardians to tell are that pupil's all the same."""
    first = await tells_of(chat, "utsatt", "krenker", "usikker", physical_intervention="true", against=NAMES[1])
    assert FORCE in await all_steps(chat, "principal", first)
    assert FORCE not in await all_steps(chat, "principal", "2026-002"), "once, not in each case"
    await all_steps(chat, "principal", first)
    await chat.presses("principal", FORCE)
    assert f"Grepet inn mot: {NAMES[1]}, 4B" in chat.sees("principal")
    assert "Grepet inn mot eleven dette skoleåret: 1 gang" in chat.sees("principal").split("\n")


async def test_force_on_an_exposed_pupil_is_in_that_pupils_case_and_counted(chat: Chat) -> None:
    await tells_of(chat, "krenker", "utsatt", physical_intervention="true", against=NAMES[0])
    await tells_of(chat, "utsatt", "usikker", physical_intervention="true", against=NAMES[1])
    assert FORCE not in await all_steps(chat, "principal", "2026-002")
    await tells_of(chat, "usikker", "vitne", physical_intervention="true", against=NAMES[0])
    await all_steps(chat, "principal", "2026-004")
    await chat.presses("principal", FORCE)
    assert "Grepet inn mot eleven dette skoleåret: 2 ganger" in chat.sees("principal")


async def test_force_follows_the_case_to_the_pupil_it_is_about(chat: Chat) -> None:
    """The wrong child is named nowhere, and has no force counted."""
    wrong = await tells_of(chat, "utsatt", "vitne", physical_intervention="true", against=NAMES[0])
    await tells_of(chat, "utsatt", "vitne", physical_intervention="true", against=NAMES[0])
    chat.canaries.append("Feil navn")
    await moved(chat, "principal", wrong, "4B", NAMES[2])
    await all_steps(chat, "principal", wrong)
    await chat.presses("principal", FORCE)
    seen = chat.sees("principal")
    assert f"Grepet inn mot: {NAMES[2]}, 4B" in seen
    assert "Grepet inn mot eleven dette skoleåret: 1 gang" in seen.split("\n")
    assert NAMES[0] not in seen + await opens(chat, "principal", wrong)
    await all_steps(chat, "principal", "2026-002")
    await chat.presses("principal", FORCE)
    assert "Grepet inn mot eleven dette skoleåret: 1 gang" in chat.sees("principal").split("\n")


async def test_who_turns_out_to_be_exposed_has_no_second_record_of_force(chat: Chat) -> None:
    first = await tells_of(chat, "utsatt", "krenker", physical_intervention="true", against=NAMES[1])
    await righted(chat, "line", first, NAMES[1], "utsatt")
    assert FORCE in await all_steps(chat, "principal", first)
    assert FORCE not in await all_steps(chat, "principal", "2026-002")


async def test_the_case_of_nobody_is_that_of_the_first_who_turns_out_to_be_exposed(chat: Chat) -> None:
    reference = await tells_of(chat, "krenker", "vitne")
    assert FIND in await all_steps(chat, "line", reference)
    await righted(chat, "line", reference, NAMES[1], "utsatt")
    assert f"Elev: {NAMES[1]}, 4B" in await opens(chat, "line", reference)
    assert f"Gjort: {FIND}" in await all_steps(chat, "line", reference)
    await chat.says("line", "sak 2026-002")
    assert "Fant ikke saken" in chat.sees("line"), "no other case is opened"


async def test_the_record_of_force_on_another_is_in_no_document_of_the_case(chat: Chat) -> None:
    reference = await tells_of(chat, "utsatt", "krenker", physical_intervention="true", against=NAMES[1])
    await takes(chat, "principal", reference, FORCE, sitat="Kanarisyn: jeg ble holdt")
    assert "Kanarisyn" in await opens(chat, "social", reference)
    chat.canaries.append("Kanarisyn")
    read = await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")
    assert "Kanarisyn" not in read
    assert FORCE not in read
    assert "Det er ikke skrevet ned noe fra eleven." in read


@pytest.mark.parametrize("title", ["Dokumentasjon i skolemiljøsaken", "Kronologi"])
async def test_the_record_of_force_on_another_is_filed_on_that_pupil(chat: Chat, title: str) -> None:
    reference = await tells_of(chat, "utsatt", "krenker", physical_intervention="true", against=NAMES[1])
    await takes(chat, "principal", reference, FORCE, sitat="Kanarisyn: jeg ble holdt")
    chat.canaries.append("Kanarisyn")
    before, _heading, own = (await pdf(chat, reference, title, "Til arkivet")).partition(
        "Fysisk inngrep mot en annen elev (§ 13-5)"
    )
    assert "Kanarisyn" not in before, "not among the pupil's own words, nor in the order of time"
    assert "Kanarisyn" in own
    assert f"Grepet inn mot: {NAMES[1]}" in own


async def test_who_may_have_violated_is_offered_by_name_with_one_press(chat: Chat) -> None:
    reference = await tells_of(chat, "utsatt", "krenker", "vitne")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await to_the_outcome(chat, "aktivitetsplan", reference)
    await all_steps(chat, "social", reference)
    await chat.presses("social", OWN_CASE)
    offered = chat.sees("social")
    assert f"Står i varselet\n{NAMES[1]}, 4B\nEn annen elev" in offered
    assert NAMES[2] not in offered, "a witness is no violator"
    await chat.presses("social", "Åpne egen sak")
    assert f"Elev: {NAMES[1]}, 4B" in await opens(chat, "social", "2026-002")
    assert "Saken er: Oppfølging av eleven, egen sak" in chat.sees("social")
    await all_steps(chat, "social", reference)
    await chat.presses("social", OWN_CASE)
    assert NAMES[1] not in chat.sees("social"), "has one"


async def test_two_who_look_the_same_are_told_apart(chat: Chat) -> None:
    with chat.database.begin() as unit:
        twin = replace(PUPILS[0], external_id="X1")
        unit.school(SCHOOL).pupils.replace([*PUPILS, twin])
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    for ending in ("E0", "X1"):
        assert chat.choice("teacher", "pupils", f"{NAMES[0]} (…{ending})")
    assert chat.choice("teacher", "pupils", NAMES[1])
    await chat.says("aks", "varsle")
    await chat.presses("aks", "Start varsel")
    assert chat.choice("aks", "pupils", f"{NAMES[0]}, 4B (…X1)")
