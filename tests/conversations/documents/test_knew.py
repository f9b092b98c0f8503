"""«Dokumentasjon i skolemiljøsaken» says when somebody knew by when it came, and what was said as it was put right."""

from tests.conversations.case.test_one_child import two_alerts
from tests.conversations.documents.test_evidence import PACK, answer, opens_again
from tests.conversations.documents.test_moments import ALERT, closes
from tests.kit.school import Chat
from tests.kit.steps.saksgang import opens, pdf, received, to_the_outcome
from tests.kit.teams.connector import Fault


async def test_a_notice_that_came_late_was_told_when_it_came(chat: Chat) -> None:
    chat.connector.fail("a:line", *[Fault(429, "TooManyRequests", retry_after="7200")] * 2)
    reference = await chat.sends()
    for _hour in range(6):
        chat.clock.forward(hours=1)
        await chat.deliver()
    assert chat.inbox("line")
    read = await pdf(chat, reference, PACK, who="principal")
    knew = answer(read, "Når fikk hvem vite det?")
    of_line = knew[knew.index("Ansatt Line ") :]
    failed, came = (
        of_line.index("Skolemiljø nådde ikke fram (23.11.2026 kl. 12.41)"),
        of_line.index("(beskjeden kom fram da)"),
    )
    assert failed < came
    assert "23.11.2026 kl. 14.41 (beskjeden kom fram da)" in of_line
    assert knew.count("(beskjeden kom fram da)") == 1, "the others were told at once"
    told = answer(read, "Kronologi")
    assert "23.11.2026 kl. 14.41 Beskjed Varselet nådde fram til Ansatt Line først nå. Skolemiljø (automatisk)" in told
    assert "Beskjed Skolemiljø nådde ikke Ansatt Line." in told


async def test_a_quote_that_was_put_right_stands_once(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Skriv i loggen")
    quotes = "Kanarisitat: jeg slo henne", "Kanarisitat: hun slo meg"
    text = "Kanarifunn: snakket med eleven"
    await chat.presses("teacher", "Lagre", text=text, type="elevsamtale", quote=quotes[0])
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Rett")
    await chat.presses("teacher", "Lagre", quote=quotes[1])
    read = await pdf(chat, reference, PACK)
    heard = answer(read, "Hvordan er eleven hørt?")
    assert quotes[1] in heard
    assert quotes[0] not in heard
    assert quotes[0] in answer(read, "Kronologi")


async def test_that_all_began_anew_is_among_what_the_school_did(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt", reason="Kanarigrunn: det fortsetter")
    did = answer(await pdf(chat, reference, PACK), "Hva gjorde skolen, og når?")
    assert "Undersøk på nytt 23.11.2026 Ansatt Social Kanarigrunn: det fortsetter" in did


async def test_a_reopening_is_among_what_the_school_did(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov", trygt_nå="ja")
    await closes(chat, reference)
    await opens_again(chat, reference)
    did = answer(await pdf(chat, reference, PACK), "Hva gjorde skolen, og når?")
    assert "Åpnet igjen 23.11.2026 Ansatt Social Kanarigrunn: det har begynt igjen" in did


async def test_of_each_alert_of_a_merged_case_who_was_told_and_how_late_it_was_taken(chat: Chat) -> None:
    """Merging takes the alert of the case that goes: a week after a serious one it is late, whatever the other was."""
    await two_alerts(chat, kinds="vold", serious="true")
    chat.canaries.append("Kanari")
    chat.clock.forward(days=7)
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ja, slå sammen")
    for edition in ("Til saken", "Til arkivet"):
        read = await pdf(chat, "2026-001", PACK, edition, who="principal")
        knew = answer(read, "Når fikk hvem vite det?")
        first, second, merged = (f"{day}.2026 kl. 12.41" for day in ("23.11", "24.11", "1.12"))
        assert f"Varselet som ble sendt {first}, ble tatt imot: {first} av Ansatt Line" in knew
        assert f"Varselet som ble sendt {second}, ble tatt imot: {merged} av Ansatt Line" in knew
        assert f"Ansatt Line {first} {second}" in knew
        assert f"{second} (varslet selv)" in knew
        took = f"Tok imot varselet som ble sendt {second}"
        assert f"{took} {merged} Ansatt Line 7 dager etter fristen" in answer(read, "Hva gjorde skolen, og når?")
        late = answer(read, "Hva kom for sent, og hvorfor?")
        assert f"{took} 24.11.2026 kl. 14.41 Gjort {merged} 7 dager etter fristen" in late
        assert f"Tok imot varselet som ble sendt {first}" not in late
    read = await pdf(chat, "2026-001", ALERT, who="principal")
    assert f"Tatt imot: {merged} av Ansatt Line" in read


async def test_two_alerts_that_nobody_had_taken_are_each_late_by_their_own_limit(chat: Chat) -> None:
    chat.canaries.append("Kanari")
    await chat.sends()
    chat.clock.forward(days=1)
    await chat.sends("aks", serious="true")
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ja, slå sammen")
    read = await pdf(chat, "2026-001", PACK, who="principal")
    assert answer(read, "Når fikk hvem vite det?").count("ble tatt imot: Ikke ennå") == 2
    chat.clock.forward(days=7)
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")
    late = answer(await pdf(chat, "2026-001", PACK, who="principal"), "Hva kom for sent, og hvorfor?")
    for sent, limit in (("23.11.2026", "24.11.2026 kl. 15.00"), ("24.11.2026", "24.11.2026 kl. 14.41")):
        assert f"Tok imot varselet som ble sendt {sent} kl. 12.41 {limit} Gjort 1.12.2026 kl. 12.41" in late
