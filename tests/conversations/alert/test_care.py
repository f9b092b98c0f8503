"""Concern for the care at home is the reporter's own duty (§ 24-3): never the case's, nor in what others print."""

from itertools import product

from scheduler.sweeps.registry import run_sweeps
from tests.conversations.case.test_unknown_pupil import PLANS, mine
from tests.kit.school import Chat, words
from tests.kit.steps.saksgang import opens, pdf

DUTY = "Meld til barnevernet, eller skriv hvorfor ikke"
ANSWER = "Meldt, eller hvorfor ikke"
HOW = "Kanarimelding: ringte barnevernsvakten"


async def concerned(chat: Chat) -> str:
    chat.canaries.extend((HOW, DUTY, "barnevern"))
    return await chat.sends(care_concern="true")


async def answers(chat: Chat, title: str = ANSWER, **said: str) -> None:
    await mine(chat, "teacher")
    await chat.presses("teacher", "Vis varsel 2026-001")
    await chat.presses("teacher", title)
    await chat.presses("teacher", "Lagre", **said)


async def test_the_reporter_has_it_on_the_receipt_in_mine_and_on_the_alert(chat: Chat) -> None:
    await concerned(chat)
    assert "Senest mandag 23.11.2026: **neste steg er ditt**. Trykk «Vis»." in chat.sees("teacher")
    counted = "\n".join(words(await chat.says("teacher", "mine")))
    assert "Ingen steg venter på deg." not in counted
    assert f"{DUTY}, senest mandag 23.11.2026" in await mine(chat, "teacher")
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert f"Neste steg: {DUTY}, senest mandag 23.11.2026" in chat.sees("teacher")


async def test_it_is_answered_with_the_day_and_how(chat: Chat) -> None:
    await concerned(chat)
    await answers(chat, reported="ja", on="2026-11-23", words=HOW)
    seen = chat.sees("teacher")
    assert "Meldt til barnevernet mandag 23.11.2026" in seen
    assert HOW in seen
    assert DUTY not in await mine(chat, "teacher")


async def test_or_with_why_not_and_the_newest_counts(chat: Chat) -> None:
    await concerned(chat)
    await answers(chat, reported="nei", words="Kanarigrunn: det var en misforståelse")
    assert "Ikke meldt til barnevernet, vurdert mandag 23.11.2026" in chat.sees("teacher")
    await answers(chat, "Endre svaret", reported="ja", on="2026-11-23", words=HOW)
    assert "Meldt til barnevernet mandag 23.11.2026" in chat.sees("teacher")


async def test_what_lacks_is_asked_for(chat: Chat) -> None:
    await concerned(chat)
    await answers(chat)
    assert "Svar på dette spørsmålet." in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", reported="ja", words=HOW)
    assert "Skriv dagen du meldte." in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", reported="ja", on="2026-11-24", words=HOW)
    assert "Dagen kan ikke være i framtiden." in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", reported="nei", words="")
    assert "Skriv hvordan du meldte, eller hvorfor du ikke gjør det." in chat.sees("teacher")


async def test_others_on_the_case_see_nothing_of_it_and_the_principal_that_it_was_answered(chat: Chat) -> None:
    reference = await concerned(chat)
    assert "Den som varslet, har ikke svart ennå (§ 24-3)" in await opens(chat, "principal", reference)
    await answers(chat, reported="ja", on="2026-11-23", words=HOW)
    seen = await opens(chat, "principal", reference)
    assert "Bekymring for omsorgen: Meldt til barnevernet mandag 23.11.2026" in seen
    assert HOW not in seen
    for who in ("line", "social", "deputy"):
        seen = await opens(chat, who, reference)
        assert "omsorg" not in seen
        assert "barnevern" not in seen
    assert "omsorg" not in await opens(chat, "teacher", reference), "nor in the case for the reporter"


async def test_it_stands_in_no_document_of_others_than_the_principal(chat: Chat) -> None:
    reference = await concerned(chat)
    await answers(chat, reported="ja", on="2026-11-23", words=HOW)
    for title, edition in product(
        ("Dokumentasjon i skolemiljøsaken", "Kronologi", "Varsel"), ("Til saken", "Til arkivet")
    ):
        read = await pdf(chat, reference, title, edition)
        assert "omsorg" not in read.casefold()
        assert "barnevern" not in read.casefold()
        assert HOW not in read


async def test_the_morning_reminds_the_reporter_without_saying_of_what(chat: Chat) -> None:
    await concerned(chat)
    chat.clock.forward(days=1)
    run_sweeps(chat.database, PLANS, chat.clock.now)
    await chat.deliver()
    chat.newest("teacher")
    assert "Varsel 2026-001: neste steg er ditt, senest mandag 23.11.2026" in chat.sees("teacher")


async def test_an_alert_without_concern_asks_nothing(chat: Chat) -> None:
    await chat.sends()
    await mine(chat, "teacher")
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert ANSWER not in chat.titles("teacher")
    alert = next(b for b in chat.cards["teacher"].get("actions", []) if b)["data"]["alert_id"]
    await chat.invoke("teacher", "alert.care", {"alert_id": alert})
    assert "Varselet sier ikke at du er bekymret" in chat.said
