"""Days that are typed: held against the calendar, the incident and the day they are written."""

from tests.kit.school import Chat, walk
from tests.kit.steps.saksgang import answers, opens, pdf, received, takes

CALLING, MEETING, CALL = "Kall inn til oppstartsmøte", "Hold oppstartsmøte", "Ring foresatte"


async def calls(chat: Chat, reference: str, meeting: str, **said: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", CALLING)
    told = {"answers-møtedag": meeting} | {f"answers-{name}": day for name, day in said.items()}
    await chat.presses("social", "Ferdig", **(answers(chat, "social") | told))


async def test_a_meeting_on_a_closed_day_is_asked_about_and_pressed_again_it_is_so(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await takes(chat, "social", reference, CALL)
    await calls(chat, reference, "2026-11-28")
    asked = "Når er møtet? Skolen er stengt lørdag 28.11.2026. Er det riktig? Da trykker du en gang til."
    assert chat.said == asked
    await chat.presses("social", "Ferdig", **{"answers-møtedag": "2026-11-29"})
    assert "Skolen er stengt søndag 29.11.2026." in chat.said, "another day is asked about anew"
    await chat.presses("social", "Ferdig")
    assert "Møtet er søndag 29.11.2026" in await opens(chat, "social", reference)
    await chat.presses("social", MEETING)
    assert "Møtet: søndag 29.11.2026" in chat.sees("social")


async def test_a_meeting_next_year_is_asked_about_and_told_with_its_year(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await takes(chat, "social", reference, CALL)
    await calls(chat, reference, "2027-11-19")
    assert "fredag 19.11.2027 er neste år. Er det riktig?" in chat.said
    await chat.presses("social", "Ferdig", **{"answers-møtedag": "2026-11-27"})
    seen = await opens(chat, "social", reference)
    assert "Møtet er fredag 27.11.2026" in seen


async def test_no_step_was_taken_before_the_incident_nor_in_a_year_that_cannot_be(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    filled = answers(chat, "line")
    for day, why in (
        ("2026-11-20", "Dagen er for langt tilbake: tidligst 23.11.2026."),
        ("2026-11-24", "Dagen kan ikke være i framtiden."),
        ("1999-12-31", "Sjekk årstallet."),
        ("2101-01-01", "Sjekk årstallet."),
    ):
        await chat.presses("line", "Ferdig", **(filled | {"answers-dato": day}))
        assert chat.said == f"Hvilken dag? {why}"


async def test_what_is_written_later_says_so_on_the_card_and_in_the_documents(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=4)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-11-24")
    late = "2 dager etter fristen da det ble skrevet ned 27.11.2026. Oppgitt dag: innen fristen."
    seen = await opens(chat, "line", reference)
    assert "Gjort: tirsdag 24.11.2026, skrevet ned 27.11.2026" in seen
    assert f"Sent: {late}" in seen
    await chat.presses("line", next(title for title in chat.titles("line") if title.startswith("Alle steg")))
    assert f"Gjort: Hold avklaringssamtale, tirsdag 24.11.2026, {late}" in chat.sees("line")
    await opens(chat, "social", reference)
    await takes(chat, "social", reference, CALL, dato="2026-11-27")
    seen = await opens(chat, "social", reference)
    assert "Sent: 2 dager etter fristen" in seen
    told = await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")
    assert late in told


async def test_an_alert_of_long_ago_is_asked_about(chat: Chat) -> None:
    await received(chat)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Lagre", type="annet", text="Kanarifunn", occurred_on="2025-05-02")
    assert "fredag 2.5.2025 er mer enn ett år siden. Er det riktig?" in chat.said
    assert next(piece["value"] for piece in walk(chat.cards["social"]) if piece.get("id") == "text") == "Kanarifunn"
    await chat.presses("social", "Lagre")
    assert "2.5.2025" in chat.sees("social")
