"""What went wrong by itself: one row, case, message, school or sweep. What is beside it goes on."""

import threading
from collections import Counter
from dataclasses import dataclass
from types import TracebackType

import structlog
from sqlalchemy.exc import SQLAlchemyError

from storage.engine.conflicts import Unavailable
from storage.engine.rows import Damaged, Erased, Stale

log = structlog.get_logger(__name__)


class Failures:
    """Of one process. Each is logged the first time, with ids and never a value, and counted every time (`counts`)."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._told: set[tuple[str, ...]] = set()
        self._lock = threading.Lock()

    def alone(self, unit: str, **ids: str) -> "Alone":
        """A unit of failure. What the database itself says is not one: its transaction must end."""
        return Alone(self, unit, ids)

    def damaged(self, row: Damaged) -> None:
        if not isinstance(row, Erased):
            self.note("row", row)

    def note(self, unit: str, error: Exception, **ids: str) -> None:
        found = {"row": f"{error.table}/{error.row_id}"} if isinstance(error, Damaged) else {}
        told = (unit, type(error).__name__, *ids.values(), *found.values())
        with self._lock:
            self.counts[unit] += 1
            new = told not in self._told
            self._told.add(told)
        if new:
            at = place(error.__traceback__)
            log.error("failed alone", unit=unit, error=type(error).__name__, at=at, **ids, **found)


@dataclass(frozen=True, slots=True)
class Alone:
    failures: Failures
    unit: str
    ids: dict[str, str]

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, SQLAlchemyError | Stale | Unavailable):
            return False
        self.failures.note(self.unit, error, **self.ids)
        return True


def place(trace: TracebackType | None) -> str:
    """The module and line where it arose."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
