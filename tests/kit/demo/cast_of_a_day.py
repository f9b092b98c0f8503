"""The people of one case in the demo school, on one day of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.async_api import Browser

from bot.demo.playground import PRINCIPAL, TEACHER, Playgrounds
from tests.kit.demo.colleague import Colleague
from tests.kit.demo.demo_process import EARLY, Ports, demo
from tests.kit.demo.said import SAID
from tests.kit.demo.teams_client import Person, chrome

CASE = "2026-001"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who works on the case on one day: two in front of a client, the others on their phones."""

    teacher: Person
    principal: Person
    contact: Colleague
    social: Colleague
    line: Colleague
    base: Colleague

    async def take(self, colleague: Colleague, *titles: str, **said: str) -> None:
        for title in titles:
            await colleague.takes(CASE, title, **(SAID[title] | said))


@dataclass(slots=True)
class School:
    """The demo of one test: a bot for each day, at the same address; the two clients stay open, as those of Teams."""

    folder: Path
    pictures: bool
    browser: Browser
    ports: Ports
    _at_screens: tuple[Person, Person] | None = None

    @asynccontextmanager
    async def on(self, day: str, at: str = EARLY) -> AsyncIterator[Cast]:
        async with demo(self.folder, self.ports, client=False, day=day, at=at):
            teacher, principal = await self._people(day, at)
            posts = ("contact-4B", "social-1", "line-3-4", "base-4")
            yield Cast(teacher, principal, *(Colleague(self.ports, post) for post in posts))

    async def _people(self, day: str, at: str) -> tuple[Person, Person]:
        if self._at_screens:
            teacher, principal = self._at_screens
            for person in (teacher, principal):
                await person.comes_back(day, at)
            return teacher, principal
        teacher, principal = await asyncio.gather(
            *(
                Person.at(self.browser, port, pictures=self.pictures, day=day, at=at)
                for port in (self.ports.teacher, self.ports.principal)
            )
        )
        self._at_screens = teacher, principal
        for person in (teacher, principal):
            await person.page.get_by_text("Hei!").first.wait_for()
        return teacher, principal


@asynccontextmanager
async def open_school(folder: Path, *, pictures: bool) -> AsyncIterator[School]:
    ports = Ports()
    clients = (replace(TEACHER, port=ports.teacher), replace(PRINCIPAL, port=ports.principal))
    async with Playgrounds(ports.bot, folder / "logs", clients) as playgrounds, chrome() as browser:
        assert playgrounds.faults == [], playgrounds.faults
        yield School(folder, pictures, browser, ports)
