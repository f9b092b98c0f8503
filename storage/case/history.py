"""What has happened on a case, read once: everything that was written down, opened when it is asked for (law 5)."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation
from domain.case.log import LogEntry
from domain.documents.filing import Filing
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, CaseId, EntryId, PersonId
from domain.steps.record import StepRecord
from domain.value import from_json
from storage.engine.tables import EventRow

T = TypeVar("T")
ONLY_FOR_THE_AUDIT = (
    EventKind.CASE_READ,
    EventKind.DOCUMENT_ASKED,
    EventKind.DOCUMENT_DELIVERED,
    EventKind.DOCUMENT_REFUSED,
)
"""Who has looked: in no timeline, and many."""
TOLD_BY_ANOTHER = frozenset(
    {EventKind.PLAN_SNAPSHOT, EventKind.PLAN_EVALUATION, EventKind.PLAN_BASELINE, EventKind.DOCUMENT_FILED}
)
Item = Event | LogEntry | StepRecord
Text = Callable[[EventRow], str]


class History:
    """The rows of a case and those merged into it, with what was logged on the pupil before there was one.

    `text` unseals a row; each is unsealed at most once, and only when it is asked for.
    """

    def __init__(self, rows: Sequence[EventRow], text: Text) -> None:
        self._rows = rows
        self._text = text
        self._unsealed: dict[str, str] = {}
        told = [row for row in rows if row.kind not in TOLD_BY_ANOTHER]
        self._told = sorted(told, key=lambda row: (row.at, row.seq or 0), reverse=True)

    @property
    def count(self) -> int:
        """How many items the timeline has."""
        return len(self._told)

    def timeline(self, offset: int = 0, limit: int | None = None) -> list[Item]:
        """A part of it, newest first."""
        until = None if limit is None else offset + limit
        return [self._item(row) for row in self._told[offset:until]]

    @cached_property
    def steps(self) -> list[StepRecord]:
        """All that was done with the steps, in the order it happened."""
        return sorted(self._all(EventKind.STEP_TAKEN, StepRecord), key=lambda record: record.at)

    @cached_property
    def plans(self) -> list[ActivityPlan]:
        """Every wording the activity plans of these cases ever had, oldest first."""
        return self._all(EventKind.PLAN_SNAPSHOT, ActivityPlan)

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        return self._all(EventKind.PLAN_EVALUATION, Evaluation)

    @property
    def baseline(self) -> Baseline | None:
        """The short questions as answered before the measures; the newest when they were asked again."""
        return next(iter(self._all(EventKind.PLAN_BASELINE, Baseline)[::-1]), None)

    @property
    def named(self) -> list[PersonId]:
        """Whom a suspicion has been said to be about since the case was opened."""
        told = [event_of(row, self._unseal(row)) for row in self._rows if row.kind == EventKind.CASE_BARRED]
        return [event.details.person for event in told if event.details.person]

    @cached_property
    def filings(self) -> list[Filing]:
        return self._all(EventKind.DOCUMENT_FILED, Filing)

    def entry(self, entry_id: EntryId) -> LogEntry | None:
        row = next((row for row in self._rows if row.id == entry_id and row.kind == EventKind.LOG_ADDED), None)
        return from_json(LogEntry, self._unseal(row)) if row else None

    def has(self, record_id: str) -> bool:
        """Whether a press has been taken already: its id is the record's."""
        return any(row.id == record_id for row in self._rows)

    def _all(self, kind: EventKind, shape: type[T]) -> list[T]:
        return [from_json(shape, self._unseal(row)) for row in self._rows if row.kind == kind]

    def _item(self, row: EventRow) -> Item:
        """What the row tells of."""
        text = self._unseal(row)
        if row.kind == EventKind.LOG_ADDED:
            return from_json(LogEntry, text)
        return from_json(StepRecord, text) if row.kind == EventKind.STEP_TAKEN else event_of(row, text)

    def _unseal(self, row: EventRow) -> str:
        if row.id not in self._unsealed:
            self._unsealed[row.id] = self._text(row)
        return self._unsealed[row.id]


def event_of(row: EventRow, text: str) -> Event:
    return Event(
        kind=EventKind(row.kind),
        at=row.at,
        by=PersonId(row.by_id) if row.by_id else None,
        details=from_json(Details, text),
        case_id=CaseId(row.case_id) if row.case_id else None,
        alert_id=AlertId(row.alert_id) if row.alert_id else None,
    )
