"""Where people and channels are reached, what is to be sent, and what has been done of itself."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import WITHOUT_ORDER, Data, Holds, Mac, OfSchool, Subject, sealed_column


class ReferenceRow(SQLModel, table=True):
    """Where a person can be reached. Belongs to the person in the tenant, before any school knows them."""

    __tablename__ = "conversation_references"

    entra_object_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "the account in the tenant")] = Field(
        primary_key=True
    )
    service_url: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "where Teams is asked")] = Field(primary_key=True)
    tenant_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "the municipality's tenant")]
    bot_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "the bot, as Teams calls it")]
    user_id: Annotated[str, Holds(Subject.STAFF, Data.ADDRESS, "the account, as Teams calls it for this bot")]
    conversation_id: Annotated[str | None, Holds(Subject.STAFF, Data.ADDRESS, "the person's own chat with the bot")] = (
        None
    )
    language: Annotated[str, Holds(Subject.STAFF, Data.CLEAR, "what the person's Teams is in")] = ""
    seen_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "the hour: of several places the newest is used")]
    dead_at: Annotated[datetime | None, Holds(Subject.STAFF, Data.TIME, "since when nothing arrives there")] = None
    mac: Mac


class AskedRow(SQLModel, table=True):
    """Teams was asked for someone the bot has never met, and did not know them yet."""

    __tablename__ = "asked"

    entra_object_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "an account Teams did not know yet")] = Field(
        primary_key=True
    )
    asked_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "it is asked for again a day later")]


class RosterRow(SQLModel, table=True):
    """A team the bot is in, and when its members are to be read. `failures` since they were last read."""

    __tablename__ = "rosters"

    conversation_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "a team the bot is in")] = Field(
        primary_key=True
    )
    service_url: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "where Teams is asked")]
    tenant_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "the municipality's tenant")]
    bot_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "the bot, as Teams calls it")]
    due_at: Annotated[datetime, Holds(Subject.NOBODY, Data.TIME, "when its members are to be read")]
    failures: Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "how long to wait before the next try")] = 0
    mac: Mac


class ChannelRow(SQLModel, table=True):
    """A channel of a team, by the name Teams has said, and what it receives, a line each. Holds nothing of a case."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("school_id", "conversation_id"),)

    id: Annotated[str, Holds(Subject.SCHOOL, Data.ID, "tells the channel from others")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    conversation_id: Annotated[str, Holds(Subject.SCHOOL, Data.ADDRESS, "the channel")]
    service_url: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "where Teams is asked")]
    tenant_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "the municipality's tenant")]
    bot_id: Annotated[str, Holds(Subject.NOBODY, Data.ADDRESS, "the bot, as Teams calls it")]
    team_id: Annotated[str, Holds(Subject.SCHOOL, Data.ADDRESS, "the team it is of")] = ""
    name: Annotated[str, Holds(Subject.SCHOOL, Data.CLEAR, "its name, shown to leaders")] = ""
    receives: Annotated[str, Holds(Subject.SCHOOL, Data.CLEAR, "what it receives")]
    bound_at: Annotated[datetime, Holds(Subject.SCHOOL, Data.TIME, "when a leader chose so")]
    dead_at: Annotated[datetime | None, Holds(Subject.SCHOOL, Data.TIME, "since when nothing arrives there")] = None
    mac: Mac


class OutboxRow(SQLModel, table=True):
    """A message to be: never a card. `business_key` lets it be written once.

    It goes to a person or a channel; `updates`: the message whose post it changes. The least `urgency` goes first.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "state", "urgency", "due_at"), WITHOUT_ORDER)

    id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "tells the message from others")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    business_key: Annotated[str, Holds(Subject.BOTH, Data.DIGEST, "what it is of and to whom: it is written once")] = (
        Field(unique=True)
    )
    about_digest: Annotated[str, Holds(Subject.BOTH, Data.DIGEST, "finds the messages of a kind about one thing")]
    updates: Annotated[str | None, Holds(Subject.NOBODY, Data.ID, "the message whose post it changes")] = None
    recipient_digest: Annotated[
        str | None,
        Holds(Subject.STAFF, Data.DIGEST, "counts one person's messages, for Teams' limits; gone an hour after"),
    ] = None
    channel_id: Annotated[str | None, Holds(Subject.SCHOOL, Data.ID, "the channel it is for")] = Field(
        default=None, foreign_key="channels.id"
    )
    sealed_place: Annotated[
        bytes | None,
        Holds(Subject.STAFF, Data.SEALED, "the message in Teams, its chat, and where it was asked: to change it later"),
    ] = Field(default=None, sa_column=Column(LargeBinary))
    state: Annotated[str, Holds(Subject.NOBODY, Data.BOOK, "how far it has come")]
    urgency: Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "what goes first")]
    due_at: Annotated[datetime, Holds(Subject.NOBODY, Data.TIME, "when it is to go")]
    attempts: Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "how long to wait before the next try")] = 0
    repeats: Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "how often it was sent anew")] = 0
    lease_until: Annotated[datetime | None, Holds(Subject.NOBODY, Data.TIME, "until when one process has it")] = None
    began_at: Annotated[datetime | None, Holds(Subject.NOBODY, Data.TIME, "keeps Teams' limits")] = Field(
        default=None, index=True
    )
    error: Annotated[str | None, Holds(Subject.NOBODY, Data.CLEAR, "why it did not arrive, in Teams' code")] = None
    created_at: Annotated[datetime, Holds(Subject.NOBODY, Data.TIME, "when it was queued; an hour after, the day")]
    settled_at: Annotated[
        datetime | None,
        Holds(Subject.NOBODY, Data.TIME, "when it had arrived, or was given up; an hour after, the day it arrived"),
    ] = None
    sealed: Annotated[
        bytes, Holds(Subject.BOTH, Data.SEALED, "its kind, the ids of what it is about, and whom it is for")
    ] = sealed_column()


class DoneRow(SQLModel, table=True):
    """What a sweep does once a day for a school, and has done."""

    __tablename__ = "sweeps_done"

    school_id: OfSchool = Field(primary_key=True, foreign_key="schools.id")
    sweep: Annotated[str, Holds(Subject.NOBODY, Data.BOOK, "what was done")] = Field(primary_key=True)
    day: Annotated[date, Holds(Subject.NOBODY, Data.TIME, "for which day")] = Field(primary_key=True)
    mac: Mac


class ProbeRow(SQLModel, table=True):
    """Empty: what is put in to see that something can be written is taken out at once."""

    __tablename__ = "probes"

    id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "tells the probe from others")] = Field(primary_key=True)
    filler: Annotated[bytes, Holds(Subject.NOBODY, Data.BOOK, "zeros, as long as a row may be")] = sealed_column()


class PausedRow(SQLModel, table=True):
    """While there is a row nothing is sent: a restored copy does not know what went out after it was taken."""

    __tablename__ = "paused"

    reason: Annotated[str, Holds(Subject.NOBODY, Data.BOOK, "why nothing is sent")] = Field(primary_key=True)
    since: Annotated[datetime, Holds(Subject.NOBODY, Data.TIME, "since when")]
