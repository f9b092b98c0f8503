"""A school of four hundred: every form that lists the staff fits a card, and everyone in it can be found."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.database import Database
from tests.kit.cards.card_schema import schema_problems
from tests.kit.cards.gallery import school_database
from tests.kit.school import SCHOOL, STAFF, Chat, Json, open_school, walk
from tests.kit.steps.saksgang import agrees_on_a_short_plan, opens, to_the_outcome

pytestmark = pytest.mark.slow

COLLEAGUE = "Kjersti-Marie Kristoffersen Langballe"


@pytest.fixture
async def chat(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Chat]:
    with school_database(sqlite_template, tmp_path) as (database, url):
        async with open_school(database, url) as chat:
            yield chat
            assert chat.spilled() == []


def hire(database: Database) -> None:
    names = [f"{letter}{COLLEAGUE[1:]} {number:02}" for letter in "ABEGHIKLMNORSTVÅ" for number in range(25)]
    many = [
        replace(STAFF["assistant"], entra_object_id=f"o{number}", upn=f"o{number}", name=name)
        for number, name in enumerate(names)
    ]
    with database.begin() as unit:
        unit.school(SCHOOL).people.replace([*STAFF.values(), *many])


def _asked(chat: Chat, who: str, name: str) -> Json:
    assert schema_problems(chat.cards[who]) == []
    return next(piece for piece in walk(chat.cards[who]) if piece.get("id") == name)


async def _chooses(chat: Chat, who: str, name: str, button: str, /, **rest: str) -> None:
    """Someone in the middle of the alphabet, behind the stretch the name is in; what else was answered is kept."""
    stretches = [one for one in _asked(chat, who, name)["choices"] if one["title"].startswith("Vis navn")]
    assert len(stretches) == 11
    stretch = next(one for one in stretches if one["title"].split(" til ")[1] >= f"{COLLEAGUE} 13")
    await chat.presses(who, button, **rest, **{name: stretch["value"]})
    assert "⚠ Velg navnet i listen." in chat.sees(who)
    assert "value" not in _asked(chat, who, name)
    await chat.presses(who, button, **{name: chat.choice(who, name, f"{COLLEAGUE} 13 (")})


async def test_every_list_of_the_staff_is_opened_a_stretch_at_a_time(chat: Chat) -> None:
    hire(chat.database)
    await _suspects(chat)
    await _is_away(chat)
    await _works_on_a_case(chat)


async def test_one_more_carries_out_a_measure(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    hire(chat.database)
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Nytt tiltak")
    said = {"what": "Vakt i alle friminutt", "level": "individ", "evaluate_on": "2026-11-30"}
    said["who"] = chat.choice("social", "who", "Ansatt Teacher")
    await _chooses(chat, "social", "another", "Lagre", **said)
    assert f"Ansatt Teacher og {COLLEAGUE} 13" in chat.sees("social")


async def _suspects(chat: Chat) -> None:
    await chat.alert("teacher", suspicion="ansatt")
    await chat.presses("teacher", "Endre")
    await chat.presses("teacher", "Videre")
    await _chooses(chat, "teacher", "suspect", "Videre")
    await chat.answers("teacher")
    assert f"{COLLEAGUE} 13" in chat.sees("teacher")
    await chat.alert("teacher", suspicion="ansatt")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Navngi den ansatte")
    await _chooses(chat, "teacher", "suspect", "Lagre")
    assert f"{COLLEAGUE} 13" in chat.sees("teacher")


async def _is_away(chat: Chat) -> None:
    await chat.says("teacher", "jeg er borte")
    await chat.presses("teacher", "Velg dag")
    await _chooses(chat, "teacher", "stand_in", "Lagre", until="2026-12-04")
    assert "Du er borte til og med fredag 4.12.2026" in chat.sees("teacher")
    await chat.presses("teacher", "Endre")
    assert chat.choice("teacher", "stand_in", f"{COLLEAGUE} 13 (") == _asked(chat, "teacher", "stand_in")["value"]


async def _works_on_a_case(chat: Chat) -> None:
    reference = await chat.sends("teacher")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Legg til")
    await _chooses(chat, "line", "person", "Lagre", reason="Kjenner eleven")
    await chat.presses("line", "Hvem er med?")
    assert f"{COLLEAGUE} 13" in chat.sees("line")
    await _step(chat, "teacher", reference, "Finn elevens trygghetsperson")
    person = next(name for name in chat.sees_inputs("teacher") if "choices" in _asked(chat, "teacher", name))
    assert chat.choice("teacher", person, "Ansatt Teacher (")
    await _chooses(chat, "teacher", person, "Ferdig")
    assert "Steget er gjort" in chat.sees("teacher")


async def _step(chat: Chat, who: str, reference: str, title: str) -> None:
    await opens(chat, who, reference)
    if title not in chat.titles(who):
        await chat.presses(who, next(t for t in chat.titles(who) if t.startswith("Alle steg")))
    await chat.presses(who, title)
