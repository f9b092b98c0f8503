"""Many alerts of one person at once: a case for each, one notice of several, and what may not wait goes at once."""

import json

import pytest

from domain.alert.gathering import BY_THEMSELVES, GATHERING, LATELY, ON_THEIR_WAY
from domain.alert.roles import SOMEBODY_ELSE
from domain.ids import new_id
from scheduler.sweeps.registry import run_sweeps
from storage.database import Database
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, Chat, the_plan, words
from tests.kit.steps.saksgang import opens
from tests.kit.teams.connector import Fault
from tests.kit.teams.forged import answer, at_once, rows

pytestmark = pytest.mark.easy_teams("what is gathered depends on the second at which it goes")

MANY = 60
A_WHILE = (GATHERING + ON_THEIR_WAY).total_seconds()
TOLD = ("principal", "deputy", "line", "social", "base")
BLOCKED = Fault(403, "MessageWritesBlocked")
URGENT = [
    {"serious": "true"},
    {"physical_intervention": "true"},
    {"suspicion": "ansatt"},
]
Send = tuple[str, str, dict[str, str]]


async def drafted(chat: Chat, number: int, *, who: str = "teacher", suspicion: str = "nei", **more: str) -> list[Send]:
    """So many alerts, as far as to the press that sends each."""
    await chat.says(who, "varsle")
    await chat.presses(who, "Start varsel")
    facts = {"pupils": chat.choice(who, "pupils", NAMES[0]), "kinds": "mobbing", "facts": FACT, "suspicion": suspicion}
    sends = []
    for _ in range(number):
        draft = {"draft_id": new_id()}
        await answer(chat, who, "alert.start", draft)
        await answer(chat, who, "alert.facts", draft | facts | {"to": "more"})
        await answer(chat, who, "alert.more", draft | more | {"to": "review"})
        await answer(chat, who, "alert.roles", draft | {"force_against": SOMEBODY_ELSE, "to": "review"})
        sends.append((who, "alert.send", draft))
    return sends


async def sent(chat: Chat, sends: list[Send]) -> None:
    for body in await at_once(chat, sends):
        assert "Varselet er sendt" in json.dumps(json.loads(body)["value"], ensure_ascii=False)
    await arrives(chat)


async def arrives(chat: Chat) -> None:
    """What may go now, a few at a time as Teams will have it."""
    for _ in range(4):
        await chat.deliver()
        chat.clock.forward(seconds=3)


async def flooded(chat: Chat, number: int = MANY) -> None:
    """So many ordinary alerts, and the time until their one notice."""
    await sent(chat, await drafted(chat, number))
    chat.clock.forward(seconds=A_WHILE)
    await chat.deliver()


async def test_sixty_alerts_are_sixty_cases_and_a_few_notices(chat: Chat, database: Database) -> None:
    await sent(chat, await drafted(chat, MANY))
    assert rows(database)["cases"] == rows(database)["alerts"] == MANY
    for who in TOLD:
        assert chat.inbox(who) == ["Nytt varsel"] * BY_THEMSELVES
    chat.clock.forward(seconds=A_WHILE)
    await chat.deliver()
    gathered = f"{MANY - BY_THEMSELVES} nye varsler"
    for who in TOLD:
        assert chat.inbox(who) == [*["Nytt varsel"] * BY_THEMSELVES, gathered]
    assert rows(database)["outbox"] == len(TOLD) * (BY_THEMSELVES + 1)
    assert "De siste varslene kom fra én person på kort tid" in "".join(words(chat.newest("principal")))
    await chat.presses("principal", "Åpne saker")
    assert f"{MANY} saker, side 1 av 4" in chat.sees("principal")
    await chat.presses("principal", "Siste")
    assert f"2026-0{MANY}" in chat.sees("principal")


@pytest.mark.parametrize("answers", URGENT)
async def test_what_may_not_wait_has_its_own_notice_at_once(chat: Chat, answers: dict[str, str]) -> None:
    await sent(chat, await drafted(chat, BY_THEMSELVES + 1))
    await sent(chat, await drafted(chat, 2, **answers))
    assert chat.inbox("principal") == ["Nytt varsel"] * (BY_THEMSELVES + 2)


