"""What people ask of the list, in the order it falls to them, and in their own spelling."""

import json
from datetime import timedelta

import pytest

from domain.case.case import Case, Status
from domain.ids import CaseId, new_id
from domain.oslo import oslo_date
from tests.conversations.lists.test_lists import many_cases, someone
from tests.kit.cards.card_schema import SIZE_MAX
from tests.kit.school import MONDAY, NAMES, SCHOOL, Chat
from tests.kit.steps.saksgang import opens, received


def closed(chat: Chat, reference: str, years_ago: int = 0) -> None:
    """A case of 4B that the principal was on when it was closed."""
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        at = MONDAY - timedelta(days=365 * years_ago + 1)
        case = Case(
            id=CaseId(new_id()),
            school_id=SCHOOL,
            reference=reference,
            status=Status.CLOSED,
            opened_at=at - timedelta(days=60),
            closed_at=at,
            plan_version="2026-27.1",
            pupil_id=tx.pupils.of_group("4B")[0].id,
            grade=4,
            school_class="4B",
            members=frozenset({someone(tx, "principal")}),
            acknowledge_by=at,
            start_meeting_by=oslo_date(at),
        )
        tx.cases.open(case)


async def lists(chat: Chat, who: str, typed: str) -> set[str]:
    """The numbers of the cases that are shown."""
    await chat.says(who, typed)
    if "Vis" in chat.titles(who):
        await chat.presses(who, "Vis")
    return {title.removeprefix("Åpne sak ") for title in chat.titles(who) if title.startswith("Åpne sak 20")}


async def two_of_the_fourth(chat: Chat) -> None:
    """2026-001 of 4B was of bullying in the wardrobe, 2026-002 of violence in the school yard."""
    await chat.sends("teacher", NAMES[0], kinds="mobbing", place="garderobe")
    await chat.sends("teacher", NAMES[1], kinds="vold", place="skolegård")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4. trinn vold", {"2026-002"}),
        ("vold 4. trinn", {"2026-002"}),
        ("saker om vald i skulegarden på 4. steg", {"2026-002"}),
        ("mobbesaker", {"2026-001"}),
        ("saker med mobing i garderoben", {"2026-001"}),
        ("saker i garderoben 4b nye", {"2026-001"}),
        ("saker uten plan", {"2026-001", "2026-002"}),
        ("saker utan aktivitetsplan", {"2026-001", "2026-002"}),
        ("saker vold eller mobbing", {"2026-001", "2026-002"}),
        ("vold i 6. trinn", set()),
    ],
)
async def test_kinds_and_places_in_any_order(chat: Chat, typed: str, expected: set[str]) -> None:
    await two_of_the_fourth(chat)
    await lists(chat, "principal", "saker")
    assert await lists(chat, "principal", typed) == expected


async def test_how_many_there_are_of_a_kind_stands_behind_the_press(chat: Chat) -> None:
    """That there has been violence in 4B is content."""
    await two_of_the_fourth(chat)
    for typed in ("saker 4b vold", "saker 6a vold"):
        await chat.says("principal", typed)
        assert chat.sees("principal") == "Åpne saker\nTrykk «Vis» for å se sakene dine som passer."
    await chat.says("principal", "hvor mange saker med vold har vi")
    await chat.presses("principal", "Vis")
    assert "Slag, spark eller annen vold\n1 sak." in chat.sees("principal")


async def test_how_many_cases_this_year_and_last(chat: Chat) -> None:
    await chat.sends()
    closed(chat, "2026-101")
    closed(chat, "2025-101", years_ago=1)
    await chat.says("principal", "hvor mange saker har vi i år")
    assert "Saker\nDu er med i **1 åpen sak**.\nDu er med i **1 avsluttet sak**.\nViser: 2026" in chat.sees("principal")
    await chat.says("principal", "kor mange lukka saker hadde vi i fjor")
    assert "Avsluttede saker\nDu er med i **1 avsluttet sak**.\nViser: avsluttede, 2025" in chat.sees("principal")
    assert await lists(chat, "principal", "lukkede saker i fjor") == {"2025-101"}
    assert await lists(chat, "principal", "saker 2025-26 avsluttede") == {"2025-101"}
    assert await lists(chat, "principal", "saker skoleåret 2026/27") == {"2026-001", "2026-101"}
    assert await lists(chat, "principal", "avsluttede") == {"2025-101", "2026-101"}


