from tests.kit.school import FACT, NAMES, Chat


async def test_an_alert_becomes_a_case_that_a_leader_finds_and_logs_to(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    assert reference == "2026-001"
    assert "Rektor" in chat.sees("teacher") or "rektor" in chat.sees("teacher")

    assert chat.inbox("principal")[-1] == "Nytt varsel"
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-001")
    assert NAMES[0] in chat.sees("principal")
    assert FACT in chat.sees("principal")
    await chat.presses("principal", "Ta imot")
    await chat.presses("principal", "Skriv i loggen")
    await chat.presses("principal", "Lagre", type="elevsamtale", text="Snakket med eleven", quote="Jeg er redd")
    assert "Snakket med eleven" in chat.sees("principal")
    assert "«Jeg er redd»" in chat.sees("principal")

    await chat.says("principal", "saker")
    await chat.presses("principal", "Vis")
    assert reference in chat.sees("principal")
