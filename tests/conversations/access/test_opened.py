"""A leader sees who has opened a case, when, how many times, and who was refused."""

import pytest

from tests.kit.people.cast import case
from tests.kit.people.roles_in_a_case import World
from tests.kit.school import SCHOOL, STAFF, Chat
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.forged import data_of

pytestmark = pytest.mark.easy_teams("counts reads")

ASKS = "Hvem har åpnet saken?"


async def test_a_leader_sees_who_has_opened_the_case_and_when(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "social", reference)
    chat.clock.forward(minutes=7)
    await opens(chat, "social", reference)
    await opens(chat, "line", reference)
    await chat.presses("line", ASKS)
    lines = chat.sees("line").splitlines()
    assert lines[0] == f"Hvem har åpnet sak {reference}?"
    about = lines[lines.index(STAFF["social"].name) + 1]
    assert about == "Åpnet saken 2 ganger, første gang 23.11.2026 kl. 12.41, sist 23.11.2026 kl. 12.48."
    assert STAFF["teacher"].name not in lines, "who alerted has not opened it"
    await chat.presses("line", "Tilbake til saken")
    assert f"Sak {reference}" in chat.sees("line")


async def test_who_was_refused_stands_there_too(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.invoke("teacher6", "case.open", data_of(chat, "line", "case.members"))
    await chat.says("assistant", f"sak {reference}")
    await chat.says("aks", "sak 2026-777")
    await chat.presses("line", ASKS)
    lines = chat.sees("line").splitlines()
    for who in ("teacher6", "assistant"):
        assert lines[lines.index(STAFF[who].name) + 1].startswith("Fikk ikke åpne saken: én gang, ")
    assert STAFF["aks"].name not in lines


async def test_a_line_in_a_list_is_told_apart(chat: Chat) -> None:
    reference = await received(chat)
    await chat.invoke("deputy", "cases.list", {"which": ""})
    await opens(chat, "line", reference)
    await chat.presses("line", ASKS)
    lines = chat.sees("line").splitlines()
    assert lines[lines.index(STAFF["deputy"].name) + 1].startswith("Har ikke åpnet saken, bare sett den i en liste.")


async def test_only_those_who_lead_the_case_are_asked_to_look(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await opens(chat, "social", reference)
    assert ASKS not in chat.titles("social")
    await chat.invoke("social", "case.opened_by", data_of(chat, "line", "case.opened_by"))
    assert chat.said.startswith("Du har ikke tilgang til dette.")
    await chat.invoke("line6", "case.opened_by", data_of(chat, "line", "case.opened_by"))
    assert chat.said.startswith("Fant ikke saken.")


async def test_a_case_nobody_has_opened_says_so(chat: Chat) -> None:
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        members = frozenset(one.id for one in tx.people.known.values())
        tx.cases.open(case(members=members, pupil_id=None, id="c" * 32))
    await chat.invoke("principal", "case.opened_by", {"case_id": "c" * 32})
    assert "Ingen har åpnet saken ennå." in chat.sees("principal")
    await chat.presses("principal", "Tilbake til saken")
    await chat.presses("principal", ASKS)
    assert STAFF["principal"].name in chat.sees("principal"), "to look at the list was to read, and is in it"


async def test_many_are_shown_a_page_at_a_time(chat: Chat, world: World) -> None:
    readers = [key.lower() for key, (_role, standing) in world.people.items() if standing == "member"]
    assert len(readers) > 8
    for who in readers:
        await chat.invoke(who, "case.open", {"case_id": world.case.id})
    leader = "principal-member"
    await chat.invoke(leader, "case.opened_by", {"case_id": world.case.id})
    assert f"{len(readers)} personer, side 1 av 2" in chat.sees(leader)
    first = {line for line in chat.sees(leader).splitlines() if line.startswith("Ansatt ")}
    await chat.presses(leader, "Neste")
    second = {line for line in chat.sees(leader).splitlines() if line.startswith("Ansatt ")}
    assert (len(first), len(second), first & second) == (8, len(readers) - 8, set())
    await chat.presses(leader, "Forrige")
    assert "side 1 av 2" in chat.sees(leader)


@pytest.fixture
def world(chat: Chat) -> World:
    return World(chat.database)
