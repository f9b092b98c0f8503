"""What the outbox may ask of Teams, and how it can end. No I/O here; `bot.teams.connector` implements it."""

from dataclasses import dataclass
from typing import Any, Protocol

Card = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes. Without `conversation_id` it is the 1:1 conversation with `user_id`, which may be an Entra
    object id too.

    `channel` says that the conversation is a channel, and a new message a post of its own in it.
    """

    service_url: str
    tenant_id: str
    bot_id: str
    conversation_id: str | None
    user_id: str | None
    channel: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """It was taken. `activity_id` is empty when Teams took the message without telling its id."""

    activity_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A new message got no clear answer: it may have been delivered, so sending again may double it."""

    code: str


@dataclass(frozen=True, slots=True)
class Later:
    """It was not taken, or taking it twice does no harm: try again after `after` seconds."""

    after: float
    code: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The reference is dead: the bot is blocked, disabled or not installed."""

    code: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The conversation is not found there, which also comes at random: it is to be opened anew, and tried again."""

    code: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The message that was to change is not there."""

    code: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It was refused, for no reason that is known: worth some more tries."""

    code: str


Outcome = Sent | Unknown | Later | Gone | Moved | Missing | Failed


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a conversation: the id Teams uses there, and the Entra object id."""

    user_id: str
    object_id: str


class MembersUnavailable(Exception):  # noqa: N818  (reads as what happened)
    """The members could not be read now; the text is a code, never content. `after`: seconds Teams asks to wait."""

    def __init__(self, code: str, after: float = 0) -> None:
        super().__init__(code)
        self.after = after


class Messenger(Protocol):
    """Sends cards. `summary` is the text of the notification and holds no case content (law 1)."""

    async def send(self, address: Address, card: Card, *, summary: str, calls: bool = False) -> Outcome:
        """A new message; the 1:1 conversation is created first when the address has none. `calls`: it is to be noticed
        at once, on a locked phone too.
        """

    async def open(self, address: Address) -> Outcome:
        """The 1:1 conversation with `user_id`, without a word in it. Never `Unknown`."""

    async def update(self, address: Address, activity_id: str, card: Card, *, summary: str) -> Outcome:
        """Replaces a message. Doing it twice does no harm, so it is never `Unknown`."""

    async def members(self, address: Address) -> list[Member]:
        """Everyone in the conversation, all pages, no faster than Teams allows. Raises `MembersUnavailable`."""
