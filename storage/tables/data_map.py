"""What each column of each table holds, from the columns' marks: docs/data-map.md, a part of a DPIA."""

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from sqlmodel import SQLModel

from storage.tables import audit, case, delivery, school
from storage.tables.columns import Holds

DATA_MAP = Path("docs/data-map.md")
ROOMS = (case, school, delivery, audit)
_HEAD = """
# Data map

Every column of every table: whose data it is, of what kind, and what for. Made from the marks in `storage/tables` by
`make data-map`; a test fails for a column without a mark. [privacy.md](privacy.md) says how long things are kept and
who sees what.

Sealed content is encrypted (AES-256-GCM) and bound to the columns beside it. What is sealed alike (AES-256-SIV) is the
same text each time within what it is of, and there only, so that rows can be found by it. A digest tells nothing to
whoever has not the key, or the long random secret it is made of. Everything else can be read by whoever has the
database.
"""


def marks(table: type[SQLModel]) -> dict[str, Holds]:
    """By column, those that have one."""
    fields = table.model_fields.items()
    return {name: mark for name, field in fields for mark in field.metadata if isinstance(mark, Holds)}


def tables() -> list[type[SQLModel]]:
    """As they stand in the modules."""
    every = SQLModel.__subclasses__()
    return [one for room in ROOMS for one in every if one.__module__ == room.__name__]


def data_map() -> str:
    return "\n".join([cleandoc(_HEAD), *(line for table in tables() for line in _section(table))]) + "\n"


def _section(table: type[SQLModel]) -> Iterator[str]:
    yield from ("", f"## {table.__tablename__}", "")
    if table.__doc__:
        yield from (" ".join(cleandoc(table.__doc__).split("\n")), "")
    yield from ("| Column | Whose | Data | What for |", "|---|---|---|---|")
    for name, mark in marks(table).items():
        yield f"| `{name}` | {mark.subject} | {mark.kind} | {mark.purpose} |"


if __name__ == "__main__":
    DATA_MAP.write_text(data_map(), "utf-8")
