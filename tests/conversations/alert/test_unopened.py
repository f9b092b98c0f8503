"""That Teams took a notice says nothing: who has pressed nothing on the case has not seen it, and the case says so."""

from datetime import timedelta

from domain.alert.gathering import BY_THEMSELVES, GATHERING, ON_THEIR_WAY
from tests.conversations.alert.test_gathering import drafted, sent
from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import opens
from tests.kit.teams.connector import Fault

NOT_OPENED = "Ikke åpnet av:"
DEPUTY, LINE, SOCIAL = "Ansatt Deputy (assisterende rektor)", "Ansatt Line (trinnleder)", "Ansatt Social (sosiallærer)"
PRINCIPAL = "Ansatt Principal (rektor)"


def unopened(seen: str) -> str:
    """What the line of the card says."""
    return seen.partition(f"{NOT_OPENED} ")[2].partition("\n")[0]


async def test_who_got_a_notice_and_has_pressed_nothing_is_named_to_the_others(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[1])
    chat.newest("principal"), chat.newest("line")
    await chat.presses("principal", "Åpne sak 2026-001")
    assert unopened(chat.sees("principal")) == f"{DEPUTY}, {LINE} og {SOCIAL}"
    await chat.presses("line", "Åpne sak 2026-001")
    assert unopened(chat.sees("line")) == f"{DEPUTY} og {SOCIAL}"
    assert unopened(await opens(chat, "principal", reference)) == f"{DEPUTY} og {SOCIAL}"


async def test_a_line_in_a_list_is_not_a_case_that_was_opened(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[1])
    await chat.says("line", "saker")
    await chat.presses("line", "Vis")
    assert reference in chat.sees("line")
    assert LINE in unopened(await opens(chat, "principal", reference))


async def test_whoever_has_taken_the_case_need_ask_nobody(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[1])
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    assert NOT_OPENED not in await opens(chat, "principal", reference)


async def test_when_all_have_opened_it_the_case_is_silent(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[1])
    for who in ("deputy", "line", "social"):
        await opens(chat, who, reference)
    assert NOT_OPENED not in await opens(chat, "principal", reference)


async def test_whom_the_bot_did_not_reach_is_told_of_once(chat: Chat) -> None:
    chat.connector.fail("a:line", Fault(403, "MessageWritesBlocked"))
    reference = await chat.sends("teacher", NAMES[1])
    seen = await opens(chat, "principal", reference)
    assert f"{LINE} – si fra muntlig" in seen
    assert unopened(seen) == f"{DEPUTY} og {SOCIAL}"


async def test_who_was_sent_no_notice_is_not_waited_for(chat: Chat) -> None:
    """The contact teacher reports, and is not on the case until a leader says so."""
    reference = await chat.sends("teacher", NAMES[1])
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    added = {"person": chat.choice("principal", "person", "Ansatt Teacher"), "reason": "Kjenner eleven"}
    await chat.presses("principal", "Lagre", **added)
    assert unopened(await opens(chat, "principal", reference)) == f"{DEPUTY}, {LINE} og {SOCIAL}"


async def test_of_several_in_one_notice_each_is_opened_by_itself(chat: Chat) -> None:
    number = BY_THEMSELVES + 2
    await sent(chat, await drafted(chat, number))
    chat.clock.forward(seconds=(GATHERING + ON_THEIR_WAY + timedelta(seconds=1)).total_seconds())
    await chat.deliver()
    chat.newest("principal")
    await chat.presses("principal", "Åpne saker")
    first, second = (f"2026-{one:03d}" for one in (number - 1, number))
    assert PRINCIPAL in unopened(await opens(chat, "line", first))
    await opens(chat, "principal", first)
    assert PRINCIPAL not in unopened(await opens(chat, "line", first))
    assert PRINCIPAL in unopened(await opens(chat, "line", second))
