"""What has happened on a case, read once: everything that was written down, opened when it is asked for (law 5)."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation
from domain.case.log import LogEntry
from domain.correcting.before_righted import without_anothers_words
from domain.documents.filing import Filing
from domain.errors import Refused
from domain.event import Details, Event, EventKind, Joined
from domain.ids import EntryId, IncidentId, PersonId, PupilId, RecordId
from domain.steps.record import StepRecord, Taken
from domain.text.messages import N_
from storage.engine.rows import Damaged, School
from storage.events.alike import id_of
from storage.events.rows import READS, SEAL, OpenedRow, event_of

T = TypeVar("T")
_ON_AND_OFF = (EventKind.CASE_MEMBER_ADDED, EventKind.CASE_MEMBER_REMOVED, EventKind.CASE_MEMBER_OFF)
ONLY_FOR_THE_AUDIT = (
    *READS,
    EventKind.CASE_PUT_OFF,
    EventKind.CASE_BEFORE_MERGING,
    EventKind.CASE_KEPT_APART,
    EventKind.CASE_DELETION_TOLD,
    EventKind.DOCUMENT_ASKED,
    EventKind.DOCUMENT_DELIVERED,
    EventKind.DOCUMENT_REFUSED,
    EventKind.LOG_AWAY,
    EventKind.PATTERN_ASKED,
)
"""Who has looked, and whom nobody on the case is to know of: in no timeline."""
TOLD_BY_ANOTHER: dict[str, type] = {
    EventKind.PLAN_SNAPSHOT: ActivityPlan,
    EventKind.PLAN_EVALUATION: Evaluation,
    EventKind.PLAN_BASELINE: Baseline,
    EventKind.DOCUMENT_FILED: Filing,
}
"""Another event says in the timeline that they came about; only one that cannot be read stands there itself."""
USED = N_("Dette skjemaet er allerede brukt til noe annet, så ingenting er gjort nå. Åpne saken på nytt.")
OTHER_WORDS = N_(
    "Dette er allerede lagret, med en annen tekst. Det du har skrevet nå, er ikke lagret: ta vare på det, og rett det "
    "fra saken."
)
Item = Event | LogEntry | StepRecord


def without_what_is_away(rows: Sequence[OpenedRow], school: School) -> list[OpenedRow]:
    """What has become an alert, or was about another pupil, is a log no more."""
    told = [row for row in rows if row.kind == EventKind.LOG_AWAY]
    read = school.readable(told, lambda row: school.open(SEAL, row, Details))
    away = {id_of(school.vault, entry) for details in read for entry in details.entries}
    return [row for row in rows if row.kind != EventKind.LOG_AWAY and row.id not in away]


class History:
    """The rows of a case and those merged into it, with what was logged on the pupil before there was one.

    Each is unsealed at most once, and only when it is asked for. One that cannot be read says so in the timeline, and
    counts for nothing else.
    """

    def __init__(
        self, rows: Sequence[OpenedRow], school: School, incidents: AbstractSet[IncidentId] | None = None
    ) -> None:
        self._rows = rows
        self._school = school
        self._incidents = incidents
        self._opened: dict[str, object] = {}

    def _is_of(self, row: OpenedRow) -> bool:
        """Of the case, or of an incident it still has; what cannot be read is."""
        if self._incidents is None or row.kind != EventKind.STEP_TAKEN:
            return True
        record = next(self._school.readable([row], lambda one: self._open(one, StepRecord)), None)
        return record is None or self._has(record)

    def _has(self, record: StepRecord) -> bool:
        return self._incidents is None or record.incident is None or record.incident in self._incidents

    @cached_property
    def lacks_a_plan(self) -> bool:
        """Whether some wording of the activity plan, or what belongs to it, cannot be read."""
        return bool(self._lost)

    @cached_property
    def _told(self) -> list[OpenedRow]:
        told = [row for row in self._rows if row.kind not in TOLD_BY_ANOTHER and self._is_of(row)]
        return sorted([*told, *self._lost], key=lambda row: (row.at, row.seq), reverse=True)

    @cached_property
    def _lost(self) -> list[OpenedRow]:
        kept = [row for row in self._rows if row.kind in TOLD_BY_ANOTHER]
        readable = set(self._school.readable(kept, self._read))
        return [row for row in kept if row.id not in readable]

    def _read(self, row: OpenedRow) -> str:
        self._open(row, TOLD_BY_ANOTHER[row.kind])
        return row.id

    @property
    def count(self) -> int:
        """How many items the timeline has."""
        return len(self._told)

    @property
    def began(self) -> datetime | None:
        """When the first of it was written down."""
        return min((row.at for row in self._rows), default=None)

    @property
    def alert_at(self) -> int | None:
        """Where in the timeline the newest alert stands."""
        return next((at for at, row in enumerate(self._told) if row.kind == EventKind.ALERT_SENT), None)

    def timeline(self, offset: int = 0, limit: int | None = None) -> list[Item]:
        """A part of it, newest first."""
        until = None if limit is None else offset + limit
        return [self._item(row) for row in self._told[offset:until]]

    @cached_property
    def steps(self) -> list[StepRecord]:
        """All that was done with the steps, in the order it happened."""
        taken = (record for record in self._all(EventKind.STEP_TAKEN, StepRecord) if self._has(record))
        return sorted(taken, key=lambda record: record.at)

    @cached_property
    def plans(self) -> list[ActivityPlan]:
        """Every wording the activity plans of these cases ever had, oldest first."""
        return self._all(EventKind.PLAN_SNAPSHOT, ActivityPlan)

    @property
    def in_effect(self) -> ActivityPlan | None:
        """The version that was put into effect last, as the evaluations have left it; None before the first."""
        return next((plan for plan in reversed(self.plans) if plan.in_effect), None)

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        return self._all(EventKind.PLAN_EVALUATION, Evaluation)

    @property
    def baseline(self) -> Baseline | None:
        """The short questions as answered before the measures; the newest when they were asked again."""
        return next((one for one in self._all(EventKind.PLAN_BASELINE, Baseline)[::-1] if one.answers), None)

    @property
    def named(self) -> list[PersonId]:
        """Whom a suspicion has been said to be about since the case was opened."""
        return [told.person for told in self._all(EventKind.CASE_BARRED, Details) if told.person]

    @property
    def joined(self) -> dict[PersonId, Joined]:
        """How those came onto the case who are on it for another reason than their role, the last time."""
        rows = (row for row in self._rows if row.kind in _ON_AND_OFF)
        told = self._school.readable(rows, lambda row: self._open(row, Details))
        return {person: how for person, how in {one.person: one.how for one in told}.items() if person and how}

    @property
    def disqualified(self) -> list[PersonId]:
        """Who has been said to be inhabil, or next of kin."""
        return [told.person for told in self._all(EventKind.CASE_DISQUALIFIED, Details) if told.person]

    def kin_of(self, pupil: PupilId | None) -> list[PersonId]:
        """Who is kept off by rule as that pupil's next of kin."""
        told = self._all(EventKind.CASE_DISQUALIFIED, Details)
        return [one.person for one in told if one.person and one.pupil and one.pupil == pupil]

    def named_by(self, person: PersonId) -> set[PersonId]:
        """Of those the ones this person has named."""
        rows = (row for row in self._rows if row.kind == EventKind.CASE_BARRED and row.by_id == person)
        told = self._school.readable(rows, lambda row: self._open(row, Details))
        return {details.person for details in told if details.person}

    def of_kind(self, kind: EventKind) -> list[Event]:
        """All events of a kind that has no value of its own, in the order they happened."""
        rows = (row for row in self._rows if row.kind == kind)
        return list(self._school.readable(rows, lambda row: event_of(row, self._open(row, Details))))

    @cached_property
    def filings(self) -> list[Filing]:
        return self._all(EventKind.DOCUMENT_FILED, Filing)

    def lines_by(self, person: PersonId) -> list[LogEntry]:
        """What the person has logged, in the order it was written."""
        rows = (row for row in self._rows if row.kind == EventKind.LOG_ADDED and row.by_id == person)
        return list(self._school.readable(rows, lambda row: self._open(row, LogEntry)))

    def entry(self, entry_id: EntryId) -> LogEntry | None:
        """None for one that cannot be read, too: the timeline says so."""
        this = self._id(entry_id)
        rows = (row for row in self._rows if row.id == this and row.kind == EventKind.LOG_ADDED)
        return next(self._school.readable(rows, lambda row: self._open(row, LogEntry)), None)

    def has(self, event_id: str, kind: EventKind) -> bool:
        """Whether a press has been taken already: its id is the event's. Raises `Refused` for an id of another kind."""
        this = self._id(event_id)
        found = next((row.kind for row in self._rows if row.id == this), None)
        if found not in {None, kind}:
            raise Refused(USED)
        return found is not None

    def is_of(self, event_id: str, kind: EventKind) -> bool:
        """Whether there is an event of this kind with that id."""
        this = self._id(event_id)
        return any(row.id == this and row.kind == kind for row in self._rows)

    def took(self, record_id: str, step: str, taken: Taken, *words: str) -> bool:
        """As `has`, of this step and what is done with it; of any step when none is said. Raises `Refused` when it was
        done with other words than these.
        """
        if not self.has(record_id, EventKind.STEP_TAKEN):
            return False
        record = next((one for one in self.steps if one.id == record_id), None)
        if record and (record.taken is not taken or step not in {"", record.step}):
            raise Refused(USED)
        if record and not record.says(words):
            raise Refused(OTHER_WORDS)
        return True

    def _all(self, kind: EventKind, shape: type[T]) -> list[T]:
        rows = (row for row in self._rows if row.kind == kind)
        return list(self._school.readable(rows, lambda row: self._open(row, shape)))

    def _item(self, row: OpenedRow) -> Item:
        """What the row tells of."""
        try:
            if row.kind == EventKind.LOG_ADDED:
                return self._open(row, LogEntry)
            if row.kind == EventKind.STEP_TAKEN:
                return self._without_another(self._open(row, StepRecord))
            return event_of(row, self._open(row, TOLD_BY_ANOTHER.get(row.kind, Details)))
        except Damaged as damaged:
            self._school.damaged(damaged)
            return event_of(row, Details(), EventKind.UNREADABLE)

    @cached_property
    def _righted(self) -> dict[str | None, tuple[datetime, int]]:
        """When each case last was put right as to whom it is about, and where in the history."""
        told = (row for row in self._rows if row.kind == EventKind.CASE_ANOTHER_PUPIL)
        return dict(self._school.readable(told, self._place))

    def _place(self, row: OpenedRow) -> tuple[str | None, tuple[datetime, int]]:
        """Of one that was written by the bot; opened apart, for what is opened here is read by it."""
        self._school.open(SEAL, row, Details)
        return row.case_id, (row.at, row.seq)

    def _is_of_before(self, row: OpenedRow) -> bool:
        righted = self._righted.get(row.case_id)
        return righted is not None and (row.at, row.seq) < righted

    def is_of_before(self, record_id: str) -> bool:
        """Whether it was written before it was put right whom its case is about."""
        this = self._id(record_id)
        return any(self._is_of_before(row) for row in self._rows if row.id == this)

    @cached_property
    def _of_another(self) -> set[RecordId | None]:
        return {one.undoes for one in self._all(EventKind.STEP_TAKEN, StepRecord) if one.of_another}

    def _without_another(self, record: StepRecord) -> StepRecord:
        """That it was done stands; not what a pupil said whom the case is not about."""
        return replace(record, answers=(), reason="", names_reason="") if record.id in self._of_another else record

    def _id(self, event_id: str) -> str:
        return id_of(self._school.vault, event_id)

    def _open(self, row: OpenedRow, shape: type[T]) -> T:
        if row.id not in self._opened:
            told = self._school.open(SEAL, row, shape)
            self._opened[row.id] = without_anothers_words(row.kind, told) if self._is_of_before(row) else told
        opened: T = self._opened[row.id]  # type: ignore[assignment]  # the types cannot say it
        return opened
