"""What is logged on pupils without a case, and what has come of it: events of no case, found by the pupil's digest."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import bindparam
from sqlmodel import Session

from domain.case.log import LogEntry
from domain.event import Details, Event, EventKind
from domain.ids import EntryId, PersonId, PupilId
from domain.patterns.pattern import Notes, PatternAsked
from storage.case.cases import Cases
from storage.case.events import Events
from storage.engine.rows import School
from storage.events.alike import id_of
from storage.events.rows import SEAL, OpenedRow, digest_of, told
from storage.statements.statement import Statement, table
from storage.tables.case import EventRow

T = TypeVar("T")
_events = table(EventRow)
_OF_NO_CASE = (_events.c.school_id == bindparam("school"), _events.c.case_id.is_(None))
_SINCE = Statement(
    _events.select()
    .where(
        *_OF_NO_CASE,
        _events.c.pupil_digest.is_not(None),
        _events.c.at >= bindparam("since"),
    )
    .order_by(_events.c.seq)
)
_OF_PUPIL = Statement(
    _events.select().where(*_OF_NO_CASE, _events.c.pupil_digest == bindparam("digest")).order_by(_events.c.seq)
)
_ASKED = Statement(_events.select().where(*_OF_NO_CASE, _events.c.id == bindparam("asking")))


class PupilNotes:
    def __init__(self, session: Session, school: School, events: Events, cases: Cases) -> None:
        self._session = session
        self._school = school
        self._events = events
        self._cases = cases

    def several(self, least: int, recent: datetime, asked_since: datetime) -> list[PupilId]:
        """The pupils with at least so many entries of what happened after `recent`, or who were asked about since."""
        rows = self._all(_SINCE, since=min(recent, asked_since))
        logged = (row for row in rows if row.kind == EventKind.LOG_ADDED and row.at >= recent)
        number = Counter(row.pupil_digest for row in logged)
        asked = {row.pupil_digest for row in rows if row.kind == EventKind.PATTERN_ASKED}
        written = (row for row in rows if row.kind in {EventKind.LOG_ADDED, EventKind.PATTERN_ASKED})
        one = {
            row.pupil_digest: row for row in written if number[row.pupil_digest] >= least or row.pupil_digest in asked
        }
        return [pupil for pupil in self._school.readable(one.values(), self._pupil_of) if pupil]

    def of(self, pupil_id: PupilId) -> Notes:
        """Raises `Damaged` when one of the pupil's cases cannot be read."""
        rows = self._all(_OF_PUPIL, digest=digest_of(self._school, pupil_id))
        gone = [
            *self._read(rows, EventKind.LOG_AWAY, Details),
            *self._read(rows, EventKind.PATTERN_ASSESSED, Details),
        ]
        cases = self._cases.every_one_of(pupil_id)
        seen = [case for case in cases if case.answers_for_logs]
        return Notes(
            entries=tuple(self._read(rows, EventKind.LOG_ADDED, LogEntry)),
            asked=tuple(self._read(rows, EventKind.PATTERN_ASKED, PatternAsked)),
            away=frozenset(entry for details in gone for entry in details.entries),
            in_case=any(case.open for case in seen),
            since=max((case.closed_at for case in seen if case.closed_at), default=None),
            barred=frozenset(person for case in cases for person in case.barred),
        )

    def asking(self, pattern: str) -> PatternAsked | None:
        """The first of a pattern, which has its id."""
        rows = self._all(_ASKED, asking=id_of(self._school.vault, pattern))
        return next(iter(self._read(rows, EventKind.PATTERN_ASKED, PatternAsked)), None)

    def ask(self, asked: PatternAsked, *, again: bool) -> None:
        """Raises `Stale` when another process was first."""
        event = Event(kind=EventKind.PATTERN_ASKED, at=asked.at, by=None)
        self._events.keep(event, asked, "" if again else asked.pattern, asked.pupil)

    def record_reading(self, asked: PatternAsked, by: PersonId, now: datetime) -> None:
        """Each time they are shown (law 5)."""
        details = Details(pupil=asked.pupil, subject=asked.pattern)
        self._events.keep(Event(kind=EventKind.PATTERN_READ, at=now, by=by), details, pupil=asked.pupil)

    def record_own_reading(self, pupils: Iterable[PupilId], by: PersonId, now: datetime) -> None:
        """Entries on these pupils are shown to who wrote them, each time (law 5)."""
        for pupil in dict.fromkeys(pupils):
            self._events.keep(Event(kind=EventKind.LOG_READ, at=now, by=by), Details(pupil=pupil), pupil=pupil)

    def assess(
        self, asked: PatternAsked, entries: tuple[EntryId, ...], reason: str, by: PersonId, now: datetime
    ) -> None:
        """Why nobody alerts because of them."""
        details = Details(pupil=asked.pupil, subject=asked.pattern, entries=entries, reason=reason)
        self._events.keep(Event(kind=EventKind.PATTERN_ASSESSED, at=now, by=by), details, pupil=asked.pupil)

    def assessed(self, asked: PatternAsked) -> list[tuple[PersonId | None, str]]:
        """By whom, and why."""
        rows = self._all(_OF_PUPIL, digest=digest_of(self._school, asked.pupil))
        rows = [row for row in rows if row.kind == EventKind.PATTERN_ASSESSED]
        read = self._school.readable(rows, lambda row: (row.by_id, self._open(row, Details)))
        return [(by, details.reason) for by, details in read if details.subject == asked.pattern]

    def put_away(self, entry: LogEntry, by: PersonId, now: datetime) -> None:
        """It is not to count on the pupil it was written on; said once."""
        details = Details(pupil=entry.pupil_id, entries=(entry.id,))
        once = hashlib.sha256(f"away:{entry.id}".encode()).hexdigest()[:32]
        event = Event(kind=EventKind.LOG_AWAY, at=now, by=by, details=details)
        self._events.add_once(once, event, entry.pupil_id)

    def _pupil_of(self, row: OpenedRow) -> PupilId | None:
        if row.kind == EventKind.PATTERN_ASKED:
            return self._open(row, PatternAsked).pupil
        return self._open(row, LogEntry).pupil_id

    def _read(self, rows: list[OpenedRow], kind: EventKind, shape: type[T]) -> list[T]:
        of_kind = [row for row in rows if row.kind == kind]
        return list(self._school.readable(of_kind, lambda row: self._open(row, shape)))

    def _all(self, statement: Statement, **values: object) -> list[OpenedRow]:
        return told(statement.all(self._session, school=self._school.id, **values), self._school.vault)

    def _open(self, row: OpenedRow, shape: type[T]) -> T:
        return self._school.open(SEAL, row, shape)
