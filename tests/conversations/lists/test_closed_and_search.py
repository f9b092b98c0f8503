"""Closed and merged cases, and a pupil who is searched for: found by those who may open the case, by nobody else."""

import json
from dataclasses import replace
from typing import Any

import pytest

from domain.event import EventKind
from tests.conversations.lists.test_filters import closed, lists
from tests.conversations.lists.test_lists import someone
from tests.kit.school import NAMES, SCHOOL, TODAY, Chat
from tests.kit.steps.saksgang import opens

FIRST, LAST = NAMES[0].split()
NOBODY_THERE = "Søk elev\nFant ingen sak du er med i, om noen med det navnet."


def told(chat: Chat, reference: str, **change: Any) -> None:  # noqa: ANN401  (any type)
    """The case becomes as it is said."""
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        case = next(one for one in tx.cases.ended(someone(tx, "principal"), TODAY) if one.reference == reference)
        tx.cases.save(case, replace(case, **change))


async def searches(chat: Chat, who: str, name: str) -> str:
    await chat.says(who, "søk elev")
    await chat.presses(who, "Søk elev")
    assert "Åpne saker" in chat.titles(who)
    await chat.presses(who, "Søk", pupil_name=name)
    return chat.sees(who)


async def test_a_closed_case_is_found_by_who_was_on_it(chat: Chat) -> None:
    closed(chat, "2026-101")
    await chat.says("principal", "saker")
    assert "Du er ikke med i noen åpne saker." in chat.sees("principal")
    await chat.presses("principal", "Avsluttede")
    assert "Avsluttede saker" in chat.sees("principal")
    assert f"2026-101 · {NAMES[0]}, 4B\nAvsluttet · " in chat.sees("principal")
    await chat.presses("principal", "Åpne sak 2026-101")
    assert "Sak 2026-101" in chat.sees("principal")
    assert "2026-101" in await searches(chat, "principal", FIRST)
    assert await chat.says("principal", "sak 2026-101")
    assert chat.sees("principal") == "Sak 2026-101"


@pytest.mark.parametrize("who", ["line", "teacher", "deputy", "owner"])
async def test_for_anyone_else_it_does_not_exist(chat: Chat, who: str) -> None:
    await lists(chat, who, "avsluttede")
    nothing = chat.sees(who)
    never = await searches(chat, who, FIRST)
    none = await chat.says(who, "sak 2026-777")
    closed(chat, "2026-101")
    assert await lists(chat, who, "avsluttede") == set()
    assert chat.sees(who) == nothing
    assert await searches(chat, who, FIRST) == never == NOBODY_THERE
    assert await chat.says(who, "sak 2026-101") == none


async def test_who_was_barred_does_not_find_it(chat: Chat) -> None:
    closed(chat, "2026-101")
    assert await lists(chat, "principal", "avsluttede") == {"2026-101"}
    with chat.database.begin() as unit:
        principal = someone(unit.school(SCHOOL), "principal")
    told(chat, "2026-101", barred=frozenset({principal}))
    assert await lists(chat, "principal", "avsluttede") == set()
    assert await searches(chat, "principal", FIRST) == NOBODY_THERE
    await chat.says("principal", "sak 2026-101")
    assert "Fant ikke saken." in chat.sees("principal")


async def test_a_merged_case_is_found_by_those_who_are_on_what_it_became(chat: Chat) -> None:
    await chat.sends()
    await chat.sends()
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Slå sammen")
    await chat.presses("principal", "Slå sammen", other=chat.offers("principal", "other"), reason="Samme hendelse")
    assert await lists(chat, "line", "saker") == {"2026-001"}
    assert await lists(chat, "line", "avsluttede saker") == {"2026-002"}
    assert "Slått sammen · " in chat.sees("line")
    assert await lists(chat, "line6", "avsluttede saker") == set()
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Ta ut")
    line = chat.choice("principal", "person", "Ansatt Line ")
    await chat.presses("principal", "Lagre", person=line, reason="Kanarigrunn")
    assert await lists(chat, "line", "avsluttede saker") == set()
    await chat.says("line", "sak 2026-002")
    assert "Fant ikke saken." in chat.sees("line")


@pytest.mark.parametrize(
    "typed", [FIRST, FIRST.lower(), f"{LAST} {FIRST}", FIRST[:4], f"{FIRST[:-1]}{FIRST[-2]}", f" {LAST[:5].upper()} "]
)
async def test_a_pupil_is_found_by_any_part_of_the_name(chat: Chat, typed: str) -> None:
    await chat.sends()
    await chat.sends("teacher6", NAMES[3])
    assert f"2026-001 · {NAMES[0]}, 4B" in await searches(chat, "principal", typed)


async def test_a_name_of_one_letter_is_asked_for_again(chat: Chat) -> None:
    seen = await searches(chat, "principal", "K")
    assert seen.startswith("⚠ Hva heter eleven? Skriv minst 2 tegn.\nSøk elev")
    assert "Søk" in chat.titles("principal")


async def test_the_search_is_in_the_audit_of_the_cases_it_showed(chat: Chat) -> None:
    await chat.sends()
    await searches(chat, "line", FIRST)
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        line = someone(tx, "line")
        (case,) = tx.cases.visible(line, TODAY)
        kinds = {touch.kind for touch in tx.trail.touches([case.id])[case.id] if touch.by == line}
    assert kinds == {EventKind.CASE_LISTED}


@pytest.mark.parametrize("typed", [f"saker {FIRST}", f"søk elev {FIRST}", f"sak {FIRST} {LAST}", f"finn elev {FIRST}"])
async def test_a_name_in_the_chat_is_not_searched_for(chat: Chat, typed: str) -> None:
    await chat.sends()
    await chat.says("principal", typed)
    assert "Slett meldingen" in chat.sees("principal")
    assert chat.titles("principal") == ["Start varsel", "Åpne saker", "Søk elev"]
    assert FIRST not in json.dumps(chat.cards["principal"])
    await chat.presses("principal", "Søk elev")
    assert "Hva heter eleven? *" in json.dumps(chat.cards["principal"], ensure_ascii=False)
