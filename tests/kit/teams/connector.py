"""A Teams connector on loopback that keeps to the real protocol, remembers every request and fails as told."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import web
from aiohttp.test_utils import TestServer

ADAPTIVE = "application/vnd.microsoft.card.adaptive"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request in full, taken or not. `path` is decoded."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request. `taken` says that the message is delivered all the same; `delay` in seconds."""

    status: int = 500
    code: str = ""
    message: str = "as told"
    retry_after: str | None = None
    taken: bool = False
    delay: float = 0
    reset: bool = False


@dataclass(slots=True)
class FakeConnector:
    """`faults[conversation]` are used up one by one; the key of opening a 1:1 conversation is `OPENING`.

    `has_app`: for whom it is installed, by user id or Entra object id; None is everyone. `weather` is asked about every
    request without a fault of its own. `messages[conversation]` is what the people there see, by activity id; `anew`
    are those that were to change a message that is not there. With `token` set, every request must carry it.
    """

    OPENING = "opening"
    token: str | None = None
    known: set[str] | None = None
    has_app: set[str] | None = None
    page_size: int = 2
    requests: list[Recorded] = field(default_factory=list)
    faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    messages: defaultdict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    people: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    service_url: str = ""
    weather: Callable[[], Fault | None] | None = None
    anew: set[str] = field(default_factory=set)
    _homeless: list[Json] = field(default_factory=list)
    _server: TestServer | None = None

    async def start(self) -> None:
        """Sets `service_url`, with a path as Teams' own has."""
        app = web.Application()
        base = "/teams/v3/conversations"
        app.router.add_post(base, self._open)
        app.router.add_post(base + "/{conversation}/activities", self._create)
        app.router.add_put(base + "/{conversation}/activities/{activity}", self._update)
        app.router.add_get(base + "/{conversation}/pagedmembers", self._members)
        self._server = TestServer(app, host="127.0.0.1")
        await self._server.start_server()
        self.service_url = str(self._server.make_url("/teams/"))

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.close()

    def fail(self, conversation: str, *faults: Fault) -> None:
        self.faults[conversation].extend(faults)

    def cards(self, conversation: str) -> list[Json]:
        """The messages there that hold a card, oldest first."""
        return [body for body in self.messages[conversation].values() if body.get("attachments")]

    def owes(self) -> float:
        """After how many seconds it takes what it has refused of its own since this was asked."""
        return 0

    async def _open(self, request: web.Request) -> web.Response:
        body = await self._record(request)
        if not body.get("tenantId") or body["channelData"]["tenant"]["id"] != body["tenantId"]:
            return _error(400, "BadSyntax")
        if body["isGroup"]:
            return await self._post(request, body)
        member = body["members"][0]["id"]
        if self.has_app is not None and member not in self.has_app:
            return _error(403, "ForbiddenOperationException")
        conversation = f"a:{member.removeprefix('29:')}"
        return await self._answer(
            request, self.OPENING, web.json_response({"id": conversation}, status=201), lambda: None
        )

    async def _post(self, request: web.Request, body: Json) -> web.Response:
        """A new post in a channel: its thread is a conversation of its own."""
        channel, activity_id = body["channelData"]["channel"]["id"], f"m{len(self.requests)}"
        if self.known is not None and channel not in self.known:
            return _error(403, "BotNotInConversationRoster")
        if not _is_message(body["activity"], channel):
            return _error(400, "BadSyntax")
        thread = f"{channel};messageid={activity_id}"
        taken = web.json_response({"id": thread, "activityId": activity_id}, status=201)
        return await self._answer(request, channel, taken, lambda: self._deliver(thread, activity_id, body["activity"]))

    async def _create(self, request: web.Request) -> web.Response:
        body = await self._record(request)
        conversation = request.match_info["conversation"]
        if self.known is not None and conversation not in self.known:
            return _error(404, "ConversationNotFound")
        if not _is_message(body, conversation):
            return _error(400, "BadSyntax")
        activity_id = f"m{len(self.requests)}"
        taken = web.json_response({"id": activity_id}, status=201)
        return await self._answer(request, conversation, taken, lambda: self._deliver(conversation, activity_id, body))

    async def _update(self, request: web.Request) -> web.Response:
        body = await self._record(request)
        conversation, activity_id = request.match_info["conversation"], request.match_info["activity"]
        if activity_id not in self.messages[conversation]:
            self._homeless.append(body["attachments"])
            return _error(404, "ActivityNotFoundInConversation")
        if not _is_message(body, conversation):
            return _error(400, "BadSyntax")
        taken = web.json_response({"id": activity_id})
        return await self._answer(request, conversation, taken, lambda: self._deliver(conversation, activity_id, body))

    async def _members(self, request: web.Request) -> web.Response:
        await self._record(request)
        conversation = request.match_info["conversation"]
        start = int(request.query.get("continuationToken", "0"))
        page: dict[str, Any] = {"members": self.people[conversation][start : start + self.page_size]}
        if start + self.page_size < len(self.people[conversation]):
            page["continuationToken"] = str(start + self.page_size)
        return await self._answer(request, conversation, web.json_response(page), lambda: None)

    def _deliver(self, conversation: str, activity_id: str, body: dict[str, Any]) -> None:
        if body["attachments"] in self._homeless:
            self.anew.add(activity_id)
        self.messages[conversation][activity_id] = body

    async def _record(self, request: web.Request) -> Json:
        content = await request.read()
        body: Json = json.loads(content) if content else {}
        self.requests.append(Recorded(request.method, unquote(request.path), dict(request.headers), body))
        if self.token is not None and request.headers.get("Authorization") != f"Bearer {self.token}":
            raise web.HTTPUnauthorized
        if request.method != "GET" and request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        return body

    async def _answer(
        self, request: web.Request, key: str, good: web.Response, deliver: Callable[[], None]
    ) -> web.Response:
        fault = self.faults[key].popleft() if self.faults[key] else self.weather() if self.weather else None
        if fault is None:
            deliver()
            return good
        if fault.taken:
            deliver()
        await asyncio.sleep(fault.delay)
        if fault.reset and request.transport is not None:
            request.transport.abort()
        headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
        return _error(fault.status, fault.code, headers, fault.message)


def _is_message(body: Json, conversation: str) -> bool:
    return (
        body["type"] == "message"
        and body["from"]["id"].startswith("28:")
        and body["conversation"]["id"] == conversation
        and [attachment["contentType"] for attachment in body["attachments"]] == [ADAPTIVE]
        and body["channelData"]["tenant"]["id"] == body["conversation"]["tenantId"]
    )


def _error(status: int, code: str, headers: dict[str, str] | None = None, message: str = "as told") -> web.Response:
    if not code:
        return web.Response(status=status, text="<html>", headers=headers)
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)
