"""The first minutes of three people in the Playground: in bokmål, in nynorsk and in English."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.demo.cast_of_a_day import School, open_school
from tests.kit.demo.teams_client import Person

pytestmark = pytest.mark.e2e


@pytest.fixture
async def school(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[School]:
    async with open_school(tmp_path, pictures=bool(request.config.getoption("--screenshots"))) as opened:
        yield opened


async def test_each_is_spoken_to_in_their_own(school: School) -> None:
    async with school.on("2026-11-24") as cast:
        await begins(cast.teacher, "varsle", "Start varsel", "Hvem gjelder det?")
        await cast.teacher.types("språk", "nynorsk")
        await cast.teacher.press("nynorsk", "Språket er valt")
        await cast.teacher.types("hjelp", "Dette kan eg hjelpe deg med")
        await cast.teacher.picture("62-nynorsk")
        await begins(cast.teacher, "varsle", "Start varsel", "Kven gjeld det?")
        await cast.principal.types("språk", "English")
        await cast.principal.press("English", "The language is chosen")
        await cast.principal.types("help", "This is what I can help you with")
        await cast.principal.picture("63-english")
        await begins(cast.principal, "alert", "Start an alert", "Who is it about?")
        await cast.principal.types("guidance", "Keep watch")
        await cast.principal.picture("64-guidance")


async def begins(person: Person, word: str, button: str, asked: str) -> None:
    await person.types(word, button)
    await person.press(button, asked)
