"""The history of cases, alerts and pupils: add and read, nothing else (law 5). A log entry is an event too."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from domain.errors import NotFound
from domain.event import AlertId, CaseId, Event
from domain.log import EntryId, LogEntry
from domain.people import PersonId, PupilId
from domain.step_history import StepRecord
from storage.support import School, add, new_id
from storage.tables import EventRow

_SEALED = "events.sealed"
LOGGED = "log:added"
STEP = "step:taken"
_DOCUMENTS = ("asked", "delivered", "refused", "filed")
HIDDEN = (
    "case:read",
    "plan:snapshot",
    "plan:baseline",
    "plan:evaluation",
    "document:asked",
    "document:delivered",
    "document:refused",
    "document:filed",
)
Item = Event | LogEntry | StepRecord


def _event_of(case_id: CaseId, record: StepRecord) -> Event:
    text = record.model_dump_json(exclude_defaults=True)
    return Event(kind=STEP, at=record.at, by=record.by, text=text, case_id=case_id)


class Events:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def add(self, *events: Event) -> None:
        for event in events:
            self._insert(new_id(), event, None)

    def add_once(self, event_id: str, event: Event) -> bool:
        """Add an event under an id of the caller's; whether it was new (a button pressed twice does no harm)."""
        if self._session.exec(select(EventRow.seq).where(EventRow.id == event_id)).first() is not None:
            return False
        self._insert(event_id, event, None)
        return True

    def log(self, entry: LogEntry) -> None:
        """Add an entry. It stands in the timeline at the time it is about, and keeps when it was written."""
        event = Event(
            kind=LOGGED,
            at=entry.occurred_at,
            by=entry.author,
            text=entry.model_dump_json(exclude_defaults=True),
            case_id=entry.case_id,
        )
        self._insert(entry.id, event, entry.pupil_id)

    def step(self, case_id: CaseId, record: StepRecord) -> None:
        """What was done with a step. It stands in the timeline at the time it was recorded."""
        self._insert(record.id, _event_of(case_id, record), None)

    def taken(self, record_id: str) -> bool:
        """Whether a press has been taken already: its id is the record's."""
        return self._session.exec(select(EventRow.seq).where(EventRow.id == record_id)).first() is not None

    def steps(self, cases: Sequence[str]) -> list[StepRecord]:
        """All that was done with the steps of the cases, in the order it happened."""
        return [StepRecord.model_validate_json(event.text) for event in self.of_kind(STEP, cases)]

    def steps_by_case(self, cases: Sequence[str]) -> dict[str, list[StepRecord]]:
        """As `steps`, for many cases at once."""
        found: dict[str, list[StepRecord]] = {}
        for event in self.of_kind(STEP, cases):
            found.setdefault(event.case_id or "", []).append(StepRecord.model_validate_json(event.text))
        return found

    def last_logged(self, cases: Sequence[str]) -> dict[str, datetime]:
        """When each case was last logged to, or had a step taken."""
        rows = self._session.exec(
            select(EventRow.case_id, func.max(EventRow.at))
            .where(
                EventRow.school_id == self._school.id,
                col(EventRow.case_id).in_(cases),
                col(EventRow.kind).in_([LOGGED, STEP]),
            )
            .group_by(col(EventRow.case_id))
        )
        return {case_id: at for case_id, at in rows if case_id}

    def of_kind(self, kind: str, cases: Sequence[str]) -> list[Event]:
        """All events of one kind on the cases, in the order they happened."""
        rows = self._session.exec(
            select(EventRow)
            .where(EventRow.school_id == self._school.id, col(EventRow.case_id).in_(cases), EventRow.kind == kind)
            .order_by(col(EventRow.seq))
        )
        return [self._event(row) for row in rows]

    def of_school(self, kind: str) -> list[Event]:
        """All events of a kind that belong to no case, in the order they happened."""
        rows = self._session.exec(
            select(EventRow)
            .where(EventRow.school_id == self._school.id, col(EventRow.case_id).is_(None), EventRow.kind == kind)
            .order_by(col(EventRow.seq))
        )
        return [self._event(row) for row in rows]

    def timeline(self, cases: Sequence[str], pupil: PupilId | None, *, offset: int, limit: int) -> list[Item]:
        """Newest first: what happened on the cases, and what was logged on the pupil before there was one."""
        rows = self._session.exec(
            select(EventRow)
            .where(*self._about(cases, pupil))
            .order_by(col(EventRow.at).desc(), col(EventRow.seq).desc())
            .offset(offset)
            .limit(limit)
        )
        return [self._item(row) for row in rows]

    def count(self, cases: Sequence[str], pupil: PupilId | None) -> int:
        return self._session.exec(select(func.count()).select_from(EventRow).where(*self._about(cases, pupil))).one()

    def entry(self, entry_id: EntryId) -> LogEntry | None:
        row = self._session.exec(
            select(EventRow).where(
                EventRow.id == entry_id, EventRow.school_id == self._school.id, EventRow.kind == LOGGED
            )
        ).first()
        item = self._item(row) if row else None
        return item if isinstance(item, LogEntry) else None

    def own_entry(self, entry_id: EntryId, author: PersonId) -> LogEntry | None:
        """What the author wrote under an id a card gave out; None when it is free. Raises `NotFound` when it is not."""
        row = self._session.exec(select(EventRow).where(EventRow.id == entry_id)).first()
        if row is None:
            return None
        entry = self.entry(entry_id)
        if entry is None or entry.author != author:
            raise NotFound("Fant ikke loggen. Skriv «logg» for å begynne på nytt.")
        return entry

    def logged_by(self, author: PersonId, *, offset: int, limit: int) -> list[LogEntry]:
        """The author's own entries on pupils, newest first: one's own words are never lost sight of."""
        rows = self._session.exec(
            select(EventRow)
            .where(*self._own(author))
            .order_by(col(EventRow.at).desc(), col(EventRow.seq).desc())
            .offset(offset)
            .limit(limit)
        )
        return [item for item in map(self._item, rows) if isinstance(item, LogEntry)]

    def of_alert(self, alert_id: AlertId) -> list[Event]:
        """What the reporter has added to the own alert, oldest first."""
        rows = self._session.exec(
            select(EventRow)
            .where(EventRow.school_id == self._school.id, EventRow.alert_id == alert_id)
            .order_by(col(EventRow.seq))
        )
        return [self._event(row) for row in rows]

    def _own(self, author: PersonId) -> tuple[ColumnElement[bool], ...]:
        return (
            col(EventRow.school_id) == self._school.id,
            col(EventRow.by_id) == author,
            col(EventRow.kind) == LOGGED,
            col(EventRow.case_id).is_(None),
        )

    def _about(self, cases: Sequence[str], pupil: PupilId | None) -> tuple[ColumnElement[bool], ...]:
        """A timeline is what was done; that someone read the case is for the audit."""
        on_case = col(EventRow.case_id).in_(cases)
        on_pupil = (col(EventRow.pupil_digest) == self._digest(pupil)) & col(EventRow.case_id).is_(None)
        return (
            col(EventRow.school_id) == self._school.id,
            col(EventRow.kind).not_in(HIDDEN),
            or_(on_case, on_pupil) if pupil else on_case,
        )

    def _digest(self, pupil: PupilId | None) -> str | None:
        return self._school.vault.digest("pupil", pupil) if pupil else None

    def _insert(self, event_id: str, event: Event, pupil: PupilId | None) -> None:
        row = {
            "id": event_id,
            "school_id": self._school.id,
            "case_id": event.case_id,
            "alert_id": event.alert_id,
            "pupil_digest": self._digest(pupil),
            "by_id": event.by,
            "at": event.at,
            "kind": event.kind,
            "sealed": self._school.vault.seal(_SEALED, event_id, event.text),
        }
        add(self._session, EventRow, row)

    def _item(self, row: EventRow) -> Item:
        event = self._event(row)
        if event.kind == LOGGED:
            return LogEntry.model_validate_json(event.text)
        return StepRecord.model_validate_json(event.text) if event.kind == STEP else event

    def _event(self, row: EventRow) -> Event:
        return Event(
            kind=row.kind,
            at=row.at,
            by=PersonId(row.by_id) if row.by_id else None,
            text=self._school.vault.open(_SEALED, row.id, row.sealed),
            case_id=row.case_id,  # type: ignore[arg-type]  # NewType of a column
            alert_id=row.alert_id,  # type: ignore[arg-type]  # NewType of a column
        )
