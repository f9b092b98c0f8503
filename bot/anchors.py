"""The ends of the schools' chains, dropped outside the database every hour and when the bot stops."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from storage.audit import anchors
from storage.database import Database

EVERY = timedelta(hours=1)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Anchors:
    """`path`: the file they are added to, if there is one; they are in the log in any case."""

    database: Database
    path: Path | None
    clock: Callable[[], datetime]

    def drop(self) -> None:
        """Raises `OSError`, and `Unavailable`."""
        heads = self.database.read(lambda unit: [unit.head(school) for school in unit.schools.all()])
        for head in heads:
            log.info("anchor", school=head.school_id, number=head.number, mac=head.mac)
        if self.path:
            anchors.drop(self.path, heads, self.clock())
