"""Schools, the keys, the plans, and who is there."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Data, Holds, Mac, OfSchool, Subject, sealed_column


class SchoolRow(SQLModel, table=True):
    """A school. `people_version` grows with every import, so that what is kept can tell its age; `people_since`: the
    day of the first.
    """

    __tablename__ = "schools"

    id: Annotated[str, Holds(Subject.SCHOOL, Data.ID, "the school")] = Field(primary_key=True)
    people_version: Annotated[int, Holds(Subject.SCHOOL, Data.BOOK, "grows with every import of people")] = 0
    people_since: Annotated[date | None, Holds(Subject.SCHOOL, Data.TIME, "the day of the first import")] = None


class KeyRow(SQLModel, table=True):
    """A data key, wrapped by a master key; empty when it has been deleted. The installation's is of no school."""

    __tablename__ = "keys"

    id: Annotated[
        str, Holds(Subject.SCHOOL, Data.ID, "what is sealed under it: a school, case, alert, pupil's year, year, day")
    ] = Field(primary_key=True)
    school_id: Annotated[str | None, Holds(Subject.SCHOOL, Data.ID, "the school, none for the installation's")] = Field(
        default=None, foreign_key="schools.id", index=True
    )
    wrapped: Annotated[
        bytes, Holds(Subject.SCHOOL, Data.KEY, "the key, wrapped by a master key; empty when deleted")
    ] = sealed_column()


class SchoolPlanRow(SQLModel, table=True):
    """Every plan a school has used, as canonical JSON: a case keeps the one it was opened under."""

    __tablename__ = "school_plans"

    school_id: OfSchool = Field(primary_key=True, foreign_key="schools.id")
    version: Annotated[str, Holds(Subject.SCHOOL, Data.ID, "tells the plan from others")] = Field(primary_key=True)
    text: Annotated[str, Holds(Subject.SCHOOL, Data.CLEAR, "the school's plan file, with the contacts it names")]
    added_at: Annotated[datetime, Holds(Subject.SCHOOL, Data.TIME, "when it was taken into use")]
    mac: Mac


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("school_id", "entra_object_id"),)

    id: Annotated[str, Holds(Subject.STAFF, Data.ID, "the employee, in the other tables")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    entra_object_id: Annotated[str, Holds(Subject.STAFF, Data.ID, "the account by which Teams says who writes")] = (
        Field(index=True)
    )
    active: Annotated[bool, Holds(Subject.STAFF, Data.BOOK, "works at the school now, or is or was a substitute")]
    sealed: Annotated[
        bytes,
        Holds(
            Subject.STAFF,
            Data.SEALED,
            "name, user name, roles, grades, classes, base, when they left, until when a substitute; whose next of kin",
        ),
    ] = sealed_column()


class PupilRow(SQLModel, table=True):
    __tablename__ = "pupils"
    __table_args__ = (
        UniqueConstraint("school_id", "external_digest"),
        Index(None, "school_id", "class_digest"),
        Index(None, "school_id", "base_digest"),
    )

    id: Annotated[str, Holds(Subject.PUPIL, Data.ID, "the pupil, in what is sealed")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    external_digest: Annotated[str, Holds(Subject.PUPIL, Data.DIGEST, "finds the pupil by the school's own number")]
    class_digest: Annotated[str, Holds(Subject.PUPIL, Data.DIGEST, "finds those of a class")]
    base_digest: Annotated[str | None, Holds(Subject.PUPIL, Data.DIGEST, "finds those of an AKS base")] = None
    active: Annotated[bool, Holds(Subject.PUPIL, Data.BOOK, "goes at the school now")]
    sealed: Annotated[
        bytes,
        Holds(
            Subject.PUPIL,
            Data.SEALED,
            "name, number, class, AKS, base, confidential address, when they left; what they were before",
        ),
    ] = sealed_column()


class CalendarLinkRow(SQLModel, table=True):
    """The link a person subscribes by, by a keyed digest of its token; none when it is withdrawn."""

    __tablename__ = "calendar_links"

    person_digest: Annotated[str, Holds(Subject.STAFF, Data.DIGEST, "finds the links of a person")] = Field(
        primary_key=True
    )
    kind: Annotated[str, Holds(Subject.STAFF, Data.BOOK, "own tasks, or the whole school's")] = Field(primary_key=True)
    school_id: OfSchool = Field(foreign_key="schools.id")
    id: Annotated[str, Holds(Subject.NOBODY, Data.ID, "the part of the link that is no secret")] = Field(unique=True)
    digest: Annotated[str | None, Holds(Subject.NOBODY, Data.DIGEST, "the secret part, which is not stored")] = None
    created_at: Annotated[datetime, Holds(Subject.STAFF, Data.TIME, "since when the link is there")]
    withdrawn_at: Annotated[datetime | None, Holds(Subject.STAFF, Data.TIME, "when it was stopped")] = None
    sealed: Annotated[bytes, Holds(Subject.STAFF, Data.SEALED, "whose calendar it is")] = sealed_column()