async def test_what_was_not_understood_is_said(chat: Chat) -> None:
    await two_of_the_fourth(chat)
    await chat.says("principal", "saker ikke vold")
    assert "Jeg forsto ikke en del av det du skrev. Viser alle åpne saker." in chat.sees("principal")
    await chat.says("principal", "saker med vold før 2025")
    assert "Jeg forsto ikke «før 2025». Viser det andre du skrev." in chat.sees("principal")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("saker 4x", "4X"),
        ("saker 2024", "2024"),
        ("hvor mange lukkede saker har 7. trinn", "7. trinn, avsluttede"),
    ],
)
async def test_an_empty_answer_says_what_was_looked_for(chat: Chat, typed: str, read: str) -> None:
    await two_of_the_fourth(chat)
    await chat.says("principal", typed)
    assert f"Ingen av sakene dine passer til søket.\nViser: {read}" in chat.sees("principal")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("saker andre enn vold", "Jeg forsto ikke en del av det du skrev. Viser alle åpne saker."),
        ("alle saker bortsett fra vold", "Jeg forsto ikke en del av det du skrev. Viser alle åpne saker."),
        ("saker unntatt 4b", "Jeg forsto ikke en del av det du skrev. Viser alle åpne saker."),
        ("saker som ikke er på 4. trinn", "Viser alle åpne saker."),
        ("saker uten vold i 2025", "Viser alle åpne saker."),
        ("saker jenter", "Jeg forsto ikke en del av det du skrev. Viser alle åpne saker."),
        ("saker som er tatt imot", "Jeg forsto ikke «tatt imot». Viser alle åpne saker."),
        ("saker etter 1. oktober", "Viser alle åpne saker."),
        ("saker 1. oktober", "Viser alle åpne saker."),
    ],
)
async def test_the_opposite_of_what_was_meant_is_never_shown(chat: Chat, typed: str, said: str) -> None:
    await two_of_the_fourth(chat)
    await chat.says("principal", typed)
    assert said in chat.sees("principal")


@pytest.mark.parametrize("typed", ["saker 3-5 trinn", "saker fra 3. til 5. trinn", "saker 3.–5. klassetrinn"])
async def test_grades_from_one_to_another(chat: Chat, typed: str) -> None:
    await two_of_the_fourth(chat)
    await chat.says("principal", typed)
    assert "**2 åpne saker**.\nViser: 3. trinn, 4. trinn, 5. trinn" in chat.sees("principal")


async def test_mine_with_what_is_meant_of_them(chat: Chat) -> None:
    await two_of_the_fourth(chat)
    closed(chat, "2026-101")
    assert await lists(chat, "principal", "mine lukkede saker") == {"2026-101"}
    assert await lists(chat, "principal", "mine nye saker") == {"2026-001", "2026-002"}
    assert "nye" in chat.sees("principal")


async def test_a_page_is_not_a_grade(chat: Chat) -> None:
    await two_of_the_fourth(chat)
    await chat.says("principal", "saker side 2")
    assert "Jeg forsto ikke «side 2». Viser alle åpne saker." in chat.sees("principal")


async def test_new_is_what_others_have_done_since_one_looked(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await opens(chat, "teacher", reference)
    assert await lists(chat, "line", "nye saker") == set()
    chat.clock.forward(hours=1)
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Skriv i loggen")
    await chat.presses("teacher", "Lagre", type="observasjon", text="Kanariobservasjon")
    assert await lists(chat, "line", "nye saker") == {reference}
    assert "ny siden sist" in chat.sees("line")
    assert await lists(chat, "line", "saker nye") == {reference}, "it is the same look"
    chat.clock.forward(hours=2)
    assert await lists(chat, "line", "nye saker") == set(), "the line has been seen"


async def test_the_oldest_of_205_is_three_presses_away(chat: Chat) -> None:
    many_cases(chat, 205)
    await chat.says("principal", "saker")
    for pressed in ("Vis", "Eldste først", "Åpne sak 2026-001"):
        assert pressed in chat.titles("principal")
        await chat.presses("principal", pressed)
        assert len(json.dumps(chat.cards["principal"], ensure_ascii=False).encode("utf-16-le")) < SIZE_MAX
    assert "Sak 2026-001" in chat.sees("principal")


async def test_first_and_last_of_205(chat: Chat) -> None:
    many_cases(chat, 205)
    await lists(chat, "principal", "saker")
    assert "205 saker, side 1 av 14. Over fristen først, så etter neste frist." in chat.sees("principal")
    await chat.presses("principal", "Siste")
    assert "side 14 av 14" in chat.sees("principal")
    assert chat.titles("principal")[-1] == "Forrige"
    assert "2026-205 ·" in chat.sees("principal")
    for title in ("Over fristen", "Mine", "Nye", "Avsluttede"):
        await chat.presses("principal", title)
        assert title not in chat.titles("principal")
    await chat.presses("principal", "Alle åpne saker")
    assert "205 saker" in chat.sees("principal")


@pytest.mark.parametrize("typed", ["saker uten vold", "saker som ikke er vold", "saker utan mobbing"])
async def test_what_is_denied_is_not_read_as_its_opposite(chat: Chat, typed: str) -> None:
    await chat.sends("teacher", NAMES[0], kinds="mobbing")
    await chat.sends("teacher", NAMES[1], kinds="vold")
    await chat.says("principal", typed)
    await chat.presses("principal", "Vis")
    assert {"2026-001", "2026-002"} <= set(chat.sees("principal").replace(" ·", " ").split())
