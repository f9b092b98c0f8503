"""What a reporter adds reaches someone: at once, and in the morning until they have looked."""

from dataclasses import replace

import pytest

from domain.case.case import Status
from scheduler.sweeps.registry import run_sweeps
from tests.conversations.alert.test_who_is_who import tells_of
from tests.conversations.case.test_case import logs
from tests.kit.school import NAMES, SCHOOL, Chat, the_plan
from tests.kit.steps.saksgang import opens

ADDED = "Nytt i et varsel"
MORE = "Kanarifuglen kom igjen i dag"
PLANS = {SCHOOL: the_plan()}
NEW = "Sak 2026-001: nytt i saken"


@pytest.fixture(autouse=True)
def _canary(chat: Chat) -> None:
    chat.canaries.append(MORE)


async def adds(chat: Chat, who: str, words: str = MORE) -> None:
    await chat.says(who, "mine")
    await chat.presses(who, "Vis")
    await chat.presses(who, "Vis varsel 2026-001")
    await chat.presses(who, "Legg til", text=words)
    await chat.deliver()


async def taken(chat: Chat) -> None:
    """By the line leader, of what someone has alerted of who is not on the case."""
    await chat.sends("aks")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")


def closed(chat: Chat) -> None:
    """All the cases there are."""
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        for case in tx.cases.all_open():
            tx.cases.save(case, replace(case, status=Status.CLOSED, closed_at=chat.clock.now))


def the_day_has_begun(chat: Chat) -> None:
    run_sweeps(chat.database, PLANS, chat.clock.now)


async def morning(chat: Chat, who: str) -> str:
    """The next day's digest; empty when there is none."""
    before = len(chat.inbox(who))
    chat.clock.forward(days=1)
    the_day_has_begun(chat)
    await chat.deliver()
    if len(chat.inbox(who)) == before:
        return ""
    chat.newest(who)
    return chat.sees(who)


async def test_who_can_take_it_hears_of_what_is_added(chat: Chat) -> None:
    await chat.sends("aks")
    await adds(chat, "aks")
    for who, times in {"principal": 1, "deputy": 1, "line": 1, "social": 0, "teacher": 0, "aks": 0}.items():
        assert chat.inbox(who).count(ADDED) == times, who
    chat.newest("line")
    await chat.presses("line", "Åpne sak 2026-001")
    assert MORE in chat.sees("line")


async def test_of_an_alert_with_three_cases_everyone_hears_once(chat: Chat) -> None:
    await tells_of(chat, "utsatt", "utsatt", "usikker")
    await adds(chat, "teacher")
    for who in ("principal", "deputy", "line"):
        assert chat.inbox(who).count(ADDED) == 1, who
    for reference in ("2026-001", "2026-002", "2026-003"):
        assert MORE in await opens(chat, "line", reference)


async def test_the_same_addition_twice_is_told_of_once(chat: Chat) -> None:
    await chat.sends("aks")
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    await chat.presses("aks", "Vis varsel 2026-001")
    form = chat.cards["aks"]
    for _ in range(2):
        chat.cards["aks"] = form
        await chat.presses("aks", "Legg til", text=MORE)
    await chat.deliver()
    assert chat.inbox("line").count(ADDED) == 1


async def test_it_stands_in_the_morning_until_it_has_been_seen(chat: Chat) -> None:
    await taken(chat)
    the_day_has_begun(chat)
    await adds(chat, "aks")
    assert chat.inbox("line").count(ADDED) == chat.inbox("principal").count(ADDED) == 1
    assert NEW in await morning(chat, "line")
    await opens(chat, "line", "2026-001")
    assert NEW not in await morning(chat, "line")
    chat.newest("principal")
    assert NEW in chat.sees("principal"), "has not looked"


async def test_what_a_colleague_logs_stands_in_the_morning_of_who_is_responsible(chat: Chat) -> None:
    await taken(chat)
    the_day_has_begun(chat)
    for _ in range(2):
        await opens(chat, "teacher", "2026-001")
        await logs(chat, "teacher", text=MORE)
    await opens(chat, "line", "2026-001")
    await logs(chat, "line", text="Kanarieget")
    assert NEW not in await morning(chat, "line"), "it was seen"
    await opens(chat, "teacher", "2026-001")
    await logs(chat, "teacher", text=MORE)
    seen = await morning(chat, "line")
    assert seen.count(NEW) == 1
    assert NAMES[0] not in seen
    await chat.presses("line", "Åpne sak 2026-001")
    assert MORE in chat.sees("line")
    for who in ("principal", "teacher", "social"):
        chat.newest(who)
        assert NEW not in chat.sees(who), who


async def test_a_closed_case_takes_nothing_and_gives_the_words_back(chat: Chat) -> None:
    await taken(chat)
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    await chat.presses("aks", "Vis varsel 2026-001")
    closed(chat)
    before = chat.inbox("line")
    await chat.presses("aks", "Legg til", text=MORE)
    assert chat.said == "Saken er avsluttet. Skriv et nytt varsel."
    assert MORE in str(chat.cards["aks"])
    await chat.deliver()
    assert chat.inbox("line") == before
    await opens(chat, "line", "2026-001")
    assert MORE not in chat.sees("line")
    await chat.presses("aks", "Skriv et nytt varsel")
    assert "Hvem gjelder det?" in str(chat.cards["aks"]), "the form at once"
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    await chat.presses("aks", "Vis varsel 2026-001")
    assert "Legg til" not in chat.titles("aks")
    assert "Saken er avsluttet. Skriv et nytt varsel." in chat.sees("aks")


async def test_a_log_of_a_new_incident_asks_for_an_alert(chat: Chat) -> None:
    await chat.sends()
    await opens(chat, "teacher", "2026-001")
    await chat.presses("teacher", "Skriv i loggen")
    chat.goes_on = False
    await chat.presses("teacher", "Lagre", type="observasjon", text=MORE, new_incident="true")
    assert "En ny hendelse skal varsles." in chat.sees("teacher")
    await chat.presses("teacher", "Varsle rektor")
    assert "Hvem gjelder det?" in str(chat.cards["teacher"]), "the form at once"
