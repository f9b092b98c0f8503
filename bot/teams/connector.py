"""Sending to Teams: the three calls of its connector that are used, over one shared session.

Nothing is retried here and nothing is raised: what happened is told as an `Outcome`, and the outbox decides.
Bodies, tokens and addresses are never logged.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.teams.credentials import Tokens, TokenUnavailable
from bot.teams.edge import Edge
from scheduler.messenger import (
    Address,
    Card,
    Failed,
    Gone,
    Later,
    Member,
    MembersUnavailable,
    Missing,
    Moved,
    Outcome,
    Sent,
    Unknown,
)

_ADAPTIVE = "application/vnd.microsoft.card.adaptive"
_BACKOFF = 5.0
_LONGEST = 3600.0
_ENDED = frozenset(
    {
        "BotDisabledByAdmin",
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ForbiddenOperationException",
        "MessageWritesBlocked",
    }
)
"""Disabled, blocked or not installed. Anything else that Teams refuses may be a hiccup, or another place."""
_OTHER_HOST = "InvalidBotApiHost"
_OTHER_GEO = "wrong geo"
"""In the words of a 400 BadArgument, when the tenant has moved."""
_PAGES = 100

Body = dict[str, Any]
Ambiguous = Callable[[str], Outcome]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Teams said. `retry_after` is in seconds; `body` is empty when it was not a JSON object."""

    status: int
    retry_after: float | None
    body: dict[str, Any]

    @property
    def code(self) -> str:
        return _text(self._error, "code")[:60] or f"http_{self.status}"

    @property
    def elsewhere(self) -> bool:
        """Whether the same is taken at another host."""
        return self.code == _OTHER_HOST or (self.status == 400 and _OTHER_GEO in _text(self._error, "message"))

    @property
    def _error(self) -> Body:
        """Some say it without `error` around it."""
        error = self.body.get("error", self.body)
        return error if isinstance(error, dict) else {}


class Connector:
    """The `Messenger` that talks to Teams. An address outside the edge's hosts is refused, stored or not.

    `notice_text`: what calls someone says its summary as text too, for the phones that show no summary.
    `between_pages`: seconds; of one conversation Teams gives 120 pages of members in 30, 14 in one.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: Tokens,
        edge: Edge,
        *,
        seconds: float = 10,
        notice_text: bool = True,
        between_pages: float = 0.25,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._edge = edge
        self._notice_text = notice_text
        self._between_pages = between_pages
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=seconds / 2)

    async def send(self, address: Address, card: Card, *, summary: str, calls: bool = False) -> Outcome:
        conversation = address.conversation_id
        if conversation and address.channel:
            return await self._post(address, conversation, card, summary)
        if conversation is None:
            opened = await self.open(address)
            if not isinstance(opened, Sent):
                return opened
            conversation = opened.conversation_id
        path = f"/v3/conversations/{_part(conversation)}/activities"
        message = _message(address, conversation, card, summary)
        if calls:
            message = _calling(message, summary if self._notice_text else "")
        taken = await self._call("POST", address, path, message, Unknown)
        return Sent(_text(taken, "id"), conversation) if isinstance(taken, dict) else taken

    async def update(self, address: Address, activity_id: str, card: Card, *, summary: str) -> Outcome:
        conversation = address.conversation_id
        if conversation is None:
            return Failed("no_conversation")
        path = f"/v3/conversations/{_part(conversation)}/activities/{_part(activity_id)}"
        body = _message(address, conversation, card, summary) | {"id": activity_id}
        taken = await self._call("PUT", address, path, body, _again)
        return Sent(activity_id, conversation) if isinstance(taken, dict) else taken

    async def members(self, address: Address) -> list[Member]:
        if address.conversation_id is None:
            raise MembersUnavailable("no_conversation")
        path = f"/v3/conversations/{_part(address.conversation_id)}/pagedmembers?pageSize=500"
        found: list[Member] = []
        following = ""
        for _ in range(_PAGES):
            page = await self._call("GET", address, path + following, None, _again)
            if not isinstance(page, dict):
                raise MembersUnavailable(getattr(page, "code", ""), getattr(page, "after", 0))
            found += _members(page)
            token = _text(page, "continuationToken")
            if not token:
                return found
            following = f"&continuationToken={_part(token)}"
            await asyncio.sleep(self._between_pages)
        raise MembersUnavailable("endless")

    async def open(self, address: Address) -> Outcome:
        """The 1:1 conversation. Nobody sees that it is opened, so it may be asked for twice."""
        if address.user_id is None:
            return Failed("no_user")
        taken = await self._call("POST", address, "/v3/conversations", _opening(address), _again)
        if not isinstance(taken, dict):
            return taken
        conversation = _text(taken, "id")
        return Sent("", conversation) if conversation else _again("no_id")

    async def _post(self, address: Address, channel: str, card: Card, summary: str) -> Outcome:
        """A post of its own in a channel; its thread is a conversation, where it is later updated."""
        body = _posting(address, channel, _message(address, channel, card, summary))
        taken = await self._call("POST", address, "/v3/conversations", body, Unknown)
        return Sent(_text(taken, "activityId"), _text(taken, "id")) if isinstance(taken, dict) else taken

    async def _call(
        self, method: str, address: Address, path: str, body: Body | None, ambiguous: Ambiguous
    ) -> Body | Outcome:
        """The answer's body when Teams took it. `ambiguous` says what it means when nobody can tell."""
        if not self._edge.trusts(address.service_url):
            return Failed("untrusted_host")
        try:
            answer = await self._exchange(method, address.service_url.rstrip("/") + path, body)
        except TokenUnavailable:
            return Later(_BACKOFF, "token")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Later(_BACKOFF, "unreachable")
        except (aiohttp.ClientError, OSError) as error:
            return ambiguous(type(error).__name__)
        return _verdict(method, answer, ambiguous)

    async def _exchange(self, method: str, url: str, body: Body | None) -> _Answer:
        token = await self._tokens.token()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        content = None if body is None else orjson.dumps(body)
        async with self._session.request(
            method,
            URL(url, encoded=True),
            data=content,
            headers=headers,
            timeout=self._timeout,
            allow_redirects=False,
        ) as response:
            return _Answer(response.status, _seconds(response.headers.get("Retry-After")), _json(await response.read()))


