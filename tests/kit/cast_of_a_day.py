"""The people of one case in the demo school, on one day of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser

from tests.kit.colleague import Colleague
from tests.kit.said import SAID
from tests.kit.teams_client import Person, Ports, demo

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


@dataclass(frozen=True, slots=True)
class School:
    """The demo of one test: a day at a time."""

    folder: Path
    pictures: bool
    browser: Browser

    @asynccontextmanager
    async def on(self, day: str) -> AsyncIterator[Cast]:
        ports = Ports()
        async with demo(self.folder, ports, day=day):
            teacher = await Person.at(self.browser, ports.teacher, pictures=self.pictures, day=day)
            principal = await Person.at(self.browser, ports.principal, pictures=self.pictures, day=day)
            for person in (teacher, principal):
                await person.sees("Hei!")
            posts = ("contact-4B", "social-1", "line-3-4", "base-4")
            yield Cast(teacher, principal, *(Colleague(ports, post) for post in posts))
            for person in (teacher, principal):
                await person.page.close()
