"""What `make run` opens: a school where people have been at work, in both clients, also when one is loaded again."""

from pathlib import Path

import pytest

from tests.kit.demo.demo_process import MORNING, Ports, demo
from tests.kit.demo.team import enters_the_channel
from tests.kit.demo.teams_client import Person, chrome

pytestmark = pytest.mark.e2e
DAY = "2026-11-25"


async def test_a_school_in_use(tmp_path: Path) -> None:
    ports = Ports()
    async with demo(tmp_path, ports, day=DAY, at=MORNING, empty=False), chrome() as browser:
        principal = await Person.at(browser, ports.principal, pictures=False, day=DAY, at=MORNING)
        await sees_in_the_chat(principal, "Nytt varsel", "Hei!")
        await enters_the_channel(principal)
        await principal.page.get_by_text("Åpent nå, ").first.wait_for()
        await principal.comes_back(DAY, MORNING)
        await principal.types("saker", "5 åpne saker")
        await principal.press("Vis", "over fristen")
        await principal.reloads()
        await principal.sees("Hei!")
        assert await principal.page.get_by_text("Hei!").count() == 1
        teacher = await Person.at(browser, ports.teacher, pictures=False, day=DAY, at=MORNING)
        await sees_in_the_chat(teacher, "Hei!")
        await teacher.types("mine", "Vis")
        await teacher.press("Vis", "Observer eleven")


async def sees_in_the_chat(person: Person, *headings: str) -> None:
    """In any order: the greeting comes when the page is there, and what the bot has to say when it says it."""
    for heading in headings:
        await person.page.get_by_text(heading, exact=True).first.wait_for()
