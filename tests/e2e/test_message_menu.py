"""A message's menu in the Playground: its interface asks as its «…» does, and the bot answers over its own wire."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.kit.cards.message_menu import ALERT, LOG, PLAIN, of_playground
from tests.kit.demo.demo_process import Ports, demo
from tests.kit.demo.teams_client import oid, pupils
from tests.kit.school import by_input, is_part, walk, words

pytestmark = pytest.mark.e2e
Json = dict[str, Any]
GROUP = "group-teacher"
"""A chat where nobody has said a word to the bot."""


@dataclass(slots=True)
class Menu:
    ports: Ports
    command: str
    card: Json = field(default_factory=dict)

    async def opens(self) -> None:
        await self._invoke("composeExtension/fetchTask", {})

    async def presses(self, title: str, **said: str) -> None:
        button = next(one for one in walk(self.card, past="selectAction") if one.get("title") == title)
        offered = {one["id"]: one for one in walk(self.card) if str(one.get("type", "")).startswith("Input.")}
        asked = {name: one.get("value", "") for name, one in offered.items()}
        await self._invoke("composeExtension/submitAction", {"data": button["data"] | asked | by_input(said, offered)})

    async def _invoke(self, name: str, more: Json) -> None:
        value = {"commandId": self.command, "commandContext": "message", "context": {"theme": "default"}}
        value |= {"messagePayload": of_playground()} | more
        body = {"name": name, "from": {"id": f"29:{oid('contact-4B')}"}, "conversation": {"id": GROUP}, "value": value}
        async with aiohttp.ClientSession() as session:
            world = f"http://127.0.0.1:{self.ports.teacher}"
            async with session.post(f"{world}/_conversation/v1/invoke", json=body) as response:
                answer = await response.json()
        self.card = answer["task"]["value"]["card"]["content"]

    def filled(self, name: str) -> str:
        return str(next(one for one in walk(self.card) if one.get("id") == name).get("value", ""))

    def choice(self, name: str, title: str) -> str:
        offered = (one for piece in walk(self.card) if is_part(piece, name) for one in piece["choices"])
        return next(str(one["value"]) for one in offered if title.split(maxsplit=1)[0] in one["title"])


async def test_an_alert_and_a_log_about_a_message(tmp_path: Path) -> None:
    ports = Ports()
    async with demo(tmp_path, ports):
        menu = Menu(ports, ALERT)
        await menu.opens()
        assert menu.filled("facts") == PLAIN
        who = menu.choice("pupils", pupils("4B")[0])
        await menu.presses("Videre", pupils=who, kinds="mobbing", suspicion="nei")
        await menu.presses("Videre")
        await menu.presses("Send varselet")
        assert words(menu.card)[0] == "Varselet er sendt"
        log = Menu(ports, LOG)
        await log.opens()
        await log.presses("Vis elevene", group="4B")
        assert log.filled("text") == PLAIN
        await log.presses("Lagre", pupil=log.choice("pupil", pupils("4B")[0]), type="annet")
        assert words(log.card)[0].startswith("✓ ")
