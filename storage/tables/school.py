"""Schools, the keys, the plans, and who is there."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import sealed_column


class SchoolRow(SQLModel, table=True):
    """A school. `people_version` grows with every import, so that what is kept can tell its age; `people_since`: the
    day of the first.
    """

    __tablename__ = "schools"

    id: str = Field(primary_key=True)
    people_version: int = 0
    people_since: date | None = None


class KeyRow(SQLModel, table=True):
    """A data key, wrapped by a master key; empty when it has been deleted. The installation's is of no school."""

    __tablename__ = "keys"

    id: str = Field(primary_key=True)
    school_id: str | None = Field(default=None, foreign_key="schools.id", index=True)
    wrapped: bytes = sealed_column()


class SchoolPlanRow(SQLModel, table=True):
    """Every plan a school has used, as canonical JSON: a case keeps the one it was opened under."""

    __tablename__ = "school_plans"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    version: str = Field(primary_key=True)
    text: str
    added_at: datetime
    mac: str


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("school_id", "entra_object_id"),)

    id: str = Field(primary_key=True)
    school_id: str = Field(foreign_key="schools.id")
    entra_object_id: str = Field(index=True)
    active: bool
    sealed: bytes = sealed_column()


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
    sealed: bytes = sealed_column()


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
