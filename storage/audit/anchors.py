"""Ends a school's chain has had, kept outside the database: what was cut off later is missed by them. A line each."""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from domain.ids import SchoolId
from storage.audit.chain import Head
from storage.files.private import FILE, make_folder


class NoAnchors(Exception):  # noqa: N818  (reads as what happened)
    """The file is not one of anchors. Names the line."""


def drop(path: Path, heads: Iterable[Head], now: datetime) -> None:
    """Add them to the file (0600); what stands in it stays. Raises `OSError`."""
    make_folder(path.parent)
    told = ({"at": now.isoformat(), "school": one.school_id, "number": one.number, "mac": one.mac} for one in heads)
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, FILE)
    with os.fdopen(number, "a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in told)


def read(path: Path) -> Iterator[Head]:
    """Raises `OSError`, and `NoAnchors`."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            told = json.loads(line)
            yield Head(SchoolId(told["school"]), int(told["number"]), str(told["mac"]))
        except (ValueError, KeyError, TypeError) as error:
            raise NoAnchors(number) from error
