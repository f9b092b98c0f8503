"""A message on its way, as it leaves the storage."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import ChannelId, PersonId, SchoolId
from domain.message import MessageKind, Subject
from storage.engine.rows import Damaged, Signature
from storage.tables.delivery import OutboxRow

SIGNED = Signature(
    OutboxRow,
    *("service_url", "conversation_id", "activity_id", "state", "urgency", "due_at", "attempts", "repeats"),
    *("lease_until", "began_at", "error", "created_at", "settled_at"),
)
"""What it says, of what and to whom; not how far it has come."""
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
class Origin:
    """A message of ours that is to change: where it stands. Of a post the channel knows the service."""

    service_url: str
    conversation_id: str
    activity_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A message that has been taken up. `kind` and `text` are as stored: they may be another version's."""

    id: str
    school_id: SchoolId
    kind: str
    text: str
    recipient: PersonId | None
    channel: ChannelId | None
    origin: Origin | None
    updates: str | None
    state: MessageState
    attempts: int
    repeats: int
    error: str | None
    created_at: datetime

    @property
    def subject(self) -> Subject:
        """Raises `ValueError` for a kind or a subject that this version does not know."""
        return MessageKind(self.kind).subject(self.text)


def queued(row: OutboxRow) -> Queued:
    origin = Origin(row.service_url or "", row.conversation_id, row.activity_id or "") if row.conversation_id else None
    return Queued(
        id=row.id,
        school_id=SchoolId(row.school_id),
        kind=row.kind,
        text=row.subject,
        recipient=PersonId(row.recipient_id) if row.recipient_id else None,
        channel=ChannelId(row.channel_id) if row.channel_id else None,
        origin=origin,
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


def lost(row: OutboxRow) -> Lost:
    """Raises `Damaged` for a subject that this version does not know."""
    kind, recipient = MessageKind(row.kind), PersonId(row.recipient_id) if row.recipient_id else None
    try:
        subject = kind.subject(row.subject)
    except ValueError as error:
        raise Damaged("outbox", row.id) from error
    channel = ChannelId(row.channel_id) if row.channel_id else None
    return Lost(kind, subject, recipient, channel, row.settled_at or row.created_at)
