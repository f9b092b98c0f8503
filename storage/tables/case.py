"""What is told of pupils, and what is found to be done about it."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import WITHOUT_ORDER, Data, Holds, OfSchool, Subject, Version, sealed_column


class DraftRow(SQLModel, table=True):
    __tablename__ = "drafts"

    id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "the button of the form carries it")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    owner_digest: Annotated[
        str, Holds(Subject.STAFF, Data.DIGEST, "finds the drafts of who writes them, and alone may open them")
    ] = Field(index=True)
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
    owner_digest: Annotated[
        str, Holds(Subject.STAFF, Data.DIGEST, "finds the drafts of who writes them, and alone may open them")
    ] = Field(index=True)
    case_digest: Annotated[
        str | None, Holds(Subject.PUPIL, Data.DIGEST, "finds those on a case, with which they end")
    ] = Field(default=None, index=True)
    sealed_case: Annotated[bytes, Holds(Subject.PUPIL, Data.SEALED, "the case it is on, if any")] = sealed_column()
    kept_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when one without a case runs out, after a week")]
    sealed: Annotated[bytes, Holds(Subject.BOTH, Data.SEALED, "a form that was put away")] = sealed_column()


class AlertRow(SQLModel, table=True):
    """`draft_id` is the business key: a draft becomes one alert (law 4)."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("school_id", "draft_id"),)

    id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "tells the alert from others")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    draft_id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "a draft becomes one alert, once")]
    reporter_digest: Annotated[str, Holds(Subject.STAFF, Data.DIGEST, "finds the alerts of who sent them")] = Field(
        index=True
    )
    sent_at: Annotated[datetime, Holds(Subject.BOTH, Data.TIME, "the law's clock starts here")]
    sealed: Annotated[
        bytes, Holds(Subject.BOTH, Data.SEALED, "the alert: who sent it, pupils, what happened, whom it points at")
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
    """`due` holds the first day something of the case is due; empty until someone has looked."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("school_id", "reference_digest"),
        Index(None, "school_id", "pupil_digest"),
        Index(None, "school_id", "is_open"),
    )

    id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "tells the case from others")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    reference_digest: Annotated[str, Holds(Subject.PUPIL, Data.DIGEST, "finds the case by its number")]
    opened_at: Annotated[datetime, Holds(Subject.PUPIL, Data.TIME, "orders the lists")]
    is_open: Annotated[bool, Holds(Subject.PUPIL, Data.BOOK, "finds the open cases")]
    due: Annotated[bytes, Holds(Subject.PUPIL, Data.SEALED, "a day: finds what is to be done first")] = sealed_column()
    pupil_digest: Annotated[
        str, Holds(Subject.PUPIL, Data.DIGEST, "finds the cases of a pupil; the case's own while it is not known who")
    ]
    version: Version
    sealed: Annotated[
        bytes, Holds(Subject.BOTH, Data.SEALED, "the case: its number, pupil, incidents, steps, plan, members, bars")
    ] = sealed_column()


class MemberRow(SQLModel, table=True):
    """The gate: who may read which case. Follows `Case.members`; some are of nobody, so that they cannot be counted.

    Without SQLite's own numbers, which would tell what came together.
    """

    __tablename__ = "case_members"
    __table_args__ = WITHOUT_ORDER

    id: Annotated[str, Holds(Subject.BOTH, Data.DIGEST, "a case, and a person who may open it")] = Field(
        primary_key=True
    )
    school_id: OfSchool = Field(foreign_key="schools.id")


class CarrierRow(SQLModel, table=True):
    """Where to look for the measures of someone: a case with a plan in effect that names them, which lets them in.

    As in `case_members`, some are of nobody.
    """

    __tablename__ = "measure_carriers"
    __table_args__ = WITHOUT_ORDER

    id: Annotated[
        str, Holds(Subject.BOTH, Data.DIGEST, "a case, and a person who carries out a measure, and may see that much")
    ] = Field(primary_key=True)
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


class NumberRow(SQLModel, table=True):
    """A number of a case that was given out: the next is one that is not here."""

    __tablename__ = "case_numbers"
    __table_args__ = WITHOUT_ORDER

    id: Annotated[str, Holds(Subject.PUPIL, Data.DIGEST, "the number, as on the case")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")


class DownloadRow(SQLModel, table=True):
    """A link to a document, by the digest of its token. `browser`: digest of the secret of the one that used it.

    What it leads to is read before its school is known: it is sealed under the installation's key.
    """

    __tablename__ = "downloads"

    digest: Annotated[str, Holds(Subject.NOBODY, Data.DIGEST, "finds the link by its secret, which is not stored")] = (
        Field(primary_key=True)
    )
    school_id: OfSchool = Field(foreign_key="schools.id")
    made_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when it was asked for")]
    expires_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "when the link runs out, after five minutes")]
    used_at: Annotated[datetime | None, Holds(Subject.STAFF, Data.TIME, "a link works once")] = None
    browser: Annotated[
        str | None, Holds(Subject.STAFF, Data.DIGEST, "the browser that used it may ask again within a minute")
    ] = None
    sealed: Annotated[
        bytes, Holds(Subject.BOTH, Data.SEALED, "which document of what, for whom, and how it is masked")
    ] = sealed_column()