async def test_what_may_not_wait_makes_nothing_else_wait(chat: Chat) -> None:
    for answers in URGENT:
        await sent(chat, await drafted(chat, BY_THEMSELVES, **answers))
    await sent(chat, await drafted(chat, BY_THEMSELVES))
    assert chat.inbox("principal") == ["Nytt varsel"] * BY_THEMSELVES * (len(URGENT) + 1)


async def test_those_past_the_school_are_neither_gathered_nor_counted(chat: Chat) -> None:
    await sent(chat, await drafted(chat, 2 * BY_THEMSELVES, suspicion="ledelsen"))
    assert chat.inbox("owner") == ["Nytt varsel"] * 2 * BY_THEMSELVES
    await flooded(chat, BY_THEMSELVES)
    assert chat.inbox("principal") == ["Nytt varsel"] * BY_THEMSELVES
    await sent(chat, await drafted(chat, 1, suspicion="ledelsen"))
    assert len(chat.inbox("owner")) == 2 * BY_THEMSELVES + 1
    assert chat.inbox("principal") == ["Nytt varsel"] * BY_THEMSELVES


async def test_another_persons_alerts_and_later_ones_are_told_of_by_themselves(chat: Chat) -> None:
    await flooded(chat, BY_THEMSELVES + 2)
    await sent(chat, await drafted(chat, 1, who="base"))
    assert chat.inbox("principal")[-2:] == ["2 nye varsler", "Nytt varsel"]
    chat.clock.forward(seconds=LATELY.total_seconds())
    await sent(chat, await drafted(chat, 1))
    assert chat.inbox("principal")[-2:] == ["Nytt varsel"] * 2


async def test_a_notice_of_several_counts_what_the_recipient_is_on_when_it_goes(chat: Chat) -> None:
    await sent(chat, await drafted(chat, BY_THEMSELVES + 1))
    await sent(chat, await drafted(chat, 1))
    reference = f"2026-00{BY_THEMSELVES + 2}"
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Ta ut")
    person = chat.choice("principal", "person", STAFF["social"].name)
    await chat.presses("principal", "Lagre", person=person, reason="Byttet ansvar")
    chat.clock.forward(seconds=A_WHILE)
    await chat.deliver()
    assert chat.inbox("social")[-1] == "1 nytt varsel"
    assert chat.inbox("line")[-1] == "2 nye varsler"


async def test_who_does_not_get_it_is_stood_in_for_in_each_of_the_cases(chat: Chat) -> None:
    number = BY_THEMSELVES + 2
    await sent(chat, await drafted(chat, number))
    assert "si fra muntlig" not in await shown(chat, "principal", number)
    chat.connector.fail("a:line", BLOCKED)
    chat.clock.forward(seconds=A_WHILE)
    await chat.deliver()
    assert chat.inbox("deputy").count("2 nye varsler") == 1
    for of_both in (number, number - 1):
        assert "Ansatt Line (trinnleder) – si fra muntlig" in await shown(chat, "deputy", of_both)
    assert "Varselet ditt har ikke kommet fram" not in chat.inbox("teacher")


async def test_a_notice_of_several_that_reaches_nobody_is_told_to_the_reporter(chat: Chat) -> None:
    await sent(chat, await drafted(chat, BY_THEMSELVES + 1))
    for who in STAFF.keys() - {"teacher"}:
        chat.connector.fail(f"a:{who}", *[BLOCKED] * 3)
    chat.clock.forward(seconds=A_WHILE)
    await arrives(chat)
    assert chat.inbox("teacher")[-1] == "Varselet ditt har ikke kommet fram"


async def test_each_case_of_a_notice_of_several_is_told_of_again_when_nobody_takes_it(chat: Chat) -> None:
    await flooded(chat, BY_THEMSELVES + 2)
    before = len(chat.inbox("principal"))
    chat.clock.forward(days=2)
    run_sweeps(chat.database, {SCHOOL: the_plan()}, chat.clock())
    await arrives(chat)
    waiting = chat.inbox("principal")[before:].count("Et varsel venter på å bli tatt imot")
    assert waiting == BY_THEMSELVES + 2


async def shown(chat: Chat, who: str, number: int) -> str:
    await opens(chat, who, f"2026-00{number}")
    return chat.sees(who)
