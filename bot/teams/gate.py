"""What an activity must be before any of our code acts on it (platform checks after the signature)."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from bot.teams.edge import Edge, plain

BODY_LIMIT = 256 * 1024
READ_SECONDS = 10.0
_USERS_OWN = ("message", "messageUpdate", "invoke")

Id = Annotated[str, StringConstraints(min_length=1, max_length=1024, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Refusal(Exception):  # noqa: N818  (reads as what happened)
    """Answered with this HTTP status and no body; the reason is for our log and holds nothing of the request."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class _Wire(BaseModel):
    """The part of the Bot Framework's JSON that is read; the rest is dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, strict=True)


class Account(_Wire):
    id: Id
    aad_object_id: str | None = None


class Conversation(_Wire):
    id: Id
    conversation_type: str | None = None
    tenant_id: str | None = None


class Identified(_Wire):
    id: Id


class Titled(_Wire):
    id: str | None = None
    name: str | None = None


class ChannelData(_Wire):
    tenant: Identified | None = None
    team: Identified | None = None
    channel: Titled | None = None
    event_type: str | None = None


class Attached(_Wire):
    content_type: str | None = None


class Envelope(_Wire):
    """An activity of the right shape. Nothing in it is believed before `Gate.check`."""

    type: Id
    id: Id | None = None
    channel_id: str | None = None
    service_url: str | None = None
    sender: Account | None = Field(default=None, alias="from")
    recipient: Account | None = None
    conversation: Conversation | None = None
    channel_data: ChannelData | None = None
    reply_to_id: Id | None = None
    name: str | None = None
    action: str | None = None
    text: str | None = None
    locale: str | None = None
    value: Any = None
    entities: list[dict[str, Any]] | None = None
    attachments: list[Attached] | None = None
    members_added: list[Account] | None = None
    members_removed: list[Account] | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Whose activities this bot takes: one tenant's, addressed to this bot, from a Teams that is trusted."""

    edge: Edge
    tenant_id: str
    bot_id: str

    def check(self, activity: Envelope, claimed_service_url: str | None) -> None:
        """Raises `Refusal`. The claim is from the verified token; None in the demo, which has no token."""
        if activity.channel_id != "msteams":
            raise Refusal(403, "channel")
        if claimed_service_url is not None and plain(activity.service_url or "") != plain(claimed_service_url):
            raise Refusal(401, "service_url_claim")
        if activity.service_url is None or not self.edge.trusts(activity.service_url):
            raise Refusal(403, "service_url")
        if activity.recipient is None or activity.recipient.id != self.bot_id:
            raise Refusal(403, "recipient")
        if activity.conversation is None:
            raise Refusal(400, "conversation")
        self._check_tenant(activity, activity.conversation)
        if activity.type in _USERS_OWN and not (activity.sender and is_guid(activity.sender.aad_object_id)):
            raise Refusal(403, "sender")

    def _check_tenant(self, activity: Envelope, conversation: Conversation) -> None:
        tenant = activity.channel_data.tenant if activity.channel_data else None
        if tenant is None or tenant.id != self.tenant_id or conversation.tenant_id not in (None, tenant.id):
            raise Refusal(403, "tenant")


async def read(request: web.Request, *, seconds: float = READ_SECONDS) -> Envelope:
    """The body, when it is JSON of the right shape, at most 256 KB and there in time. Raises `Refusal`."""
    try:
        return Envelope.model_validate_json(await body(request, seconds=seconds))
    except ValidationError:
        raise Refusal(400, "shape") from None


async def body(request: web.Request, *, seconds: float = READ_SECONDS) -> bytearray:
    """At most 256 KB, and there in time. Raises `Refusal`."""
    content = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.content.iter_any():
                content += chunk
                if len(content) > BODY_LIMIT:
                    raise Refusal(413, "size")
    except TimeoutError:
        raise Refusal(408, "slow") from None
    except (web.RequestPayloadError, OSError):
        raise Refusal(400, "payload") from None
    return content


def check_headers(request: web.Request) -> None:
    """What can be refused before the body is read. Raises `Refusal`.

    Teams sends nothing compressed. The server that runs this must not unpack (`auto_decompress=False`).
    """
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise Refusal(415, "content_type")
    if (request.content_length or 0) > BODY_LIMIT:
        raise Refusal(413, "size")


def is_guid(text: str | None) -> bool:
    try:
        return text is not None and str(UUID(text)) == text.lower()
    except ValueError:
        return False
