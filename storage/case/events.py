"""The history of cases, alerts, pupils and the school: add and read, nothing else (law 5). A log entry is an event."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, or_
from sqlmodel import Session, func, select

from domain.case.log import LogEntry
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, CaseId, EntryId, IncidentId, PersonId, PupilId, new_id
from domain.steps.record import StepRecord
from storage.case.history import ONLY_FOR_THE_AUDIT, History, without_what_is_away
from storage.engine.rows import School, Stale
from storage.events.alike import authors, id_of, kinds, of_logs
from storage.events.rows import SEAL, OpenedRow, digest_of, event_of, made, told
from storage.keys import of_alert, of_case, of_school
from storage.statements.inserts import append, append_all
from storage.statements.statement import Statement, among, table
from storage.tables.case import EventRow

T = TypeVar("T")
_events = table(EventRow)
_HERE = _events.c.school_id == bindparam("school")
_IN_NO_TIMELINE = tuple(kind for kind in ONLY_FOR_THE_AUDIT if kind is not EventKind.LOG_AWAY)
_ON_PUPIL = (_events.c.pupil_digest == bindparam("digest")) & _events.c.case_id.is_(None)


def _on_cases(dialect: str) -> ColumnElement[bool]:
    return among(_events.c.case_id, "cases", dialect)


def _of_kinds(dialect: str) -> ColumnElement[bool]:
    return among(_events.c.sealed_kind, "kinds", dialect)


def _history(dialect: str, *about: ColumnElement[bool]) -> Select[Any]:
    return _events.select().where(_HERE, or_(*about), ~_of_kinds(dialect)).order_by(_events.c.seq)


_HISTORY = Statement(lambda dialect: _history(dialect, _on_cases(dialect)))
_WITH_PUPIL = Statement(lambda dialect: _history(dialect, _on_cases(dialect), _ON_PUPIL))
_OF_ALERT = Statement(lambda dialect: _history(dialect, _events.c.alert_id == bindparam("alert")))
_OF_KINDS = Statement(lambda dialect: _events.select().where(_HERE, _of_kinds(dialect)).order_by(_events.c.seq))
_ONE = Statement(_events.select().where(_HERE, _events.c.id == bindparam("event")))
_LAST = Statement(
    lambda dialect: (
        select(_events.c.case_id, func.max(_events.c.at).label("at"))
        .where(_HERE, _on_cases(dialect), _of_kinds(dialect))
        .group_by(_events.c.case_id)
    )
)
_PUPILS = Statement(select(_events.c.pupil_digest).where(_HERE, _events.c.pupil_digest.is_not(None)).distinct())
_LOGGED = Statement(
    lambda dialect: (
        _events.select()
        .where(_HERE, _of_kinds(dialect), among(_events.c.sealed_by, "authors", dialect))
        .order_by(_events.c.at.desc(), _events.c.seq.desc())
        .limit(bindparam("most"))
        .offset(bindparam("past"))
    )
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
        rows = [made(self._school, new_id(), event, event.details) for event in events]
        for event, row in zip(events, append_all(self._session, EventRow, rows), strict=True):
            self._wrote(event, row)

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
        of = [of_case(one) for one in cases]
        if pupil:
            digest = digest_of(self._school, pupil)
            silent = self._kinds(_IN_NO_TIMELINE, *of, of_logs(digest))
            rows = self._all(_WITH_PUPIL, cases=[*cases], digest=digest, kinds=silent)
        else:
            rows = self._all(_HISTORY, cases=[*cases], kinds=self._kinds(_IN_NO_TIMELINE, *of))
        into_it = EventKind.CASE_MERGED_AWAY
        rows = [row for row in rows if row.kind != into_it or row.case_id == cases[0]]
        return History(without_what_is_away(rows, self._school), self._school, incidents)

    def histories(self, families: Sequence[Sequence[CaseId]], kinds: Sequence[EventKind]) -> list[History]:
        """What happened of these kinds, for many cases at once."""
        wanted = [case_id for family in families for case_id in family]
        by_case: dict[str, list[OpenedRow]] = {}
        for row in self._of_kinds(kinds, *map(of_case, wanted)):
            by_case.setdefault(row.case_id or "", []).append(row)
        found = ([row for one in family for row in by_case.get(one, ())] for family in families)
        return [History(sorted(one, key=lambda row: row.seq), self._school) for one in found]

    def last_logged(self, cases: Sequence[CaseId]) -> dict[str, datetime]:
        """When each case was last logged to, or had a step taken."""
        wanted = self._kinds([EventKind.LOG_ADDED, EventKind.STEP_TAKEN], *map(of_case, cases))
        rows = _LAST.all(self._session, school=self._school.id, cases=[*cases], kinds=wanted)
        return {row.case_id: row.at for row in rows}

    def of_kind(self, kind: EventKind, cases: Sequence[CaseId]) -> list[Event]:
        """All events of one kind on the cases, in the order they happened."""
        rows = self._of_kinds([kind], *map(of_case, cases))
        return list(self._school.readable(rows, lambda row: event_of(row, self._open(row, Details))))

    def kept(self, kind: EventKind, case_id: CaseId, shape: type[T]) -> list[T]:
        """All values of a kind of one case, in the order they were told."""
        rows = self._of_kinds([kind], of_case(case_id))
        return list(self._school.readable(rows, lambda row: self._open(row, shape)))

    def of_school(self, kind: EventKind, shape: type[T], until: datetime | None = None) -> list[T]:
        """All values of a kind that belong to no case, alert or pupil, in the order they were told; `until`: those
        told by then.
        """
        rows = [row for row in self._of_kinds([kind], of_school(self._school.id)) if until is None or row.at <= until]
        return list(self._school.readable(rows, lambda row: self._open(row, shape)))

    def entry(self, entry_id: EntryId) -> LogEntry | None:
        rows = self._all(_ONE, event=self._id(entry_id))
        return next((self._open(row, LogEntry) for row in rows if row.kind == EventKind.LOG_ADDED), None)

    def used(self, event_id: str) -> bool:
        """Whether something stands under the id."""
        return bool(event_id) and bool(self._all(_ONE, event=self._id(event_id)))

    def did(self, event_id: str, kind: EventKind, case_id: CaseId, by: PersonId) -> bool:
        """Whether the person did this on the case, under an id a card gave out."""
        rows = self._all(_ONE, event=self._id(event_id))
        return any((row.kind, row.case_id, row.by_id) == (kind, case_id, by) for row in rows)

    def own_entry(self, entry_id: EntryId, author: PersonId) -> LogEntry | None:
        """What the author wrote under an id a card gave out; None when it is free. Raises `NotFound` when it is not."""
        entry = self.entry(entry_id)
        if entry and entry.author != author:
            raise NotFound("Fant ikke loggen. Skriv «logg» for å begynne på nytt.")
        return entry

    def logged_by(self, author: PersonId, *, offset: int, limit: int) -> list[LogEntry]:
        """The author's own entries on pupils, newest first: one's own words are never lost sight of."""
        pupils = _PUPILS.all(self._session, school=self._school.id)
        of, vault = [of_logs(row.pupil_digest) for row in pupils], self._school.vault
        its = self._kinds([EventKind.LOG_ADDED], *of), authors(vault, [author], of)
        rows = self._all(_LOGGED, kinds=its[0], authors=its[1], most=limit, past=offset)
        return list(self._school.readable(rows, lambda row: self._open(row, LogEntry)))

    def of_alert(self, alert_id: AlertId) -> list[Event]:
        """What the reporter has added to the own alert, oldest first."""
        silent = self._kinds(ONLY_FOR_THE_AUDIT, of_alert(alert_id))
        found = self._all(_OF_ALERT, alert=alert_id, kinds=silent)
        rows = [row for row in found if row.kind not in ONLY_FOR_THE_AUDIT]
        return list(self._school.readable(rows, lambda row: event_of(row, self._open(row, Details))))

    def _insert_new(self, event_id: str, event: Event, value: object, pupil: PupilId | None = None) -> None:
        """Raises `Stale` for a press that was taken meanwhile, `NotFound` for an id that is something else's."""
        if self._insert(event_id, event, value, pupil):
            return
        there = self._all(_ONE, event=self._id(event_id))
        if any((row.kind, row.case_id) != (event.kind, event.case_id) for row in there):
            raise NotFound("Fant ikke loggen eller steget som dette kortet hører til. Begynn på nytt.")
        raise Stale

    def _open(self, row: OpenedRow, shape: type[T]) -> T:
        return self._school.open(SEAL, row, shape)

    def _id(self, event_id: str) -> str:
        return id_of(self._school.vault, event_id)

    def _kinds(self, wanted: Iterable[EventKind], *of: str) -> list[str]:
        return kinds(self._school.vault, wanted, of)

    def _of_kinds(self, wanted: Iterable[EventKind], *of: str) -> list[OpenedRow]:
        return self._all(_OF_KINDS, kinds=self._kinds(wanted, *of))

    def _all(self, statement: Statement, **values: object) -> list[OpenedRow]:
        return told(statement.all(self._session, school=self._school.id, **values), self._school.vault)

    def _insert(self, event_id: str, event: Event, value: object, pupil: PupilId | None = None) -> bool:
        row = made(self._school, event_id, event, value, pupil)
        seq = append(self._session, EventRow, row)
        if seq is None:
            return False
        self._wrote(event, row | {"seq": seq})
        return True

    def _wrote(self, event: Event, row: Mapping[str, Any]) -> None:
        self._told.add((event.by, event.case_id))
        self._school.wrote(SEAL, row)
