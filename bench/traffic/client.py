"""People who write to a server, several at a time, as Teams sends what they write."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import aiohttp

from bench.traffic.processes import Server
from domain.people.person import Person
from tests.kit.school import FACT
from tests.kit.teams import activities
from tests.kit.teams.activities import TENANT, activity

Json = dict[str, Any]


class LoadClient:
    """Sends what Teams sends from `person`, signed with `token`."""

    def __init__(self, session: aiohttp.ClientSession, server: Server, service_url: str, token: str) -> None:
        self.server = server
        self._session = session
        self._service_url = service_url
        self._headers = {"Authorization": f"Bearer {token}"}

    async def post(self, person: Person, body: Json) -> Json:
        """The answer to an activity. Raises `RuntimeError` for one that was not taken."""
        whose = {
            "serviceUrl": self._service_url,
            "from": {"id": f"29:{person.upn}", "aadObjectId": person.entra_object_id},
            "conversation": {"id": f"a:{person.upn}", "conversationType": "personal", "tenantId": TENANT},
        }
        url = f"{self.server.url}/api/messages"
        async with self._session.post(url, json=body | whose, headers=self._headers) as response:
            if response.status not in (200, 201, 202):
                raise RuntimeError(f"{response.status}: {await response.text()}")
            return await response.json() if response.content_type == "application/json" else {}

    async def says(self, person: Person, text: str) -> None:
        await self.post(person, activity("message", text=text))

    async def drafts(self, person: Person, draft: str, pupil: int) -> None:
        """An alert filled in, as far as to the button that sends it."""
        page = await self.post(person, activities.press("alert.start", {"draft_id": draft}))
        choices = next(piece for piece in page["value"]["body"] if piece.get("id") == "pupils")["choices"]
        answers = {
            "pupils": choices[pupil % len(choices)]["value"],
            "kinds": "mobbing",
            "facts": FACT,
            "suspicion": "nei",
        }
        await self.post(person, activities.press("alert.facts", {"draft_id": draft, "to": "review"} | answers))

    async def sends(self, person: Person, draft: str) -> float:
        """The press that sends the alert; seconds until the answer is here. Raises `RuntimeError` for a refusal."""
        before = time.perf_counter()
        answer = await self.post(person, activities.press("alert.send", {"draft_id": draft}))
        took = time.perf_counter() - before
        if answer.get("type") != "application/vnd.microsoft.card.adaptive":
            raise RuntimeError(f"not sent: {answer}")
        return took


async def at_once(people: int, turn: Callable[[int], Awaitable[object]], numbers: Iterable[int]) -> None:
    """So many people, each with a turn on its way all the time."""
    left = iter(numbers)

    async def person() -> None:
        for number in left:
            await turn(number)

    await asyncio.gather(*(person() for _ in range(people)))
