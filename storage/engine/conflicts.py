"""What an error of the database means: trying again may help, nothing may be written here, or neither."""

from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY
from typing import Any

from sqlalchemy.exc import DBAPIError

from storage.engine.rows import Stale


class Unavailable(Exception):  # noqa: N818  (reads as what happened)
    """Nothing was kept, and trying again at once does not help: somebody holds a lock, the disk is full, a table is
    missing, the file is gone.
    """


_UNIQUE = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID", "23505"})
_TRIGGER = "SQLITE_CONSTRAINT_TRIGGER"
_PASSING = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: could not be serialised, a deadlock, a lock not given within `lock_timeout`."""
_READ_ONLY = "25006"
_PRIMARY = 0xFF
"""SQLite's extended codes have the plain one in their last byte."""


def can_pass(error: BaseException) -> bool:
    """Whether the same work may go well a moment later: someone was first, or holds a lock."""
    if isinstance(error, Stale):
        return True
    if not isinstance(error, DBAPIError):
        return False
    code = _code(error)
    racing = code in _UNIQUE or (code == _TRIGGER and "UNIQUE" in str(error.orig))
    return racing or code in _PASSING or _plain(error) in {SQLITE_BUSY, SQLITE_LOCKED}


def writes_where_it_may_not(error: BaseException) -> bool:
    """Whether a transaction for reading tried to write."""
    return isinstance(error, DBAPIError) and (_code(error) == _READ_ONLY or _plain(error) == SQLITE_READONLY)


def described(error: BaseException) -> dict[str, str]:
    """For the log: what went wrong and where, never a value."""
    told = {"error": type(error).__name__}
    if isinstance(error, DBAPIError):
        diagnosis: Any = getattr(error.orig, "diag", None)
        constraint = getattr(diagnosis, "constraint_name", None) or _sqlite_constraint(error)
        told |= {"code": _code(error)} | ({"constraint": constraint} if constraint else {})
    return told


def _code(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "")


def _plain(error: DBAPIError) -> int | None:
    code: int | None = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def _sqlite_constraint(error: DBAPIError) -> str:
    """SQLite says «UNIQUE constraint failed: events.id»: names of tables and columns only."""
    if not _code(error).startswith("SQLITE_CONSTRAINT"):
        return ""
    return str(error.orig).partition(": ")[2] or str(error.orig)
