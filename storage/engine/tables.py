"""Rows, and nothing else: SQLModel tables do not validate, so what comes out of them is checked by the domain.

`sealed` columns hold the encrypted JSON of a domain object (storage/engine/crypto.py); the columns beside it are what
the database must be able to find and order by, and say nothing about a child. A `mac` is a keyed signature over the
others (storage/engine/rows.py).
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def _sealed() -> bytes:
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    return sealed


class SchoolRow(SQLModel, table=True):
    """A school. `people_version` grows with every import, so that what is kept can tell its age; `people_since`: the
    day of the first.
    """

    __tablename__ = "schools"

    id: str = Field(primary_key=True)
    people_version: int = 0
    people_since: date | None = None
    data_key: bytes = _sealed()


class KeyRow(SQLModel, table=True):
    """A key that is no school's, wrapped by a master key: `installation` signs the rows that are of no school."""

    __tablename__ = "keys"

    id: str = Field(primary_key=True)
    wrapped: bytes = _sealed()


class SchoolPlanRow(SQLModel, table=True):
    """Every plan a school has used, as canonical JSON: a case keeps the one it was opened under."""

    __tablename__ = "school_plans"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    version: str = Field(primary_key=True)
    text: str
    digest: str
    added_at: datetime
    mac: str


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("school_id", "entra_object_id"),)

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    entra_object_id: str = Field(index=True)
    active: bool
    sealed: bytes = _sealed()


class PupilRow(SQLModel, table=True):
    __tablename__ = "pupils"
    __table_args__ = (
        UniqueConstraint("school_id", "external_digest"),
        Index(None, "school_id", "class_digest"),
        Index(None, "school_id", "base_digest"),
    )

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    external_digest: str
    class_digest: str
    base_digest: str | None = None
    active: bool
    sealed: bytes = _sealed()


class DraftRow(SQLModel, table=True):
    __tablename__ = "drafts"

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    owner_id: str = Field(foreign_key="people.id", index=True)
    started_at: datetime = Field(index=True)
    version: int
    sealed: bytes = _sealed()


class FormDraftRow(SQLModel, table=True):
    """A form that was begun. Its id, and the place it is found by, are digests of whose and which form it is."""

    __tablename__ = "form_drafts"

    id: str = Field(primary_key=True)
    place: str = Field(index=True)
    school_id: str = Field(foreign_key="schools.id")
    owner_id: str = Field(foreign_key="people.id", index=True)
    case_id: str | None = Field(default=None, foreign_key="cases.id", index=True)
    kept_at: datetime
    sealed: bytes = _sealed()


class AlertRow(SQLModel, table=True):
    """`draft_id` is the business key: a draft becomes one alert (law 4)."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("school_id", "draft_id"),)

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    draft_id: str
    reporter_id: str = Field(foreign_key="people.id", index=True)
    sent_at: datetime
    sealed: bytes = _sealed()


class AlertCaseRow(SQLModel, table=True):
    """An alert about several pupils opens a case for each."""

    __tablename__ = "alert_cases"

    alert_id: str = Field(primary_key=True, foreign_key="alerts.id")
    case_id: str = Field(primary_key=True, foreign_key="cases.id", index=True)
    school_id: str = Field(foreign_key="schools.id")


class CaseRow(SQLModel, table=True):
    """`due_on` is the first day something of the case is due; the first of days until someone has looked."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("school_id", "reference"),
        Index(None, "school_id", "pupil_digest"),
        Index(None, "school_id", "is_open", "due_on"),
    )

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    reference: str
    opened_at: datetime
    is_open: bool
    due_on: date = Field(default=date.min, sa_column_kwargs={"server_default": "0001-01-01"})
    pupil_digest: str | None = None
    version: int
    sealed: bytes = _sealed()


class MemberRow(SQLModel, table=True):
    """The gate: who may read which case. Follows `Case.members`."""

    __tablename__ = "case_members"

    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
    school_id: str = Field(foreign_key="schools.id")


class CarrierRow(SQLModel, table=True):
    """Where to look for the measures of someone: a case with a plan in effect that names them, which lets them in."""

    __tablename__ = "measure_carriers"

    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
    school_id: str = Field(foreign_key="schools.id")


class EventRow(SQLModel, table=True):
    """Append-only, by trigger. A log entry is an event too; one on a pupil without a case is found by digest.

    To SQLite's trigger a number that is still to be given is -1: a row that had it would stop every other.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "school_id", "pupil_digest"),
        Index(None, "school_id", "by_id", "kind"),
        CheckConstraint("seq > 0", name="seq_is_positive"),
    )

    seq: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    )
    id: str = Field(unique=True)
    school_id: str = Field(foreign_key="schools.id")
    case_id: str | None = Field(default=None, foreign_key="cases.id", index=True)
    alert_id: str | None = Field(default=None, foreign_key="alerts.id", index=True)
    pupil_digest: str | None = None
    by_id: str | None = None
    at: datetime
    kind: str
    sealed: bytes = _sealed()


class CounterRow(SQLModel, table=True):
    """The next case number of a year and series."""

    __tablename__ = "counters"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    year: int = Field(primary_key=True)
    series: str = Field(primary_key=True)
    next: int


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


class DoneRow(SQLModel, table=True):
    """What a sweep does once a day for a school, and has done."""

    __tablename__ = "sweeps_done"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    sweep: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
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


class DownloadRow(SQLModel, table=True):
    """A link to a document, by the digest of its token. `browser`: digest of the secret of the one that used it."""

    __tablename__ = "downloads"

    digest: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    person_id: str = Field(foreign_key="people.id")
    case_id: str = Field(foreign_key="cases.id")
    kind: str
    edition: str
    hide_staff: bool
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    browser: str | None = None
    mac: str


class CalendarLinkRow(SQLModel, table=True):
    """The link a person subscribes by, by a keyed digest of its token; none when it is withdrawn."""

    __tablename__ = "calendar_links"

    person_id: str = Field(primary_key=True, foreign_key="people.id")
    kind: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    id: str = Field(unique=True)
    digest: str | None = None
    created_at: datetime
    withdrawn_at: datetime | None = None


class ProbeRow(SQLModel, table=True):
    """Empty: what is put in to see that something can be written is taken out at once."""

    __tablename__ = "probes"

    id: str = Field(primary_key=True)
    filler: bytes = _sealed()
