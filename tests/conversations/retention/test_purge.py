"""A case that is closed and in the archive is deleted: nobody reads it any more, and what is left says that it was."""

from scheduler.sweeps.purge import purge
from scheduler.sweeps.registry import run_sweeps
from tests.kit.school import SCHOOL, Chat, the_plan
from tests.kit.steps.saksgang import opens, tells_the_owner

LAST_DAY = {"on": "2026-11-23", "reason": "Kanarigrunn: flyttet"}
PLANS = {SCHOOL: the_plan()}
NOT_FOUND = "Fant ikke saken"


async def closed(chat: Chat, who: str = "line", **answers: str) -> str:
    reference = await chat.sends("teacher", **answers)
    await opens(chat, who, reference)
    await chat.presses(who, "Ta imot")
    await opens(chat, who, reference)
    if "Meld fra til skoleeier" in chat.titles(who):
        await tells_the_owner(chat, who)
        await opens(chat, who, reference)
    await chat.presses(who, "Rett eller avslutt")
    await chat.presses(who, "Eleven har sluttet på skolen")
    await chat.presses(who, "Avslutt saken", **LAST_DAY)
    await chat.deliver()
    return reference


async def filed(chat: Chat, reference: str, who: str = "line") -> None:
    """All that is ready for the archive, and the whole of it last."""
    for number in range(1, 9):
        await opens(chat, who, reference)
        await chat.presses(who, "Dokumenter")
        ready = [title for title in chat.titles(who) if title in READY and title not in chat.receipts.get("filed", [])]
        if not ready:
            return
        await chat.presses(who, ready[0])
        await chat.presses(who, "Skriv journalnummer")
        await chat.presses(who, "Lagre", number=f"26/1-{number}")
        chat.receipts.setdefault("filed", []).append(ready[0])


READY = ("Varsel", "Brev om at saken er avsluttet", "Dokumentasjon i skolemiljøsaken")


def swept(chat: Chat, days: int) -> None:
    """Each of the days, one after the other."""
    for _day in range(days):
        chat.clock.forward(days=1)
        purge(chat.database, PLANS, chat.clock.now)


def whole(chat: Chat) -> bool:
    """Whether all stands as it was written."""
    with chat.database.begin_reading() as unit:
        return unit.verify(SCHOOL) == []


def events(chat: Chat) -> int:
    with chat.database.begin_reading() as unit:
        return len(list(unit.school(SCHOOL).trail.of()))


async def test_a_filed_case_goes_after_the_days_of_grace_and_a_leader_is_told_so(chat: Chat) -> None:
    reference = await closed(chat)
    await filed(chat, reference)
    swept(chat, 89)
    await chat.says("line", f"sak {reference}")
    assert f"Sak {reference}" in chat.sees("line")
    before = events(chat)
    swept(chat, 2)
    assert events(chat) == before + 1, "never an event"
    for leader in ("line", "principal", "line6"):
        await chat.says(leader, f"sak {reference}")
        assert f"Sak {reference} er slettet" in chat.sees(leader)
        assert "3 dokumenter er journalført" in chat.sees(leader)
    for other in ("social", "teacher", "aks", "owner"):
        await chat.says(other, f"sak {reference}")
        assert NOT_FOUND in chat.sees(other)
    assert whole(chat)
    swept(chat, 1)
    assert events(chat) == before + 8, "done again it finds nothing: one event for each word that was refused"


async def test_nobody_reads_anything_of_it_by_any_way_and_nothing_else_suffers(chat: Chat) -> None:
    reference = await closed(chat)
    await filed(chat, reference)
    await chat.says("line", f"sak {reference}")
    old = chat.cards["line"]
    await chat.says("teacher", "mine")
    swept(chat, 91)
    run_sweeps(chat.database, PLANS, chat.clock.now)
    chat.cards["line"] = old
    await chat.presses("line", "Vis")
    assert NOT_FOUND in chat.said
    for who in ("line", "teacher", "principal", "social"):
        for word in ("saker", "mine", "uka", "saker avsluttet"):
            await chat.says(who, word)
            assert "kan ikke leses" not in chat.sees(who)
            assert reference not in chat.sees(who)
    await chat.sends("teacher")
    assert chat.database.keys.failures.counts == {}
    await chat.deliver()
    assert whole(chat)


async def test_what_is_not_in_the_archive_stays(chat: Chat) -> None:
    reference = await closed(chat)
    chat.clock.forward(days=4000)
    swept(chat, 20)
    await chat.says("line", f"sak {reference}")
    assert "er slettet" not in chat.sees("line")
    assert NOT_FOUND not in chat.sees("line")


async def test_one_about_staff_is_told_of_to_those_who_led_it_and_to_no_other_leader(chat: Chat) -> None:
    reference = await closed(chat, "principal", suspicion="ansatt")
    await filed(chat, reference, "principal")
    swept(chat, 91)
    await chat.says("principal", f"sak {reference}")
    assert f"Sak {reference} er slettet" in chat.sees("principal")
    for other in ("line", "line6", "deputy", "owner"):
        await chat.says(other, f"sak {reference}")
        assert NOT_FOUND in chat.sees(other)
