"""A case ends without the pupil's own words: registered wrongly, or the pupil has left the school."""

from tests.conversations.alert.test_who_is_who import tells_of
from tests.kit.school import NAMES, Chat, words
from tests.kit.steps.saksgang import opens, short_plan_in_effect

WHY = "Kanarigrunn: bare en prøve"


async def misregisters(chat: Chat, who: str, reference: str) -> None:
    chat.canaries.append("Kanarigrunn")
    await opens(chat, who, reference)
    await chat.presses(who, "Rett eller avslutt")
    await chat.presses(who, "Feilregistrert")
    await chat.presses(who, "Avslutt saken", reason=WHY)


async def leaves(chat: Chat, who: str, reference: str, **said: str) -> None:
    chat.canaries.extend(["Kanariskole", "Kanarigrunn"])
    await opens(chat, who, reference)
    await chat.presses(who, "Rett eller avslutt")
    await chat.presses(who, "Eleven har sluttet på skolen")
    left = {"on": "2026-11-20", "receiving": "Kanariskole", "reason": WHY}
    await chat.presses(who, "Avslutt saken", **left | said)


async def test_a_case_that_never_was_one_is_closed_without_the_childs_words(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await misregisters(chat, "line", reference)
    assert "Status: Feilregistrert" in chat.sees("line")
    assert f"Saken er avsluttet som feilregistrert. Grunn: {WHY}" in chat.sees("line")
    await chat.deliver()
    assert chat.inbox("teacher")[-1] == "Saken du varslet om, er avsluttet"
    chat.newest("teacher")
    await chat.presses("teacher", "Vis")
    assert f"Sak {reference} er avsluttet som feilregistrert" in chat.sees("teacher")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    assert "Avsluttet som feilregistrert" in chat.sees("teacher")
    assert "Venter på å bli tatt imot" not in chat.sees("teacher")
    await chat.says("line", "saker")
    assert "ikke med i noen åpne saker" in "".join(words(chat.cards["line"]))


async def test_it_can_be_opened_again_as_it_was(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await misregisters(chat, "line", reference)
    await chat.presses("line", "Åpne saken igjen")
    await chat.presses("line", "Åpne saken", reason="Det var en sak likevel")
    assert "Status: Varslet" in await opens(chat, "line", reference)
    assert "Ta imot" in chat.titles("line")
    await chat.deliver()
    assert "Saken du varslet om, er avsluttet" not in chat.inbox("teacher"), "it is not closed any more"


async def test_where_a_plan_is_in_effect_it_is_closed_on_the_childs_words(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    await misregisters(chat, "line", reference)
    assert "Den avsluttes fra det siste steget, med elevens egne ord." in chat.said


async def test_a_case_about_staff_is_ended_by_who_decides_on_it_and_after_the_decision(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0], suspicion="ansatt")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    line = chat.choice("principal", "person", "Ansatt Line (")
    await chat.presses("principal", "Lagre", person=line, reason="Hjelper rektor")
    await misregisters(chat, "line", reference)
    assert "Bare den som har ansvaret for saken, kan avslutte den (§ 12-5)." in chat.said
    await misregisters(chat, "principal", reference)
    assert "Ta først stilling til «Meld fra til skoleeier» (§ 12-5)." in chat.said
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Meld fra til skoleeier")
    await chat.presses("principal", "Lagre", notice="åpenbart_grunnløs", reason="Det var en prøve av boten")
    await misregisters(chat, "principal", reference)
    assert "Status: Feilregistrert" in chat.sees("principal")
    await chat.deliver()


async def test_a_pupil_has_left_and_what_was_not_done_stands_in_the_history(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await leaves(chat, "line", reference)
    seen = chat.sees("line")
    assert "Status: Avsluttet, eleven har sluttet på skolen" in seen
    assert "Eleven har sluttet på skolen 20.11.2026. Ny skole: Kanariskole." in seen
    assert "Ikke gjort: " in seen
    assert "Kall inn til oppstartsmøte" in seen
    before = len(chat.connector.requests)
    await chat.deliver()
    told = [request for request in chat.connector.requests[before:] if "avsluttet" in str(request.body)]
    assert [request for request in told if "Line" not in str(request)] == told


async def test_what_the_law_wants_all_the_same_is_shown_and_the_owner_is_told_first(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await opens(chat, "line", reference)
    await chat.presses("line", next(title for title in chat.titles("line") if title.startswith("Alle steg")))
    await chat.presses("line", "Endre alvorlighet")
    await chat.presses("line", "Lagre", serious="true", force="true", reason="Ble holdt")
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    await chat.presses("line", "Eleven har sluttet på skolen")
    assert "Loven krever dette også når eleven slutter: " in chat.sees("line")
    assert "Skriv om det fysiske inngrepet" in chat.sees("line")
    await chat.presses("line", "Avslutt saken", on="2026-11-20", reason="Flyttet")
    assert "Plikten faller ikke bort når eleven slutter." in chat.said


async def test_nobody_has_left_on_a_day_to_come(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await leaves(chat, "line", reference, on="2026-12-20")
    assert "Dagen kan ikke være i framtiden." in chat.said


async def test_opened_again_it_has_new_days(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await misregisters(chat, "line", reference)
    chat.clock.forward(days=7)
    await opens(chat, "line", reference)
    await chat.presses("line", "Åpne saken igjen")
    await chat.presses("line", "Åpne saken", reason="Det var en sak likevel")
    seen = await opens(chat, "line", reference)
    assert "senest tirsdag 1.12.2026 kl. 15.00" in seen
    assert "Over fristen" not in seen


async def test_who_should_know_hears_that_a_pupil_has_left_and_not_who_is_barred(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await opens(chat, "base", reference)
    await chat.presses("base", "Hvem er med?")
    await chat.presses("base", "Jeg er inhabil")
    await chat.presses("base", next(t for t in chat.titles("base") if t != "Tilbake til saken"), reason=WHY)
    await leaves(chat, "line", reference)
    await chat.deliver()
    assert chat.inbox("teacher")[-1] == "Saken du varslet om, er avsluttet"
    assert chat.inbox("social")[-1] == "Saken er avsluttet"
    assert "Saken er avsluttet" not in [*chat.inbox("base"), *chat.inbox("line")]


async def test_what_the_law_wants_falls_away_only_by_the_principals_word(chat: Chat) -> None:
    force = {"physical_intervention": "true", "against": NAMES[0]}
    reference = await tells_of(chat, "utsatt", "vitne", serious="true", **force)
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    await chat.presses("line", "Feilregistrert")
    assert "Loven krever disse stegene, og de faller bort" in chat.sees("line")
    assert "Skriv om det fysiske inngrepet" in chat.sees("line")
    await chat.presses("line", "Avslutt saken", reason=WHY)
    assert "Bare rektor eller stedfortrederen" in chat.said
    await misregisters(chat, "principal", reference)
    assert "Status: Feilregistrert" in chat.sees("principal")
    assert "Falt bort:" in chat.sees("principal")
    assert "Tas imot" not in chat.sees("principal")
    assert "websak" not in chat.sees("principal")
