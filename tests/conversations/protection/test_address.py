"""«Fortrolig adresse»: no home reads where such a pupil goes, nor does a message tell of it."""

import json
from dataclasses import replace

import pytest

from tests.kit.school import NAMES, PUPILS, SCHOOL, Chat
from tests.kit.steps.saksgang import opens, pdf, received, short_plan_in_effect, takes

LETTER, PLAN, MY_PLAN = "Innkalling til oppstartsmøte", "Kort plan", "Min plan"
HOME, CASE = "Til hjemmet", "Til saken"
ROAD = "Kanariveien 12"
WARNED = "Fortrolig adresse: i det som er til hjemmet, er klasse, base og adresser tatt ut."


@pytest.fixture
def protected(chat: Chat) -> Chat:
    """By the school's own list."""
    with chat.database.begin() as unit:
        marked = [replace(one, protected_address=one.name in {NAMES[0], NAMES[3]}) for one in PUPILS]
        unit.school(SCHOOL).pupils.replace(marked)
    chat.canaries.extend((ROAD, "4B", "6A", "Base 4"))
    return chat


async def writes(chat: Chat, reference: str, text: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Skriv problem og funn")
    await chat.presses("social", "Lagre", findings=text)
    if "Lagre" in chat.titles("social"):
        await chat.presses("social", "Lagre", names_reason="Kanarigrunn")


async def test_what_is_sent_home_tells_neither_class_nor_base_nor_address(protected: Chat) -> None:
    chat, reference = protected, await short_plan_in_effect(protected)
    await writes(chat, reference, f"Kanarifunn: flere i 4B og på Base 4, og en som bor i {ROAD}")
    await chat.presses("social", "Sett planen i verk")
    for title in (PLAN, MY_PLAN):
        read = await pdf(chat, reference, title, HOME)
        assert NAMES[0] in read
        assert [where for where in ("4B", "Base 4", ROAD) if where in read] == []
    work = await pdf(chat, reference, PLAN, CASE)
    assert f"{NAMES[0]}, 4B" in work
    assert ROAD in work
    await opens(chat, "social", reference)
    await chat.presses("social", "Dokumenter")
    await chat.presses("social", PLAN)
    assert WARNED in chat.sees("social")


async def test_the_letter_and_its_copy_in_the_archive_name_no_class(protected: Chat) -> None:
    reference = await received(protected)
    await takes(protected, "line", reference, "Hold avklaringssamtale")
    await takes(protected, "social", reference, "Ring foresatte")
    await takes(protected, "social", reference, "Kall inn til oppstartsmøte")
    for edition in (HOME, "Til arkivet"):
        read = await pdf(protected, reference, LETTER, edition)
        assert f"Til foresatte til {NAMES[0]}" in read
        assert "4B" not in read


async def test_in_the_papers_of_another_child_no_class_is_beside_the_letter(protected: Chat) -> None:
    reference = await received(protected)
    await opens(protected, "line", reference)
    await protected.presses("line", "Skriv i loggen")
    await protected.presses("line", "Lagre", text=f"Kanarilogg: {NAMES[3]} i 6A slo", type="møte")
    await protected.presses("line", "Lagre")
    read = await pdf(protected, reference, "Kronologi", CASE)
    assert "[elev A] i [klasse eller base] slo" in read


async def test_of_any_other_pupil_the_class_is_told_at_home(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    assert f"{NAMES[0]}, 4B" in await pdf(chat, reference, PLAN, HOME)
    await opens(chat, "social", reference)
    await chat.presses("social", "Dokumenter")
    await chat.presses("social", PLAN)
    assert WARNED not in chat.sees("social")


async def test_no_message_says_where_a_pupil_goes(protected: Chat) -> None:
    """Not of any pupil: nobody can tell by what is missing who has such an address."""
    await short_plan_in_effect(protected)
    for _day in range(7):
        protected.clock.forward(days=1)
        await protected.deliver()
    sent = [json.dumps(one.body, ensure_ascii=False) for one in protected.connector.requests]
    assert sent
    assert [where for where in ("4B", "Base 4") if any(where in body for body in sent)] == []
