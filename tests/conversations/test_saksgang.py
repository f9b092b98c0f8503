"""Working a case in chat, step by step."""

from tests.kit.saksgang import next_steps, opens, takes
from tests.kit.school import Chat

CANARIES = ("Kanarifunn", "Kanarisitat", "Kanarideltakere", "Kanaristed", "Kanariveien")


async def received(chat: Chat) -> str:
    chat.canaries.extend(CANARIES)
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    return reference


async def test_the_case_says_what_is_next_whose_it_is_and_by_when(chat: Chat) -> None:
    chat.canaries.extend(CANARIES)
    reference = await chat.sends()
    seen = await opens(chat, "line", reference)
    assert "● Varsle" in seen
    assert "Kall inn til oppstartsmøte: senest mandag 30.11. (5 virkedager igjen)" in seen
    assert next_steps(chat, "line")[0] == "Ta imot"
    await chat.presses("line", "Ta imot")
    assert next_steps(chat, "line") == [
        "Avklaringssamtale",
        "Finn elevens trygghetsperson",
        "Kall inn til oppstartsmøte § 12-4",
        "Observasjon",
    ]
    assert "senest onsdag 25.11. · deg" in chat.sees("line")


async def test_to_no_need_for_measures(chat: Chat) -> None:
    reference = await received(chat)
    for who, title in (
        ("line", "Avklaringssamtale"),
        ("social", "Ring foresatte"),
        ("social", "Kall inn til oppstartsmøte § 12-4"),
        ("teacher", "Finn elevens trygghetsperson"),
    ):
        await takes(chat, who, reference, title)
    await takes(chat, "social", reference, "Oppstartsmøte § 12-4", choice="ikke_behov")
    assert "Utfall: Ikke behov for tiltak" in chat.sees("social")
    await chat.presses("social", "Avslutt, eller kartlegg på nytt")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Alle er enige")
    seen = chat.sees("social")
    assert "Status: Avsluttet" in seen
