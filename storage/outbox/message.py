"""A message on its way, as it leaves the storage.

What kind it is, what it is about, to whom and where it stands can be read with the installation's key only: the queue
works over all schools. It is found by keyed digests, each of a purpose that no other table has.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.ids import ChannelId, PersonId, SchoolId
from domain.message import MessageKind, Subject
from storage.engine.crypto import Undecipherable, Vault
from storage.engine.rows import Damaged, Seal, Signer, in_steps
from storage.tables.delivery import OutboxRow

SEAL = Seal(
    OutboxRow,
    *("recipient_digest", "sealed_place", "state", "urgency", "due_at", "attempts", "repeats"),
    *("lease_until", "began_at", "error", "created_at", "settled_at"),
)
"""What it says, of what and to whom; not how far it has come."""
STEP = 512
"""Bytes: all but a draft at several schools, and a post of many tasks, are as long as one of them."""
NO_REFERENCE = "no_reference"
"""Why a message waits for a person the bot has not met yet."""
TRIED_IN_VAIN = 5


class MessageState(StrEnum):
    """`pending → leased → sending` (committed before the POST) `→ sent | unknown | failed | dead`; `moot`: no reason
    to send it is left.
    """

    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DEAD = "dead"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is sealed. `kind` and `text` are as stored: they may be another version's. `key`: what tells it from others
    of the same to the same. `number`: of two that are due at one moment the lesser goes first.
    """

    kind: str
    text: str
    recipient: PersonId | None = None
    key: str = ""
    number: int = 0

    @property
    def subject(self) -> Subject:
        """Raises `ValueError` for a kind or a subject that this version does not know."""
        return MessageKind(self.kind).subject(self.text)


@dataclass(frozen=True, slots=True)
class Origin:
    """A message of ours that is to change: where it stands. Of a post the channel knows the service."""

    service_url: str
    conversation_id: str
    activity_id: str


def recipient_digest(vault: Vault, recipient: str) -> str:
    """What tells a person's messages from others', in the queue alone, until `Queue.forget_whom`."""
    return vault.digest("outbox.recipient", recipient)


def about_digest(vault: Vault, school_id: str, kind: str, text: str) -> str:
    """What finds the messages of a kind about one thing."""
    return vault.digest("outbox.about", f"{school_id}:{kind}:{text}")


def found_by(vault: Vault, school_id: str, said: Contents, channel: str | None) -> dict[str, str | None]:
    """The columns it is written once by, and found by."""
    whom = f"{said.recipient}" if said.recipient else f"{channel}"
    return {
        "business_key": vault.digest("outbox.key", f"{school_id}:{said.kind}:{said.text}:{whom}:{said.key}"),
        "about_digest": about_digest(vault, school_id, said.kind, said.text),
        "recipient_digest": recipient_digest(vault, said.recipient) if said.recipient else None,
    }


def seal_place(vault: Vault, row_id: str, at: Origin) -> bytes:
    """Where the message of this row stands."""
    text = in_steps(json.dumps([at.service_url, at.conversation_id, at.activity_id]))
    return vault.seal("outbox.place", row_id, text)


def place_of(vault: Vault, row: Any) -> Origin | None:  # noqa: ANN401  (any type)
    """Where it stands, or what it changes does; None when it is nowhere yet. Raises `Damaged`."""
    if row.sealed_place is None:
        return None
    try:
        text = vault.open("outbox.place", row.id, row.sealed_place)
    except Undecipherable as error:
        raise SEAL.damaged(row) from error
    at = Origin(*json.loads(text))
    return at if at.conversation_id else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A message that has been taken up. `where`: whom, or which channel, Teams' limits count it for."""

    id: str
    school_id: SchoolId
    said: Contents
    where: str
    channel: ChannelId | None
    origin: Origin | None
    updates: str | None
    state: MessageState
    attempts: int
    repeats: int
    error: str | None
    created_at: datetime

    @property
    def kind(self) -> str:
        return self.said.kind

    @property
    def recipient(self) -> PersonId | None:
        return self.said.recipient

    @property
    def subject(self) -> Subject:
        """Raises `ValueError` for a kind or a subject that this version does not know."""
        return self.said.subject


def queued(row: Any, signer: Signer) -> Queued:  # noqa: ANN401  (any type)
    """Raises `Damaged` for one that the bot has not put in, or that somebody has changed."""
    return Queued(
        id=row.id,
        school_id=SchoolId(row.school_id),
        said=signer.open(SEAL, row, Contents),
        where=row.channel_id or row.recipient_digest,
        channel=ChannelId(row.channel_id) if row.channel_id else None,
        origin=place_of(signer.vault(), row),
        updates=row.updates,
        state=MessageState(row.state),
        attempts=row.attempts,
        repeats=row.repeats,
        error=row.error,
        created_at=row.created_at,
    )


@dataclass(frozen=True, slots=True)
class Lost:
    """A message that did not arrive: to whom or which channel, and when the bot gave it up."""

    kind: MessageKind
    subject: Subject
    recipient: PersonId | None
    channel: ChannelId | None
    given_up_at: datetime


def lost(row: OutboxRow, said: Contents) -> Lost:
    """Raises `Damaged` for a subject that this version does not know."""
    try:
        subject = said.subject
    except ValueError as error:
        raise Damaged("outbox", row.id) from error
    channel = ChannelId(row.channel_id) if row.channel_id else None
    return Lost(MessageKind(said.kind), subject, said.recipient, channel, row.settled_at or row.created_at)
