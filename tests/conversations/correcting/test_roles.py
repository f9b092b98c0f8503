"""«Rett en rolle»: who was what in the alert, and a case for who turns out to be exposed."""

from tests.kit.school import FACT, NAMES, Chat, words
from tests.kit.steps.saksgang import opens

WHY = "Kanarirolle: hørte feil"


async def fight(chat: Chat) -> str:
    """An alert of one exposed, and of one who may have violated."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    both = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.presses("teacher", "Videre", pupils=both, kinds="vold", facts=FACT, suspicion="nei")
    await chat.says_who_is_who("teacher", "utsatt", "krenker")
    await chat.presses("teacher", "Send varsel")
    await chat.deliver()
    return "2026-001"


async def rights(chat: Chat, reference: str, role: str) -> None:
    chat.canaries.append("Kanarirolle")
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    await chat.presses("line", "Rett en rolle")
    await chat.presses("line", "Lagre", pupil=chat.choice("line", "pupil", NAMES[1]), role=role, reason=WHY)


async def test_the_role_is_right_and_the_history_keeps_what_was(chat: Chat) -> None:
    await rights(chat, await fight(chat), "vitne")
    seen = chat.sees("line")
    assert f"{NAMES[1]}, 4B (vitne)" in seen
    assert f"En elevs rolle i varselet er rettet: vitne, ikke kan ha krenket. Grunn: {WHY}" in seen
    await chat.presses("teacher", "Vis")
    assert f"{NAMES[1]}, 4B (kan ha krenket)" in chat.sees("teacher"), "the reporter sees what was sent"


async def test_nothing_is_saved_for_the_same_role(chat: Chat) -> None:
    await rights(chat, await fight(chat), "krenker")
    assert "står alt i varselet som kan ha krenket" in chat.said


async def test_who_turns_out_to_be_exposed_gets_a_case_of_the_same_alert(chat: Chat) -> None:
    await rights(chat, await fight(chat), "utsatt")
    await chat.deliver()
    assert chat.inbox("social").count("Nytt varsel") == 2
    seen = await opens(chat, "social", "2026-002")
    assert f"Elev: {NAMES[1]}, 4B" in seen
    assert FACT in seen
    assert "Status: Varslet" in seen
    assert f"{NAMES[1]}, 4B (utsatt)" in seen
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ta imot")
    await chat.deliver()
    assert "Varselet ditt er tatt imot" not in chat.inbox("teacher"), "of a number the reporter does not know"


async def test_it_is_not_offered_where_there_is_nobody_else(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    assert "Rett en rolle" not in chat.titles("line")
    assert words(chat.cards["line"])[0] == f"Rett eller avslutt sak {reference}"
