"""What is told of pupils, and what is found to be done about it."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Data, Holds, Mac, OfSchool, Subject, Version, sealed_column


class DraftRow(SQLModel, table=True):
    __tablename__ = "drafts"

    id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "the button of the form carries it")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    owner_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "who writes the alert, and alone may open it")] = Field(
        foreign_key="people.id", index=True
    )
    started_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when it runs out, after 24 hours")] = Field(
        index=True
    )
    version: Version
    sealed: Annotated[bytes, Holds(Subject.BOTH, Data.SEALED, "an alert that is being written")] = sealed_column()


class FormDraftRow(SQLModel, table=True):
    """A form that was begun. Its id, and the place it is found by, are digests of whose and which form it is."""

    __tablename__ = "form_drafts"

    id: Annotated[str, Holds(Subject.BOTH, Data.DIGEST, "whose draft of which form it is")] = Field(primary_key=True)
    place: Annotated[str, Holds(Subject.BOTH, Data.DIGEST, "the forms of one place, to drop them together")] = Field(
        index=True
    )
    school_id: OfSchool = Field(foreign_key="schools.id")
    owner_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "who writes it, and alone may open it")] = Field(
        foreign_key="people.id", index=True
    )
    case_id: Annotated[str | None, Holds(Subject.PUPIL, Data.ID, "the case it is on, with which it ends")] = Field(
        default=None, foreign_key="cases.id", index=True
    )
    kept_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when one without a case runs out, after a week")]
    sealed: Annotated[bytes, Holds(Subject.BOTH, Data.SEALED, "a form that was put away")] = sealed_column()


class AlertRow(SQLModel, table=True):
    """`draft_id` is the business key: a draft becomes one alert (law 4)."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("school_id", "draft_id"),)

    id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "tells the alert from others")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    draft_id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "a draft becomes one alert, once")]
    reporter_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "who sent it: sees it and adds to it")] = Field(
        foreign_key="people.id", index=True
    )
    sent_at: Annotated[datetime, Holds(Subject.BOTH, Data.TIME, "the law's clock starts here")]
    sealed: Annotated[
        bytes, Holds(Subject.BOTH, Data.SEALED, "the alert: pupils, what happened, whom it points at")
    ] = sealed_column()


class AlertCaseRow(SQLModel, table=True):
    """An alert about several pupils opens a case for each."""

    __tablename__ = "alert_cases"

    alert_id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "the alert that opened the case")] = Field(
        primary_key=True, foreign_key="alerts.id"
    )
    case_id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "the case it opened")] = Field(
        primary_key=True, foreign_key="cases.id", index=True
    )
    school_id: OfSchool = Field(foreign_key="schools.id")


