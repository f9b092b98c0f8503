"""«Rett en rolle»: who was what in the alert, and a case for who turns out to be exposed."""

from tests.conversations.case.test_naming_late import someone_may_act
from tests.conversations.correcting.test_endings import misregisters
from tests.kit.school import FACT, NAMES, Chat, words
from tests.kit.steps.correcting import aside
from tests.kit.steps.saksgang import opens

WHY = "Kanarirolle: hørte feil"


async def fight(chat: Chat) -> str:
    """An alert of one exposed, and of one who may have violated."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    both = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.answers("teacher", pupils=both, kinds="vold", facts=FACT, suspicion="nei")
    await chat.says_who_is_who("teacher", "utsatt", "krenker")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    return "2026-001"


async def rights(chat: Chat, reference: str, role: str, by: str = "line") -> None:
    chat.canaries.append("Kanarirolle")
    await opens(chat, by, reference)
    await chat.presses(by, "Rett eller avslutt")
    await chat.presses(by, "Rett en rolle")
    await chat.presses(by, "Lagre", pupil=chat.choice(by, "pupil", NAMES[1]), role=role, reason=WHY)


async def test_the_role_is_right_and_the_history_keeps_what_was(chat: Chat) -> None:
    await rights(chat, await fight(chat), "vitne")
    seen = chat.sees("line")
    assert f"{NAMES[1]}, 4B (så eller hørte det)" in seen
    assert f"En elevs rolle i varselet er rettet: så eller hørte det, ikke kan ha krenket. Grunn: {WHY}" in seen
    await chat.presses("teacher", "Vis")
    assert f"{NAMES[1]}, 4B (kan ha krenket)" in chat.sees("teacher"), "the reporter sees what was sent"


async def test_nothing_is_saved_for_the_same_role(chat: Chat) -> None:
    await rights(chat, await fight(chat), "krenker")
    assert "står allerede i varselet (kan ha krenket)" in chat.said


async def test_who_turns_out_to_be_exposed_gets_a_case_of_the_same_alert(chat: Chat) -> None:
    await rights(chat, await fight(chat), "utsatt")
    await chat.deliver()
    assert chat.inbox("social").count("Nytt varsel") == 2
    seen = await opens(chat, "social", "2026-002")
    assert f"Elev: {NAMES[1]}, 4B" in seen
    assert FACT in seen
    assert "Status: Varslet" in seen
    assert f"{NAMES[1]}, 4B (eleven varselet gjelder)" in seen
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ta imot")
    await chat.deliver()
    assert "Varselet ditt er tatt imot" in chat.inbox("teacher")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    assert "1 av 2 er tatt imot" in chat.sees("teacher")
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert "Saksnummer: 2026-001 og 2026-002" in chat.sees("teacher")
    await chat.presses("teacher", "Legg til", text="Kanaritillegg: de to andre kom igjen")
    assert "Kanaritillegg" in await opens(chat, "line", "2026-002"), "what is added reaches both"
    await misregisters(chat, "line", "2026-001")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    assert "1 av 2 er tatt imot · 1 er avsluttet som feilregistrert" in chat.sees("teacher")
    await chat.deliver()


async def test_who_is_barred_from_the_case_is_from_the_new_one_too_and_someone_acts(chat: Chat) -> None:
    reference = await fight(chat)
    for who in ("principal", "deputy", "line"):
        await aside(chat, who, reference)
    await rights(chat, reference, "utsatt", by="owner")
    for who in ("principal", "deputy", "line"):
        await chat.says(who, "sak 2026-002")
        assert "Fant ikke saken" in chat.sees(who)
    assert "Rektor er inhabil" in await opens(chat, "owner", "2026-002")
    assert someone_may_act(chat, "2026-002")
    await chat.deliver()


async def test_it_is_not_offered_where_there_is_nobody_else(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    assert "Rett en rolle" not in chat.titles("line")
    assert words(chat.cards["line"])[0] == f"Rett eller avslutt sak {reference}"
