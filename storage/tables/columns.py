"""Rows, and nothing else: SQLModel tables do not validate, so what comes out of them is checked by the domain.

`sealed` columns hold the encrypted JSON of a domain object (storage/engine/crypto.py); the columns beside it are what
the database must be able to find and order by, and say nothing about a child. A `mac` is a keyed signature over the
others (storage/engine/rows.py). Each column carries a mark: whose data it is, of what kind, and what for. They make
docs/data-map.md (storage/tables/data_map.py).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Subject(StrEnum):
    """Whose data it is (GDPR art. 4 (1))."""

    PUPIL = "pupil"
    STAFF = "staff"
    BOTH = "pupil and staff"
    SCHOOL = "the school"
    NOBODY = "nobody"


class Data(StrEnum):
    ID = "identifier"
    DIGEST = "digest"
    SEALED = "sealed content"
    ALIKE = "sealed alike"
    KEY = "wrapped key"
    CLEAR = "clear text"
    ADDRESS = "address in Teams"
    TIME = "time"
    BOOK = "bookkeeping"


@dataclass(frozen=True, slots=True)
class Holds:
    """What stands in a column, for the data map."""

    subject: Subject
    kind: Data
    purpose: str


WITHOUT_ORDER = {"sqlite_with_rowid": False}
"""In SQLite's file the rows stand by their keys, not as they came."""
OfSchool = Annotated[str, Holds(Subject.SCHOOL, Data.ID, "the school the row is of")]
Version = Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "of two who change the row at once, the second sees it")]
Mac = Annotated[str, Holds(Subject.NOBODY, Data.DIGEST, "shows whether the row is as the bot wrote it")]


def sealed_column() -> bytes:
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    return sealed
