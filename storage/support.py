"""What the repositories share."""

import uuid
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from domain.people import SchoolId
from storage.crypto import Vault

M = TypeVar("M", bound=BaseModel)


class Stale(Exception):  # noqa: N818  (reads as what happened)
    """Someone else changed the row first; the transaction runs again."""


@dataclass(frozen=True, slots=True)
class School:
    """The school a repository works for, and the key to its columns."""

    id: SchoolId
    vault: Vault

    def seal(self, column: str, row_id: str, value: BaseModel, leave_out: set[str] | None = None) -> bytes:
        return self.vault.seal(column, row_id, value.model_dump_json(exclude=leave_out, exclude_defaults=True))

    def open(self, column: str, row_id: str, sealed: bytes, into: type[M]) -> M:
        return into.model_validate_json(self.vault.open(column, row_id, sealed))


def new_id() -> str:
    """A random id that says nothing, not even when it was made."""
    return uuid.uuid4().hex
