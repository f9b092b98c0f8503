"""A message's menu in the Playground: its own interface asks as its «…» does, and the bot answers over its own wire."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.kit.cards.message_menu import ALERT, LOG, PLAIN, of_playground
from tests.kit.demo.demo_process import Ports, demo
from tests.kit.demo.teams_client import oid
from tests.kit.school import walk, words

pytestmark = pytest.mark.e2e
Json = dict[str, Any]
GROUP = "group-test"


async def invoke(ports: Ports, name: str, conversation: str, **value: object) -> Json:
    """What the dialog shows then."""
    told = {"commandContext": "message", "context": {"theme": "default"}, "messagePayload": of_playground()} | value
    body = {"name": name, "from": {"id": f"29:{oid('teacher')}"}, "conversation": {"id": conversation}, "value": told}
    async with aiohttp.ClientSession() as session:
        world = f"http://127.0.0.1:{ports.teacher}"
        async with session.post(f"{world}/_conversation/v1/invoke", json=body) as response:
            answer: Json = await response.json()
    card: Json = answer["task"]["value"]["card"]["content"]
    return card


async def test_it_opens_the_forms(tmp_path: Path) -> None:
    ports = Ports()
    async with demo(tmp_path, ports):
        pass
