"""What has been written down, and in which order."""

from sqlmodel import Field, SQLModel

import storage.tables.columns  # noqa: F401  (imported for what it registers)


class LinkRow(SQLModel, table=True):
    """What one transaction has written of a school: table, id and keyed digest of each row, as JSON. Append-only.

    `mac` is over this and the `mac` before it: a chain. Its key is neither the school's data key nor in its rows.
    """

    __tablename__ = "links"

    school_id: str = Field(primary_key=True, foreign_key="schools.id")
    number: int = Field(primary_key=True)
    wrote: str
    mac: str