def _verdict(method: str, answer: _Answer, ambiguous: Ambiguous) -> Body | Outcome:
    """What the status means. 401 is our own token, refused before anything was done: worth another try."""
    code = answer.code
    if 200 <= answer.status < 300:
        return answer.body
    if answer.status == 408 or answer.status >= 500:
        return ambiguous(code)
    if answer.status in (401, 412, 429):
        return Later(_BACKOFF if answer.retry_after is None else answer.retry_after, code)
    if answer.status == 403 and code in _ENDED:
        return Gone(code)
    if method == "PUT":
        return Missing(code) if answer.status == 404 or answer.elsewhere else Failed(code)
    return Moved(code) if answer.status in (403, 404) or answer.elsewhere else Failed(code)


def _again(code: str) -> Outcome:
    return Later(_BACKOFF, code)


def _message(address: Address, conversation: str, card: Card, summary: str) -> dict[str, Any]:
    return {
        "type": "message",
        "from": {"id": address.bot_id},
        "conversation": {"id": conversation, "tenantId": address.tenant_id},
        "summary": summary,
        "attachments": [{"contentType": _ADAPTIVE, "content": card}],
        "channelData": {"tenant": {"id": address.tenant_id}},
    }


def _calling(message: Body, text: str) -> Body:
    """With a place in the activity feed and, on a locked Android phone, more than that a card was sent."""
    channel = message["channelData"] | {"notification": {"alert": True}}
    return message | {"channelData": channel} | ({"text": text} if text else {})


def _opening(address: Address) -> dict[str, Any]:
    return {
        "isGroup": False,
        "bot": {"id": address.bot_id},
        "members": [{"id": address.user_id}],
        "tenantId": address.tenant_id,
        "channelData": {"tenant": {"id": address.tenant_id}},
    }


def _posting(address: Address, channel: str, first: dict[str, Any]) -> dict[str, Any]:
    return {
        "isGroup": True,
        "bot": {"id": address.bot_id},
        "tenantId": address.tenant_id,
        "channelData": {"tenant": {"id": address.tenant_id}, "channel": {"id": channel}},
        "activity": first,
    }


def _members(page: dict[str, Any]) -> list[Member]:
    """Those with an Entra object id; bots have none. The field has had two names."""
    people = page.get("members")
    rows = [row for row in people if isinstance(row, dict)] if isinstance(people, list) else []
    found = [Member(_text(row, "id"), _text(row, "aadObjectId") or _text(row, "objectId")) for row in rows]
    return [member for member in found if member.user_id and member.object_id]


def _json(content: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def _seconds(retry_after: str | None) -> float | None:
    """Whole seconds only: the form with a date is not used by Teams, and the default serves for it."""
    if retry_after is None or not retry_after.strip().isdecimal():
        return None
    return min(float(retry_after), _LONGEST)


def _part(text: str) -> str:
    """One segment of an address: ids hold `:`, `@` and `;`."""
    return quote(text, safe="")
