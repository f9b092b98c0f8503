"""«Nødtilgang»: a leader reads a case in need, those on it and the principal hear of it, and it ends by itself."""

import pytest

from domain.access.break_glass import LASTS
from tests.kit.school import FACT, NAMES, STAFF, Chat
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.forged import data_of

WHY = "Ingen av dem som er med, er her i dag"
NONE = "Fant ingen sak med det saksnummeret som du kan få nødtilgang til."
TOLD = "Nødtilgang er brukt"


async def asks(chat: Chat, who: str, number: str, reason: str = WHY) -> None:
    await chat.says(who, f"nødtilgang {number}")
    await chat.presses(who, "Be om nødtilgang")
    await chat.presses(who, "Gi meg nødtilgang", reason=reason)


async def test_a_leader_who_is_not_on_the_case_reads_it_and_all_hear_of_it(chat: Chat) -> None:
    reference = await received(chat)
    await asks(chat, "line6", reference)
    seen = chat.sees("line6")
    assert "✓ Du har nødtilgang i 24 timer" in seen
    assert "Du har nødtilgang til 24.11.2026 kl. 12.41. Du kan lese, men ikke endre." in seen
    assert NAMES[0] in seen
    assert FACT in seen
    await chat.deliver()
    for who in ("principal", "deputy", "line", "social"):
        assert chat.inbox(who)[-1] == TOLD
    assert TOLD not in chat.inbox("line6")
    assert TOLD not in chat.inbox("teacher6")
    await chat.presses("line6", "Kort fortalt")
    assert reference in chat.sees("line6")
    await opens(chat, "principal", reference)
    name = STAFF["line6"].name
    assert f"{name} fikk nødtilgang, for å lese, til 24.11.2026. Grunn: {WHY}" in chat.sees("principal")
    await chat.presses("principal", "Hvem har åpnet saken?")
    assert name in chat.sees("principal")


async def test_it_is_to_read_and_nothing_else(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    ids = data_of(chat, "line", "case.members")
    await asks(chat, "line6", reference)
    offered = set(chat.titles("line6"))
    assert offered <= {"Kort fortalt", "Eldre", "Til de nyeste"}
    for verb, more in {
        "case.members": {},
        "case.form": {"form": "log"},
        "case.add_member": {"person": "0" * 32, "reason": "Grunnen"},
        "plan.show": {},
        "document.list": {},
        "case.opened_by": {},
    }.items():
        await chat.invoke("line6", verb, ids | more)
        assert chat.said.startswith("Fant ikke saken."), verb
    await chat.invoke("line6", "cases.list", {"which": ""})
    assert reference not in chat.sees("line6")


async def test_it_ends_by_itself(chat: Chat) -> None:
    reference = await received(chat)
    await asks(chat, "line6", reference)
    ids = data_of(chat, "line6", "case.catch_up")
    chat.clock.now += LASTS
    await chat.invoke("line6", "case.open", ids)
    assert chat.said.startswith("Fant ikke saken.")


async def test_the_form_of_yesterday_opens_nothing_anew(chat: Chat) -> None:
    reference = await received(chat)
    await chat.says("line6", f"nødtilgang {reference}")
    await chat.presses("line6", "Be om nødtilgang")
    sent = data_of(chat, "line6", "case.in_need") | {"number": reference, "reason": WHY}
    for _time in range(2):
        await chat.invoke("line6", "case.in_need", sent)
        assert chat.sees("line6").startswith("✓ Du har nødtilgang i 24 timer")
    await chat.deliver()
    assert chat.inbox("principal").count(TOLD) == 1
    chat.clock.now += LASTS
    await chat.invoke("line6", "case.in_need", sent)
    assert chat.said.startswith("Dette skjemaet er brukt før.")


async def test_who_is_on_the_case_needs_none(chat: Chat) -> None:
    reference = await received(chat)
    await asks(chat, "line", reference)
    assert chat.said == f"Du er med i sak {reference} fra før. Skriv «sak {reference}»."


async def test_a_number_and_a_reason_are_asked_for(chat: Chat) -> None:
    await asks(chat, "line6", "", "Grunnen")
    assert "Fyll ut dette feltet" in chat.sees("line6") or "Skriv minst 3 tegn." in chat.sees("line6")
    await chat.presses("line6", "Gi meg nødtilgang", number="den om fjerde trinn", reason="Grunnen")
    assert "Skriv saksnummeret slik: 2026-014." in chat.sees("line6")
    await chat.presses("line6", "Gi meg nødtilgang", number="2026-001", reason="x")
    assert "Skriv minst 3 tegn." in chat.sees("line6")


async def test_the_way_there_is_offered_to_a_leader_who_asks_for_a_case_that_is_not_theirs(chat: Chat) -> None:
    reference = await received(chat)
    there, not_there = await chat.says("line6", f"sak {reference}"), await chat.says("line6", "sak 2026-777")
    assert there == not_there
    await chat.presses("line6", "Nødtilgang")
    await chat.presses("line6", "Gi meg nødtilgang", number=reference, reason=WHY)
    assert NAMES[0] in chat.sees("line6")


async def test_nobody_else_is_told_whether_there_is_such_a_case(chat: Chat) -> None:
    reference = await received(chat)
    for who in ("teacher6", "assistant", "owner"):
        there, not_there = await chat.says(who, f"nødtilgang {reference}"), await chat.says(who, "nødtilgang 2026-777")
        assert there == not_there
        assert "Bare ledere kan be om nødtilgang." in "".join(chat.told(who)[-1])
        data = {"record_id": "0" * 32, "number": reference, "reason": WHY}
        await chat.invoke(who, "case.in_need", data)
        assert chat.said.startswith("Du har ikke tilgang til dette.")
        assert "Nødtilgang" not in "".join(chat.told(who)[-1]).splitlines()


@pytest.mark.parametrize("suspicion", ["ansatt", "ledelsen"])
async def test_a_case_about_staff_or_the_leadership_is_as_one_that_does_not_exist(chat: Chat, suspicion: str) -> None:
    await chat.alert("teacher", NAMES[0], suspicion=suspicion)
    await chat.presses("teacher", "Send varselet")
    reference = next(line.split(": ")[1] for line in chat.sees("teacher").splitlines() if line.startswith("Saksnummer"))
    for number in (reference, "2026-777"):
        await asks(chat, "line6", number)
        assert chat.said.startswith(NONE)
    await chat.deliver()
    for who in ("principal", "deputy", "owner"):
        assert TOLD not in chat.inbox(who)
    leads = "principal" if suspicion == "ansatt" else "owner"
    await opens(chat, leads, reference)
    await chat.presses(leads, "Hvem har åpnet saken?")
    lines = chat.sees(leads).splitlines()
    assert lines[lines.index(STAFF["line6"].name) + 1].startswith("Fikk ikke åpne saken: én gang, ")


async def test_a_leader_who_is_barred_from_a_case_is_told_the_same(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Noen er inhabil")
    aside = chat.choice("principal", "person", STAFF["line"].name)
    await chat.presses("principal", "Lagre", person=aside, reason="Grunnen")
    await asks(chat, "line", reference)
    assert chat.said.startswith(NONE)
    await asks(chat, "line6", reference)
    await chat.deliver()
    assert TOLD in chat.inbox("principal")
    assert TOLD not in chat.inbox("line"), "nor do they hear of it"
