"""What has been written down, and in which order."""

from typing import Annotated

from sqlmodel import Field, SQLModel

from storage.tables.columns import Data, Holds, Mac, OfSchool, Subject, sealed_column


class LinkRow(SQLModel, table=True):
    """What one transaction has written of a school: table, id and keyed digest of each row, as JSON. Append-only.

    `mac` is over this and the `mac` before it: a chain. The key of both is neither the school's data key nor in its
    rows.
    """

    __tablename__ = "links"

    school_id: OfSchool = Field(primary_key=True, foreign_key="schools.id")
    number: Annotated[int, Holds(Subject.NOBODY, Data.BOOK, "the order of the links")] = Field(primary_key=True)
    sealed: Annotated[
        bytes,
        Holds(Subject.BOTH, Data.SEALED, "what a transaction wrote: tables, ids and keyed digests; no content"),
    ] = sealed_column()
    mac: Mac
