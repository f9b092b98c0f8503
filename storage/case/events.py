"""The history of cases, alerts, pupils and the school: add and read, nothing else (law 5). A log entry is an event."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, or_
from sqlmodel import Session, col, func, select

from domain.case.log import LogEntry
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, CaseId, EntryId, IncidentId, PersonId, PupilId, new_id
from domain.steps.record import StepRecord
from storage.case.history import ONLY_FOR_THE_AUDIT, SEAL, History, event_of, without_what_is_away
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.rows import School, Stale
from storage.statements.inserts import append, append_all
from storage.statements.statement import Statement, among, table
from storage.tables.case import EventRow

T = TypeVar("T")
_events = table(EventRow)
_HERE = _events.c.school_id == bindparam("school")
_FOR_ALL = tuple(_events.c.kind != kind for kind in ONLY_FOR_THE_AUDIT)
_TOLD = (_HERE, *(_events.c.kind != kind for kind in ONLY_FOR_THE_AUDIT if kind is not EventKind.LOG_AWAY))

_ON_PUPIL = (_events.c.pupil_digest == bindparam("digest")) & _events.c.case_id.is_(None)


def _on_cases(dialect: str) -> ColumnElement[bool]:
    return among(_events.c.case_id, "cases", dialect)


def _history(*about: ColumnElement[bool]) -> Select[Any]:
    return _events.select().where(*_TOLD, or_(*about)).order_by(_events.c.seq)


_HISTORY = Statement(lambda dialect: _history(_on_cases(dialect)))
_WITH_PUPIL = Statement(lambda dialect: _history(_on_cases(dialect), _ON_PUPIL))
_HISTORIES = Statement(
    lambda dialect: (
        _events.select()
        .where(_HERE, _on_cases(dialect), among(_events.c.kind, "kinds", dialect))
        .order_by(_events.c.seq)
    )
)
_OF_SCHOOL = Statement(
    _events.select()
    .where(_HERE, _events.c.case_id.is_(None), _events.c.kind == bindparam("kind"))
    .order_by(_events.c.seq)
)

_OF_CASE = Statement(
    _events.select()
    .where(_HERE, _events.c.case_id == bindparam("case"), _events.c.kind == bindparam("kind"))
    .order_by(_events.c.seq)
)


class Events:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school
        self._told: set[tuple[PersonId | None, CaseId | None]] = set()

    def tells_of(self, person: PersonId, case_id: CaseId) -> bool:
        """Whether this transaction has written down something the person did on the case."""
        return (person, case_id) in self._told

    def add(self, *events: Event) -> None:
        rows = [self._row(new_id(), event, event.details) for event in events]
        for row in append_all(self._session, EventRow, rows):
            self._wrote(row)

    def add_once(self, event_id: str, event: Event, pupil: PupilId | None = None) -> bool:
        """Add an event under an id of the caller's; whether it was new (a button pressed twice does no harm)."""
        return self._insert(event_id, event, event.details, pupil)

    def keep(self, event: Event, value: object, event_id: str = "", pupil: PupilId | None = None) -> None:
        """A value as it became, or was told: the event's kind says of which type. `pupil`: whom it is about, when it
        is of no case.
        """
        self._insert_new(event_id or new_id(), event, value, pupil)

    def log(self, entry: LogEntry) -> None:
        """Add an entry. It stands in the timeline at the time it is about, and keeps when it was written."""
        event = Event(kind=EventKind.LOG_ADDED, at=entry.occurred_at, by=entry.author, case_id=entry.case_id)
        self._insert_new(entry.id, event, entry, entry.pupil_id)

    def step(self, case_id: CaseId, record: StepRecord) -> None:
        """What was done with a step. It stands in the timeline at the time it was recorded."""
        event = Event(kind=EventKind.STEP_TAKEN, at=record.at, by=record.by, case_id=case_id)
        self._insert_new(record.id, event, record)

    def history(
        self, cases: Sequence[CaseId], pupil: PupilId | None, incidents: AbstractSet[IncidentId] | None = None
    ) -> History:
        """Of a case, the first of these, and those merged into it, in one read; it has not gone into itself.

        `incidents` are the case's own: what was done about one that has left it is told where that is.
        """
        here = {"school": self._school.id, "cases": [*cases]}
        if pupil:
            rows = _WITH_PUPIL.all(self._session, **here, digest=self._digest(pupil))
        else:
            rows = _HISTORY.all(self._session, **here)
        into_it = EventKind.CASE_MERGED_AWAY
        rows = [row for row in rows if row.kind != into_it or row.case_id == cases[0]]
        return History(without_what_is_away(rows, self._school), self._school, incidents)

    def histories(self, families: Sequence[Sequence[CaseId]], kinds: Sequence[EventKind]) -> list[History]:
        """What happened of these kinds, for many cases at once."""
        wanted = [case_id for family in families for case_id in family]
        rows = _HISTORIES.all(self._session, school=self._school.id, cases=wanted, kinds=[*kinds])
        by_case: dict[str, list[EventRow]] = {}
        for row in rows:
            by_case.setdefault(row.case_id or "", []).append(row)
        found = ([row for one in family for row in by_case.get(one, ())] for family in families)
        return [History(sorted(one, key=lambda row: row.seq or 0), self._school) for one in found]

    def last_logged(self, cases: Sequence[CaseId]) -> dict[str, datetime]:
        """When each case was last logged to, or had a step taken."""
        rows = self._session.exec(
            select(EventRow.case_id, func.max(EventRow.at))
            .where(
                EventRow.school_id == self._school.id,
                col(EventRow.case_id).in_(cases),
                col(EventRow.kind).in_([EventKind.LOG_ADDED, EventKind.STEP_TAKEN]),
            )
            .group_by(col(EventRow.case_id))
        )
        return {case_id: at for case_id, at in rows if case_id}

    def of_kind(self, kind: EventKind, cases: Sequence[CaseId]) -> list[Event]:
        """All events of one kind on the cases, in the order they happened."""
        of = (EventRow.school_id == self._school.id, col(EventRow.case_id).in_(cases), EventRow.kind == kind)
        rows = self._session.exec(select(EventRow).where(*of).order_by(col(EventRow.seq)))
        return list(self._school.readable(rows, lambda row: event_of(row, self._open(row, Details))))

    def kept(self, kind: EventKind, case_id: CaseId, shape: type[T]) -> list[T]:
        """All values of a kind of one case, in the order they were told."""
        rows = _OF_CASE.all(self._session, school=self._school.id, kind=kind, case=case_id)
        return list(self._school.readable(rows, lambda row: self._open(row, shape)))

    def of_school(self, kind: EventKind, shape: type[T], until: datetime | None = None) -> list[T]:
        """All values of a kind that belong to no case, in the order they were told; `until`: those told by then."""
        told = _OF_SCHOOL.all(self._session, school=self._school.id, kind=kind)
        rows = [row for row in told if until is None or row.at <= until]
        return list(self._school.readable(rows, lambda row: self._open(row, shape)))

    def entry(self, entry_id: EntryId) -> LogEntry | None:
        row = self._session.exec(
            select(EventRow).where(
                EventRow.id == entry_id, EventRow.school_id == self._school.id, EventRow.kind == EventKind.LOG_ADDED
            )
        ).first()
        return self._open(row, LogEntry) if row else None

    def used(self, event_id: str) -> bool:
        """Whether something stands under the id."""
        this = select(EventRow.id).where(EventRow.school_id == self._school.id, EventRow.id == event_id)
        return bool(event_id) and self._session.exec(this).first() is not None

    def did(self, event_id: str, kind: EventKind, case_id: CaseId, by: PersonId) -> bool:
        """Whether the person did this on the case, under an id a card gave out."""
        this = (EventRow.id == event_id, EventRow.kind == kind, EventRow.case_id == case_id, EventRow.by_id == by)
        done = select(EventRow.id).where(EventRow.school_id == self._school.id, *this)
        return self._session.exec(done).first() is not None

    def own_entry(self, entry_id: EntryId, author: PersonId) -> LogEntry | None:
        """What the author wrote under an id a card gave out; None when it is free. Raises `NotFound` when it is not."""
        entry = self.entry(entry_id)
        if entry and entry.author != author:
            raise NotFound("Fant ikke loggen. Skriv «logg» for å begynne på nytt.")
        return entry

    def logged_by(self, author: PersonId, *, offset: int, limit: int) -> list[LogEntry]:
        """The author's own entries on pupils, newest first: one's own words are never lost sight of."""
        rows = self._session.exec(
            select(EventRow)
            .where(
                EventRow.school_id == self._school.id,
                EventRow.by_id == author,
                EventRow.kind == EventKind.LOG_ADDED,
                col(EventRow.case_id).is_(None),
            )
            .order_by(col(EventRow.at).desc(), col(EventRow.seq).desc())
            .offset(offset)
            .limit(limit)
        )
        return list(self._school.readable(rows, lambda row: self._open(row, LogEntry)))

    def of_alert(self, alert_id: AlertId) -> list[Event]:
        """What the reporter has added to the own alert, oldest first."""
        rows = self._session.exec(
            select(EventRow)
            .where(
                EventRow.school_id == self._school.id,
                EventRow.alert_id == alert_id,
                col(EventRow.kind).not_in(ONLY_FOR_THE_AUDIT),
            )
            .order_by(col(EventRow.seq))
        )
        return list(self._school.readable(rows, lambda row: event_of(row, self._open(row, Details))))

    def _insert_new(self, event_id: str, event: Event, value: object, pupil: PupilId | None = None) -> None:
        """Raises `Stale` for a press that was taken meanwhile, `NotFound` for an id that is something else's."""
        if self._insert(event_id, event, value, pupil):
            return
        # Over all schools: ids are the database's.
        whose = select(EventRow.kind, EventRow.case_id, EventRow.school_id).where(EventRow.id == event_id)
        there = self._session.exec(whose, execution_options=ALL_SCHOOLS).first()
        if there and tuple(there) != (event.kind, event.case_id, self._school.id):
            raise NotFound("Fant ikke loggen eller steget som dette kortet hører til. Begynn på nytt.")
        raise Stale

    def _digest(self, pupil: PupilId | None) -> str | None:
        return self._school.vault.digest("pupil", pupil) if pupil else None

    def _open(self, row: EventRow, shape: type[T]) -> T:
        return self._school.open(SEAL, row, shape)

    def _insert(self, event_id: str, event: Event, value: object, pupil: PupilId | None = None) -> bool:
        row = self._row(event_id, event, value, pupil)
        seq = append(self._session, EventRow, row)
        if seq is None:
            return False
        self._wrote(row | {"seq": seq})
        return True

    def _wrote(self, row: Mapping[str, Any]) -> None:
        self._told.add((row["by_id"], row["case_id"]))
        self._school.wrote(SEAL, row)

    def _row(self, event_id: str, event: Event, value: object, pupil: PupilId | None = None) -> dict[str, object]:
        row = {
            "id": event_id,
            "school_id": self._school.id,
            "case_id": event.case_id,
            "alert_id": event.alert_id,
            "pupil_digest": self._digest(pupil),
            "by_id": event.by,
            "at": event.at,
            "kind": event.kind,
        }
        return self._school.seal(SEAL, row, value)
