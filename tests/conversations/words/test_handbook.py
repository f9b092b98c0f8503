"""What the school's plan tells anyone who asks: whom to ring, what the five duties are, and where it is written."""

from collections.abc import AsyncIterator

import pytest

from domain.school_plan.school_plan import SchoolPlan
from storage.database import Database
from tests.kit.school import SCHOOL, Chat, fill, open_school, the_plan
from tests.kit.teams.client import Teams

ASKED = ("Hvem kan jeg ringe?", "kven kan eg ringje", "who can I call", "telefonnummer", "hvem kan jeg rnge")
WHERE = {
    "watching": "Loggen",
    "pupil_talks": "Samtalearkivet",
    "intervening": "Inngrepsboken",
    "without_account": "ring kontoret",
}
OTHERS = [
    {"id": "helse", "title": "Skolehelsetjenesten", "name": "Helsesykepleieren", "phone": "+47 23 00 00 01"},
    {"id": "kontor", "title": "Skolens kontor", "address": "Skoleveien 1"},
]


@pytest.fixture
async def filled(database: Database, url: str, teams: Teams) -> AsyncIterator[Chat]:
    """A school that has filled in its platforms, and has contacts of its own."""
    fill(database)
    plan = the_plan().model_dump(mode="json")
    contacts = plan["contacts"] | {"others": OTHERS}
    own = SchoolPlan.model_validate(plan | {"contacts": contacts, "platforms": WHERE})
    async with open_school(database, url, plans={SCHOOL: own}, teams=teams) as opened:
        yield opened


@pytest.mark.parametrize("typed", ASKED)
async def test_who_asks_whom_to_ring_is_told(chat: Chat, typed: str) -> None:
    await chat.says("assistant", typed)
    assert chat.sees("assistant").startswith("Hvem kan jeg ringe?")
    assert "Telefon: [23 05 10 09](tel:23051009)" in chat.sees("assistant")
    assert "Skolen har ikke fylt inn nummeret ennå: Grunnskoledirektøren, " in chat.sees("assistant")
    assert chat.titles("assistant") == ["Varsle rektor"]


async def test_the_schools_other_contacts_are_shown_with_what_is_known(filled: Chat) -> None:
    await filled.says("teacher", "hjelp")
    await filled.presses("teacher", "Hvem kan jeg ringe?")
    seen = filled.sees("teacher").split("\n")
    at = seen.index("Skolehelsetjenesten")
    assert seen[at + 1 : at + 3] == ["Helsesykepleieren", "Telefon: [+47 23 00 00 01](tel:+4723000001)"]
    assert seen[seen.index("Skolens kontor") + 1] == "Skoleveien 1"


async def test_the_guidance_of_every_duty_is_shown_with_where_it_is_written(filled: Chat) -> None:
    await filled.says("teacher", "veiledning")
    seen = filled.sees("teacher")
    for guidance in the_plan().guidance:
        assert guidance.title in seen
        assert all(f"- {point}" in seen for point in guidance.points)
    assert "skrives i Loggen." in seen
    assert "Elevsamtaler og utviklingssamtaler skrives i Samtalearkivet." in seen
    assert "At du har grepet inn, skrives også i Inngrepsboken." in seen
    assert "Ansatte uten konto varsler rektor slik: ring kontoret" in seen


async def test_where_it_is_written_is_told_where_one_writes(filled: Chat) -> None:
    await filled.says("teacher", "logg")
    await filled.presses("teacher", "Skriv logg")
    await filled.presses("teacher", "Vis elevene")
    for where in ("Loggen", "Samtalearkivet", "Inngrepsboken"):
        assert where in filled.sees("teacher")
    await filled.alert()
    await filled.presses("teacher", "Legg til mer")
    assert "ring kontoret" in filled.sees("teacher")
    await filled.presses("teacher", "Videre")
    await filled.presses("teacher", "Send varsel")
    assert "At du har grepet inn, skrives også i Inngrepsboken." in filled.sees("teacher")


async def test_of_blanks_nothing_is_said_on_the_log_or_the_receipt(chat: Chat) -> None:
    await chat.says("teacher", "logg")
    await chat.presses("teacher", "Skriv logg")
    await chat.presses("teacher", "Vis elevene")
    assert "skrives i" not in chat.sees("teacher")
    await chat.sends()
    assert "skrives også i" not in chat.sees("teacher")
