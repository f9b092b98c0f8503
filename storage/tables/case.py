"""What is told of pupils, and what is found to be done about it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import sealed_column


class DraftRow(SQLModel, table=True):
    __tablename__ = "drafts"

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    owner_id: str = Field(foreign_key="people.id", index=True)
    started_at: datetime = Field(index=True)
    version: int
    sealed: bytes = sealed_column()


class FormDraftRow(SQLModel, table=True):
    """A form that was begun. Its id, and the place it is found by, are digests of whose and which form it is."""

    __tablename__ = "form_drafts"

    id: str = Field(primary_key=True)
    place: str = Field(index=True)
    school_id: str = Field(foreign_key="schools.id")
    owner_id: str = Field(foreign_key="people.id", index=True)
    case_id: str | None = Field(default=None, foreign_key="cases.id", index=True)
    kept_at: datetime
    sealed: bytes = sealed_column()


class AlertRow(SQLModel, table=True):
    """`draft_id` is the business key: a draft becomes one alert (law 4)."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("school_id", "draft_id"),)

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    draft_id: str
    reporter_id: str = Field(foreign_key="people.id", index=True)
    sent_at: datetime
    sealed: bytes = sealed_column()


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
    sealed: bytes = sealed_column()


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
    sealed: bytes = sealed_column()


class CounterRow(SQLModel, table=True):
    """The next case number of a year and series."""

    __tablename__ = "counters"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    year: int = Field(primary_key=True)
    series: str = Field(primary_key=True)
    next: int


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
