"""Where people and channels are reached, what is to be sent, and what has been done of itself."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import sealed_column


class ReferenceRow(SQLModel, table=True):
    """Where a person can be reached. Belongs to the person in the tenant, before any school knows them."""

    __tablename__ = "conversation_references"

    entra_object_id: str = Field(primary_key=True)
    service_url: str = Field(primary_key=True)
    tenant_id: str
    bot_id: str
    user_id: str
    conversation_id: str | None = None
    seen_at: datetime
    dead_at: datetime | None = None
    mac: str


class AskedRow(SQLModel, table=True):
    """Teams was asked for someone the bot has never met, and did not know them yet."""

    __tablename__ = "asked"

    entra_object_id: str = Field(primary_key=True)
    asked_at: datetime


class RosterRow(SQLModel, table=True):
    """A team the bot is in, and when its members are to be read. `failures` since they were last read."""

    __tablename__ = "rosters"

    conversation_id: str = Field(primary_key=True)
    service_url: str
    tenant_id: str
    bot_id: str
    due_at: datetime
    failures: int = 0
    mac: str


class ChannelRow(SQLModel, table=True):
    """A channel of a team, by the name Teams has said, and what it receives, a line each. Holds nothing of a case."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("school_id", "conversation_id"),)

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    conversation_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    team_id: str = ""
    name: str = ""
    receives: str
    bound_at: datetime
    dead_at: datetime | None = None
    mac: str


class OutboxRow(SQLModel, table=True):
    """A message to be: its kind and its subject as JSON, never a card. `business_key` lets it be written once.

    It goes to a person or a channel; `updates`: the message whose post it changes. The least `urgency` goes first.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "state", "urgency", "due_at"),)

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    business_key: str = Field(unique=True)
    kind: str
    subject: str
    updates: str | None = None
    recipient_id: str | None = Field(default=None, foreign_key="people.id")
    channel_id: str | None = Field(default=None, foreign_key="channels.id")
    service_url: str | None = None
    conversation_id: str | None = None
    activity_id: str | None = None
    state: str
    urgency: int
    due_at: datetime
    attempts: int = 0
    repeats: int = 0
    lease_until: datetime | None = None
    began_at: datetime | None = Field(default=None, index=True)
    error: str | None = None
    created_at: datetime
    settled_at: datetime | None = None
    mac: str


class DoneRow(SQLModel, table=True):
    """What a sweep does once a day for a school, and has done."""

    __tablename__ = "sweeps_done"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    sweep: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    mac: str


class ProbeRow(SQLModel, table=True):
    """Empty: what is put in to see that something can be written is taken out at once."""

    __tablename__ = "probes"

    id: str = Field(primary_key=True)
    filler: bytes = sealed_column()
