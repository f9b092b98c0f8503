"""What came from Teams, and what answers it, as plain values. Nothing behind this module knows the SDK."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from scheduler.messenger import Address, Member
from services.turn import Held

Card = dict[str, Any]


class Kind(StrEnum):
    MESSAGE = "message"
    CARD_ACTION = "card_action"
    INSTALLED = "installed"
    ADDED = "added"
    REMOVED = "removed"
    MEMBERS_ADDED = "members_added"
    CHANNEL_GONE = "channel_gone"
    CHANNEL_BACK = "channel_back"
    CHANNEL_RENAMED = "channel_renamed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One activity, verified. `user_object_id` is the only identity; `data` is what a client chose to send.

    `conversation_type` is personal, groupChat or channel, or empty when Teams did not say: then not personal.
    `automatic` marks a card that refreshed itself: such a press must change nothing. `shared`: a photo, file or clip
    came with the message; `edited`: it was written before, and is changed. `channel_id` and `channel_name` are the
    channel it came from, or is about. `held`: in a dialog opened from a message's menu; wherever that was, only the
    person sees it. `language`: of the client, when the bot speaks it.
    """

    kind: Kind
    activity_id: str
    tenant_id: str
    service_url: str
    bot_id: str
    conversation_id: str
    conversation_type: str
    user_object_id: str | None
    user_id: str | None
    text: str
    verb: str | None
    data: Mapping[str, object]
    reply_to_id: str | None
    automatic: bool
    team_id: str | None
    channel_id: str = ""
    channel_name: str = ""
    shared: bool = False
    edited: bool = False
    held: Held | None = None
    language: str = ""

    @property
    def address(self) -> Address:
        """Where an answer goes: the conversation, or the thread, that it came from."""
        return Address(self.service_url, self.tenant_id, self.bot_id, self.conversation_id, self.user_id)


class Turns(Protocol):
    """What the bot does with what came. Each call is idempotent: Teams sends again what it thinks was lost."""

    async def message(self, incoming: Incoming) -> Card | None:
        """The card to answer with, if any."""

    async def press(self, incoming: Incoming) -> dict[str, Any]:
        """The complete body that answers the invoke (as those below)."""

    async def installed(self, incoming: Incoming) -> Card | None:
        """The welcome card, if any."""

    async def joined(self, incoming: Incoming, people: Sequence[Member]) -> None:
        """People have come into a team the bot is in."""

    async def removed(self, incoming: Incoming) -> None:
        """The bot was taken out of the conversation or team."""

    async def channel_changed(self, incoming: Incoming) -> None:
        """A channel, or all of a team without one, is deleted, there again or has another name, as its kind says."""


def card_body(card: Card) -> dict[str, Any]:
    """Shown instead of the card, to the person who pressed only.

    The HTTP status of the answer to an invoke is always 200; `statusCode` is the real one.
    """
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card}


def text_body(text: str) -> dict[str, Any]:
    """A line of text, to the person who pressed only."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def error_body(code: str, message: str, *, status: int = 400) -> dict[str, Any]:
    """An error that Teams shows under the card; `code` is for logs, `message` for the person."""
    value = {"code": code, "message": message}
    return {"statusCode": status, "type": "application/vnd.microsoft.error", "value": value}