class CaseRow(SQLModel, table=True):
    """`due_on` is the first day something of the case is due; the first of days until someone has looked."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("school_id", "reference"),
        Index(None, "school_id", "pupil_digest"),
        Index(None, "school_id", "is_open", "due_on"),
    )

    id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "tells the case from others")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    reference: Annotated[str, Holds(Subject.PUPIL, Data.ID, "the number people call the case by")]
    opened_at: Annotated[datetime, Holds(Subject.PUPIL, Data.TIME, "orders the lists")]
    is_open: Annotated[bool, Holds(Subject.PUPIL, Data.BOOK, "finds the open cases")]
    due_on: Annotated[date, Holds(Subject.PUPIL, Data.TIME, "finds what is to be done first")] = Field(
        default=date.min, sa_column_kwargs={"server_default": "0001-01-01"}
    )
    pupil_digest: Annotated[str | None, Holds(Subject.PUPIL, Data.DIGEST, "finds the cases of a pupil")] = None
    version: Version
    sealed: Annotated[
        bytes, Holds(Subject.BOTH, Data.SEALED, "the case: pupil, incidents, steps, plan, members, bars")
    ] = sealed_column()


class MemberRow(SQLModel, table=True):
    """The gate: who may read which case. Follows `Case.members`."""

    __tablename__ = "case_members"

    case_id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "the case")] = Field(primary_key=True, foreign_key="cases.id")
    person_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "who may open it")] = Field(
        primary_key=True, foreign_key="people.id", index=True
    )
    school_id: OfSchool = Field(foreign_key="schools.id")


class CarrierRow(SQLModel, table=True):
    """Where to look for the measures of someone: a case with a plan in effect that names them, which lets them in."""

    __tablename__ = "measure_carriers"

    case_id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "the case whose plan names them")] = Field(
        primary_key=True, foreign_key="cases.id"
    )
    person_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "who carries out a measure, and may see that much")] = (
        Field(primary_key=True, foreign_key="people.id", index=True)
    )
    school_id: OfSchool = Field(foreign_key="schools.id")


class EventRow(SQLModel, table=True):
    """Append-only, by trigger. A log entry is an event too; one on a pupil without a case is found by digest.

    To SQLite's trigger a number that is still to be given is -1: a row that had it would stop every other.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "school_id", "pupil_digest"),
        Index(None, "school_id", "sealed_kind"),
        CheckConstraint("seq > 0", name="seq_is_positive"),
    )

    seq: Annotated[int | None, Holds(Subject.NOBODY, Data.BOOK, "the order in which things happened")] = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    )
    id: Annotated[str, Holds(Subject.NOBODY, Data.ALIKE, "tells the event from others")] = Field(unique=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    case_id: Annotated[str | None, Holds(Subject.PUPIL, Data.ID, "the case it is part of")] = Field(
        default=None, foreign_key="cases.id", index=True
    )
    alert_id: Annotated[str | None, Holds(Subject.PUPIL, Data.ID, "the alert it is part of")] = Field(
        default=None, foreign_key="alerts.id", index=True
    )
    pupil_digest: Annotated[
        str | None, Holds(Subject.PUPIL, Data.DIGEST, "finds the log of a pupil without a case")
    ] = None
    sealed_by: Annotated[str, Holds(Subject.STAFF, Data.ALIKE, "who did it, or read; the same on one case only")]
    at: Annotated[datetime, Holds(Subject.BOTH, Data.TIME, "when it happened")]
    sealed_kind: Annotated[
        str, Holds(Subject.BOTH, Data.ALIKE, "what kind of thing happened; the same on one case only")
    ]
    sealed: Annotated[bytes, Holds(Subject.BOTH, Data.SEALED, "what happened, in facts; log entries and answers")] = (
        sealed_column()
    )


class CounterRow(SQLModel, table=True):
    """The next case number of a year and series."""

    __tablename__ = "counters"

    school_id: OfSchool = Field(primary_key=True, foreign_key="schools.id")
    year: Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "the year of the case numbers")] = Field(primary_key=True)
    series: Annotated[str, Holds(Subject.NOBODY, Data.BOOK, "cases past the school are numbered apart")] = Field(
        primary_key=True
    )
    next: Annotated[int, Holds(Subject.SCHOOL, Data.BOOK, "the next case number")]


class DownloadRow(SQLModel, table=True):
    """A link to a document, by the digest of its token. `browser`: digest of the secret of the one that used it."""

    __tablename__ = "downloads"

    digest: Annotated[str, Holds(Subject.NOBODY, Data.DIGEST, "finds the link by its secret, which is not stored")] = (
        Field(primary_key=True)
    )
    school_id: OfSchool = Field(foreign_key="schools.id")
    person_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "whom the document is for")] = Field(
        foreign_key="people.id"
    )
    case_id: Annotated[str | None, Holds(Subject.PUPIL, Data.ID, "the case it is of")] = Field(
        default=None, foreign_key="cases.id"
    )
    pupil_digest: Annotated[
        str | None, Holds(Subject.PUPIL, Data.DIGEST, "the pupil it is of, when it is all about one")
    ] = None
    kind: Annotated[str, Holds(Subject.PUPIL, Data.BOOK, "which document")]
    edition: Annotated[str, Holds(Subject.PUPIL, Data.BOOK, "for whom it is masked, or what was reviewed first")]
    hide_staff: Annotated[bool, Holds(Subject.STAFF, Data.BOOK, "roles in the place of names")]
    made_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when it was asked for")]
    expires_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when the link runs out, after five minutes")]
    used_at: Annotated[datetime | None, Holds(Subject.STAFF, Data.TIME, "a link works once")] = None
    browser: Annotated[
        str | None, Holds(Subject.STAFF, Data.DIGEST, "the browser that used it may ask again within a minute")
    ] = None
    mac: Mac
