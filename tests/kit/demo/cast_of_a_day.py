"""The people of one case in the demo school, on one day of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser

from tests.kit.demo.colleague import Colleague
from tests.kit.demo.demo_process import EARLY, Ports, demo
from tests.kit.demo.said import SAID
from tests.kit.demo.teams_client import Person

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
    """The demo of one test: a day at a time, at the same addresses, as on someone's machine."""

    folder: Path
    pictures: bool
    browser: Browser
    ports: Ports = field(default_factory=Ports)

    @asynccontextmanager
    async def on(self, day: str, at: str = EARLY) -> AsyncIterator[Cast]:
        ports = self.ports
        async with demo(self.folder, ports, day=day, at=at):
            teacher = await Person.at(self.browser, ports.teacher, pictures=self.pictures, day=day, at=at)
            principal = await Person.at(self.browser, ports.principal, pictures=self.pictures, day=day, at=at)
            for person in (teacher, principal):
                await person.page.get_by_text("Hei!").first.wait_for()
            posts = ("contact-4B", "social-1", "line-3-4", "base-4")
            yield Cast(teacher, principal, *(Colleague(ports, post) for post in posts))
            for person in (teacher, principal):
                await person.page.close()
