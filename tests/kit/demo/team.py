"""The channel of the school's team in the principal's client: posts, and those who read along."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.kit.demo.colleague import Colleague
from tests.kit.demo.teams_client import Person, oid

CHANNEL = "Trygt skolemiljø"


@dataclass
class Reader(Colleague):
    """A colleague in the same channel: presses on the card that someone in front of the client pressed last."""

    pressed: str = ""
    world: str = ""

    @classmethod
    def beside(cls, person: Person, colleague: Colleague) -> "Reader":
        return cls(colleague.ports, colleague.post, pressed=person.sent, world=person.page.url.rstrip("/"))

    async def _invoke(self, verb: str, data: dict[str, Any]) -> None:
        press = json.loads(self.pressed)
        press["from"] = {"id": f"29:{oid(self.post)}"}
        press["value"]["action"] |= {"verb": verb, "data": data}
        url = f"{self.world}/_conversation/v1/invoke"
        async with aiohttp.ClientSession() as session, session.post(url, json=press) as response:
            self.take_in(await response.json())

    async def opens_the_same(self) -> None:
        """What was pressed, pressed by this person too."""
        action = json.loads(self.pressed)["value"]["action"]
        await self._invoke(action["verb"], action["data"])


async def enters_the_channel(person: Person) -> None:
    await person.page.get_by_text(CHANNEL, exact=True).first.click()
    await person.page.get_by_role("button", name="Post", exact=True).wait_for()


async def tells_the_bot(person: Person, word: str) -> None:
    """A new post in the channel, to the bot by its name."""
    await person.box.click()
    await person.page.keyboard.type("@Skole")
    await person.page.get_by_role("menuitem", name="Skolemiljø").click()
    await person.page.keyboard.type(f" {word}")
    await person.page.get_by_role("button", name="Post", exact=True).click()
