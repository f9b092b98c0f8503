"""Rows, and nothing else: SQLModel tables do not validate, so what comes out of them is checked by the domain.

`sealed` columns hold the encrypted JSON of a domain object (storage/engine/crypto.py); the columns beside it are what
the database must be able to find and order by, and say nothing about a child. A `mac` is a keyed signature over the
others (storage/engine/rows.py).
"""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def sealed_column() -> bytes:
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    return sealed
