"""«Finn ut hvem eleven er» is a step like others: whose it is, by when, and where it is told of."""

from scheduler.sweeps.registry import run_sweeps
from tests.conversations.case.test_case import unknown
from tests.kit.school import NAMES, SCHOOL, Chat, the_plan, words
from tests.kit.steps.saksgang import opens

FIND_OUT = "Finn ut hvem eleven er"
PLANS = {SCHOOL: the_plan()}


async def mine(chat: Chat, who: str) -> str:
    await chat.says(who, "mine")
    await chat.presses(who, "Vis")
    return chat.sees(who)


async def test_it_is_the_line_leaders_step_with_a_day(chat: Chat) -> None:
    await unknown(chat)
    seen = await opens(chat, "line", "2026-001")
    assert chat.titles("line").count(FIND_OUT) == 1
    assert "senest tirsdag 24.11.2026" in seen
    assert FIND_OUT in await mine(chat, "line")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", FIND_OUT)
    await chat.presses("line", "Vis elevene", group="4B")
    await chat.presses("line", "Lagre", pupil=chat.choice("line", "pupil", NAMES[0]))
    assert FIND_OUT not in chat.titles("line")
    assert FIND_OUT not in await mine(chat, "teacher")


async def test_the_reporter_has_it_on_the_receipt_in_mine_and_on_the_alert(chat: Chat) -> None:
    await unknown(chat)
    assert "Senest tirsdag 24.11.2026: **neste steg er ditt**. Trykk «Vis»." in chat.sees("teacher")
    counted = "\n".join(words(await chat.says("teacher", "mine")))
    assert "Ingen steg venter på deg." not in counted
    assert f"{FIND_OUT}, senest tirsdag 24.11.2026" in await mine(chat, "teacher")
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert f"Neste steg: {FIND_OUT}, senest tirsdag 24.11.2026" in chat.sees("teacher")
    await chat.presses("teacher", "Jeg vet hvem eleven er")
    await chat.presses("teacher", "Vis elevene", group="4B")
    await chat.presses("teacher", "Det er denne eleven", pupil=chat.choice("teacher", "pupil", NAMES[0]))
    assert FIND_OUT not in chat.sees("teacher")
    assert FIND_OUT not in await mine(chat, "teacher")


async def test_the_morning_tells_both_without_saying_what_it_is(chat: Chat) -> None:
    await unknown(chat)
    run_sweeps(chat.database, PLANS, chat.clock.now)
    await chat.deliver()
    chat.clock.forward(days=1)
    run_sweeps(chat.database, PLANS, chat.clock.now)
    await chat.deliver()
    chat.newest("line")
    assert "Sak 2026-001: Neste steg i saken, tirsdag 24.11.2026" in chat.sees("line")
    chat.newest("teacher")
    assert "Varsel 2026-001: neste steg er ditt, senest tirsdag 24.11.2026" in chat.sees("teacher")
    await chat.presses("teacher", "Vis 2026-001")
    assert "Jeg vet hvem eleven er" in chat.titles("teacher")
