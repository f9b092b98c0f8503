"""A colleague of the teacher's world who works on their phone: sees cards, presses what they offer."""

import asyncio
import csv
import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.turns.limited import TOO_FAST
from demo.generate import HERE
from tests.kit.demo.demo_process import Ports
from tests.kit.demo.teams_client import oid
from tests.kit.school import WAYS_ON, Json, buttons, by_input, is_part, walk, words


def name(post: str) -> str:
    """Who sits in this post of the demo school."""
    with (HERE / "people" / "ansatte.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return next(row["navn"] for row in rows if row["entra_object_id"] == oid(post))


PATIENCE = 30
"""Seconds."""


@dataclass
class Colleague:
    """`card` is the newest in sight, `taps` how often the person has pressed; a form is answered with what is said, a
    choice by its title.
    """

    ports: Ports
    post: str
    card: Json = field(default_factory=dict)
    taps: int = 0

    async def says(self, word: str) -> None:
        """A word, by its button."""
        await self._invoke("word.say", {"word": word})

    async def opens(self, reference: str) -> None:
        await self._invoke("cases.list", {"which": ""})
        await self.presses(f"Åpne sak {reference}")

    async def alerts(self, pupil: str, kinds: str, facts: str, suspicion: str = "Nei") -> None:
        """The shortest alert on a pupil of one's own class; whom a suspicion is about is told later."""
        await self.says("varsle")
        await self.presses("Videre", pupils=pupil, kinds=kinds, facts=facts, suspicion=suspicion)
        while "Send varselet" not in [button["title"] for button in buttons(self.card)]:
            await self.presses("Videre")
        await self.presses("Send varselet")

    async def takes(self, reference: str, title: str, /, **said: str) -> None:
        """The step, from the case or from all its steps, and «Ferdig»."""
        await self.opens(reference)
        if title not in [button["title"] for button in buttons(self.card)]:
            await self.presses(next(b["title"] for b in buttons(self.card) if b["title"].startswith("Alle steg")))
        await self.presses(title)
        await self.presses("Ferdig", **said)

    async def presses(self, title: str, number: int = 0, /, **said: str) -> None:
        """A button, by its title, and its number when there are several. Refuses what the card does not ask.

        Who has finished a form goes on from the receipt to what it was about.
        """
        found = [button for button in buttons(self.card) if button["title"] == title]
        assert found, f"«{title}» is not on the card, but {[b['title'] for b in buttons(self.card)]}"
        button = found[number]
        asked = {piece["id"]: piece for piece in walk(self.card) if str(piece.get("type", "")).startswith("Input.")}
        said = {**by_input(said, asked), **_in_parts(said, asked)}
        assert said.keys() <= asked.keys(), f"{said.keys() - asked.keys()} not among {list(asked)}"
        values = {key: _value(piece, said.get(key)) for key, piece in asked.items()}
        await self._invoke(button["verb"], button["data"] | values)
        ways = [b for way in WAYS_ON for b in buttons(self.card) if b["title"] == way]
        if ways and words(self.card)[0].startswith("✓ "):
            await self._invoke(ways[0]["verb"], ways[0]["data"])

    def each(self, field: str, said: str) -> dict[str, str]:
        """The same answer for each thing the card asks this of."""
        return {piece["id"]: said for piece in walk(self.card) if str(piece.get("id", "")).startswith(f"{field}-")}

    async def _invoke(self, verb: str, data: dict[str, Any]) -> None:
        self.taps += 1
        self.take_in(await self._answered(verb, data))

    async def _answered(self, verb: str, data: dict[str, Any]) -> Json:
        """Who presses faster than people do is told to wait, and does."""
        for _ in range(PATIENCE):
            answer: Json = await press_as(self.ports, self.post, verb, data)
            if TOO_FAST not in json.dumps(answer, ensure_ascii=False):
                return answer
            await asyncio.sleep(1)
        raise AssertionError(TOO_FAST)

    def take_in(self, answer: Json) -> None:
        assert answer["type"].endswith("card.adaptive"), answer
        self.card = answer["value"]

    def sees(self) -> str:
        return "\n".join(words(self.card))


def _in_parts(said: dict[str, str], asked: dict[str, Json]) -> dict[str, str]:
    """Of a choice that stands in parts, each is told all of it, and takes what it offers."""
    parts = {name: [key for key, piece in asked.items() if is_part(piece, name)] for name in said if name not in asked}
    return {key: said[name] for name, keys in parts.items() for key in keys}


def _value(piece: Json, said: str | None) -> str:
    if said is None or piece["type"] != "Input.ChoiceSet":
        return said if said is not None else str(piece.get("value", ""))
    choices = {c["title"]: str(c["value"]) for c in piece["choices"]}
    wanted = said.split(" + ")
    return choices.get(said) or ",".join(v for title, v in choices.items() for part in wanted if part in title)


async def press_as(ports: Ports, post: str, verb: str, data: dict[str, str]) -> Any:  # noqa: ANN401  (any type)
    """A press by another person of the teacher's world, through the Playground's own interface."""
    world = f"http://127.0.0.1:{ports.teacher}"
    user = f"29:{oid(post)}"
    opening = {"isGroup": False, "bot": {"id": "28:skolemiljo-demo"}, "members": [{"id": user}]}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{world}/_connector/v3/conversations", json=opening) as response:
            chat = (await response.json())["id"]
        message = {"type": "message", "text": "·", "conversation": {"id": chat}, "from": {"id": "28:skolemiljo-demo"}}
        async with session.post(f"{world}/_connector/v3/conversations/{chat}/activities", json=message) as response:
            sent = (await response.json())["id"]
        press = {
            "name": "adaptiveCard/action",
            "conversation": {"id": chat},
            "from": {"id": user},
            "replyToId": sent,
            "value": {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"},
        }
        async with session.post(f"{world}/_conversation/v1/invoke", json=press) as response:
            return await response.json()
