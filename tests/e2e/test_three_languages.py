"""The first five minutes of three in the Playground: a teacher in bokmål, one in nynorsk, a principal in English.

Each begins with a greeting, alerts or takes on an alert, and looks up what the plan says. The walk is written in
bokmål; what is pressed and seen is what the catalogues have of it.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.language.catalogues import path_of
from domain.text.messages import LANGUAGES, SOURCE
from tests.kit.demo.cast_of_a_day import School, open_school
from tests.kit.demo.said import SAID
from tests.kit.demo.teams_client import Person, pupils
from tests.kit.school import PLAN

pytestmark = pytest.mark.e2e

FACT = "«Du får ikke være med», sa to elever i garderoben etter gym. Eleven gråt."
IN_NYNORSK = {"veiledning": "rettleiing", "hvem kan jeg ringe": "kven kan eg ringje"}
IN_ENGLISH = {"hei": "hi", "saker": "cases", "veiledning": "guidance", "hvem kan jeg ringe": "who can i call"}
"""What they type."""
FIRST, SECOND = pupils("4B")[:2]


@pytest.fixture
async def school(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[School]:
    async with open_school(tmp_path, pictures=bool(request.config.getoption("--screenshots"))) as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Reader:
    """A person who reads what the bot shows in a language. `words`: what they type, by what it is in bokmål."""

    person: Person
    language: str
    words: dict[str, str]

    def told(self, text: str, **values: object) -> str:
        """Raises `KeyError` for what has no words in the language."""
        return (text if self.language == SOURCE else _catalogue(self.language)[text]).format_map(values)

    async def chooses_the_language(self) -> None:
        name = LANGUAGES[self.language]
        await self.person.types("språk", name)
        await self.person.press(name, self.told("✓ Språket er valgt"))

    async def types(self, word: str, then: str) -> None:
        await self.person.types(self.words.get(word, word), self.told(then))

    async def press(self, title: str, then: str, **values: object) -> None:
        await self.person.press(self.told(title, **values), self.told(then))

    async def writes(self, label: str, text: str) -> None:
        await self.person.writes({self.told(label): text})

    async def ticks(self, *titles: str) -> None:
        await self.person.ticks(*map(self.told, titles))

    async def picture(self, name: str) -> None:
        await self.person.picture(f"{name}-{self.language}")


@cache
def _catalogue(language: str) -> dict[str, str]:
    """Of the bot, and of the school's plan."""
    found: dict[str, str] = {}
    for path in (PLAN.with_suffix(f".{language}.po"), path_of(language)):
        with path.open("rb") as file:
            found |= {str(entry.id): str(entry.string) for entry in read_po(file)}
    return found


async def test_each_is_spoken_to_in_their_own(school: School) -> None:
    async with school.on("2026-11-24") as cast:
        in_bokmal = Reader(cast.teacher, "nb", {})
        await is_greeted(in_bokmal)
        await alerts(in_bokmal, FIRST)
        await looks_up(in_bokmal)
        in_nynorsk = Reader(cast.teacher, "nn", IN_NYNORSK)
        await in_nynorsk.chooses_the_language()
        await is_greeted(in_nynorsk)
        await alerts(in_nynorsk, SECOND)
        await looks_up(in_nynorsk)
        in_english = Reader(cast.principal, "en", IN_ENGLISH)
        await in_english.chooses_the_language()
        await is_greeted(in_english)
        await takes_on(in_english, "2026-001", FIRST)
        await looks_up(in_english)


async def is_greeted(reader: Reader) -> None:
    await reader.types("hei", "Dette kan jeg hjelpe deg med")
    await reader.picture("62-help")


async def alerts(reader: Reader, pupil: str) -> None:
    await reader.types("varsle", "Start varsel")
    await reader.press("Start varsel", "Hvem gjelder det?")
    await reader.person.ticks(pupil)
    await reader.ticks("Utfrysing", "Nei")
    await reader.writes("Kort om det du så eller hørte", FACT)
    await reader.picture("63-alert")
    await reader.press("Videre", "Mer om hendelsen")
    await reader.press("Videre", "Se over før du sender")
    await reader.press("Send varselet", "Varselet er sendt")
    await reader.picture("64-receipt")


async def takes_on(reader: Reader, reference: str, pupil: str) -> None:
    await reader.types("saker", "Vis")
    await reader.press("Vis", "Åpne saker")
    await reader.press("Åpne sak {reference}", "Ta imot", reference=reference)
    await reader.person.sees(pupil)
    await reader.press("Ta imot", "Varselet er tatt imot.")
    await reader.picture("65-case")
    await reader.press("Snakk med den som varslet", "Hva kom fram?")
    said = SAID["Snakk med den som varslet"]
    await reader.writes("Hva kom fram?", said["tekst"])
    await reader.picture("66-step")
    await reader.person.finishes(reader.told("Ferdig"), said["tekst"], way=reader.told("Vis saken"))


async def looks_up(reader: Reader) -> None:
    await reader.types("veiledning", "Følge med")
    await reader.picture("67-guidance")
    await reader.press("Gripe inn", "Gripe inn")
    await reader.types("hvem kan jeg ringe", "Hvem kan jeg ringe?")
