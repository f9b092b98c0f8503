"""Cases, behind one gate: `get`, `find` and `visible` all ask who is looking (law 2)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from domain.case.case import Case
from domain.errors import NotFound, Refused
from domain.event import Event, EventKind
from domain.ids import CaseId, PersonId, PupilId
from storage.case.events import Events
from storage.engine.rows import Damaged, School, Stale, add, count_up
from storage.engine.tables import CaseRow, CounterRow, MemberRow

_SEALED = "cases.sealed"
_IN_COLUMNS = {"version"}
_MEMBERS = and_(col(MemberRow.case_id) == col(CaseRow.id), col(MemberRow.school_id) == col(CaseRow.school_id))


class Cases:
    def __init__(self, session: Session, school: School, events: Events) -> None:
        self._session = session
        self._school = school
        self._events = events
        self.damaged: set[str] = set()
        """References of cases that were asked for in this transaction by someone who is on them, and cannot be read."""
        self._shown: dict[tuple[PersonId, CaseId], tuple[EventKind, datetime]] = {}

    def get(self, case_id: CaseId, viewer: PersonId) -> Case:
        """The only way to a case. Raises `NotFound` alike for «does not exist» and «not yours»."""
        return self._gate(CaseRow.id == case_id, viewer)

    def find(self, reference: str, viewer: PersonId) -> Case:
        """By the reference people say, through the same gate."""
        return self._gate(CaseRow.reference == reference, viewer)

    def record_reading(self, viewer: PersonId, now: datetime, case_id: CaseId) -> None:
        """Something of the case is shown: that itself becomes part of the audit (law 5), once a transaction."""
        self._shown[viewer, case_id] = EventKind.CASE_READ, now

    def record_listing(self, viewer: PersonId, now: datetime, cases: Iterable[CaseId]) -> None:
        """As `record_reading`, of a list: a line of each case is shown."""
        for case_id in cases:
            self._shown.setdefault((viewer, case_id), (EventKind.CASE_LISTED, now))

    def write(self) -> None:
        """Write down who was shown what. What someone does with a case tells of their reading it, too."""
        shown, self._shown = self._shown, {}
        self._events.add(
            *(
                Event(kind=kind, at=at, by=viewer, case_id=case_id)
                for (viewer, case_id), (kind, at) in shown.items()
                if not self._events.tells_of(viewer, case_id)
            )
        )

    def visible(self, viewer: PersonId) -> list[Case]:
        """The open cases the viewer is on, newest first. What is not here is not counted either."""
        return self._open_to(viewer)

    def of_pupil(self, pupil_id: PupilId, viewer: PersonId) -> list[Case]:
        """The open cases of one pupil that the viewer is on, oldest first."""
        return self._open_to(viewer, CaseRow.pupil_digest == self._digest(pupil_id))[::-1]

    def those(self, case_ids: Collection[CaseId], viewer: PersonId) -> tuple[Case, ...]:
        """Of these open cases the ones the viewer is on."""
        return tuple(self._open_to(viewer, col(CaseRow.id).in_(case_ids)))

    def unguarded(self, case_id: CaseId) -> Case:
        """For the rules that act on a case on nobody's behalf (delivery, an alert's own additions).

        Never for showing: what it returns must not reach a card. Raises `NotFound`.
        """
        row = self._session.exec(
            select(CaseRow).where(CaseRow.id == case_id, CaseRow.school_id == self._school.id)
        ).first()
        if row is None:
            raise NotFound("Fant ikke saken.")
        return self._case(row)

    def all_open(self) -> list[Case]:
        """Every open case of the school: for rules, as `unguarded`."""
        return self.due_by(date.max)

    def look_again(self) -> None:
        """What is due may have changed in all open cases: their pupils have."""
        here = (col(CaseRow.school_id) == self._school.id, col(CaseRow.is_open))
        self._session.exec(update(CaseRow).where(*here).values(due_on=date.min))

    def due_by(self, day: date) -> list[Case]:
        """The open cases where something may be due by that day, those that have changed since they were looked at
        among them: for rules, as `unguarded`. What is due later is not touched.
        """
        rows = self._session.exec(
            select(CaseRow)
            .where(CaseRow.school_id == self._school.id, col(CaseRow.is_open), col(CaseRow.due_on) <= day)
            .order_by(col(CaseRow.opened_at), col(CaseRow.reference))
        )
        return list(self._school.readable(rows, self._case))

    def due_days(self) -> dict[CaseId, date | None]:
        """When the first step of each open case is due; none when it has changed since it was looked at. For rules."""
        here = (col(CaseRow.school_id) == self._school.id, col(CaseRow.is_open))
        rows = self._session.exec(select(col(CaseRow.id), col(CaseRow.due_on)).where(*here))
        return {CaseId(case_id): None if due_on == date.min else due_on for case_id, due_on in rows}

    def looked_at(self, case: Case, due_on: date) -> None:
        """Nothing of the case, as it stands in this version, is due before that day."""
        changed = update(CaseRow).where(*self._this(case), col(CaseRow.due_on) != due_on)
        self._session.exec(changed.values(due_on=due_on))

    def received_at(self, case_id: CaseId) -> datetime | None:
        """When a leader took the case, or the one it was merged into: all that a reporter may know of it."""
        case = self.unguarded(case_id)
        if case.received_at is None and case.merged_into:
            return self.received_at(case.merged_into)
        return case.received_at

    def next_reference(self, year: int, *, past_the_school: bool = False) -> str:
        """«2026-014». A case that must be unknown to the school is numbered apart, so that no gap gives it away."""
        series, first = ("past_the_school", 901) if past_the_school else ("school", 1)
        key = {"school_id": self._school.id, "year": year, "series": series}
        number = count_up(self._session, CounterRow, key | {"next": first + 1}) - 1
        return f"{year}-{number if past_the_school or number <= 900 else number + 1000:03d}"

    def open(self, case: Case, *events: Event) -> None:
        """A new case and its members."""
        add(self._session, CaseRow, {"id": case.id, "school_id": self._school.id, **self._values(case)})
        self._add_members(case.id, case.members)
        self._events.add(*events)

    def save(self, before: Case, case: Case, *events: Event) -> Case:
        """The case as it becomes, from what it was when it was read. It cannot change without its history saying so.

        Raises `Stale` when someone was first.
        """
        saved = replace(case, version=case.version + 1)
        done = self._session.exec(update(CaseRow).where(*self._this(case)).values(**self._values(saved)))
        if done.rowcount != 1:
            raise Stale
        self._add_members(case.id, case.members - before.members)
        gone = list(before.members - case.members)
        if gone:
            on_case = (col(MemberRow.school_id) == self._school.id, col(MemberRow.case_id) == case.id)
            self._session.exec(delete(MemberRow).where(*on_case, col(MemberRow.person_id).in_(gone)))
        self._events.add(*events)
        return saved

    def _this(self, case: Case) -> tuple[ColumnElement[bool], ...]:
        """The case in this version."""
        here = col(CaseRow.school_id) == self._school.id
        return here, col(CaseRow.id) == case.id, col(CaseRow.version) == case.version

    def _open_to(self, viewer: PersonId, *which: object) -> list[Case]:
        rows = self._session.exec(
            self._of(viewer, col(CaseRow.is_open), *which).order_by(
                col(CaseRow.opened_at).desc(), col(CaseRow.reference).desc()
            )
        )
        return [case for case in self._school.readable(rows, self._seen) if viewer not in case.barred]

    def _of(self, viewer: PersonId, *which: object) -> SelectOfScalar[CaseRow]:
        """The rows of the cases the viewer is on."""
        theirs = (CaseRow.school_id == self._school.id, MemberRow.person_id == viewer)
        return select(CaseRow).join(MemberRow, _MEMBERS).where(*theirs, *which)  # type: ignore[arg-type]  # the types cannot say it

    def _gate(self, which: object, viewer: PersonId) -> Case:
        row = self._session.exec(self._of(viewer, which)).first()
        try:
            case = self._case(row) if row else None
        except Damaged as damaged:
            self._school.damaged(damaged)
            reference = row.reference if row else ""
            raise Refused("Sak {reference} kan ikke leses. Si fra til drift.", reference=reference) from damaged
        if case is None or viewer in case.barred:
            raise NotFound("Fant ikke saken. Sjekk nummeret, eller be en leder om å få være med i den.")
        return case

    def _add_members(self, case_id: CaseId, people: frozenset[PersonId]) -> None:
        if people:
            rows = [{"case_id": case_id, "person_id": p, "school_id": self._school.id} for p in sorted(people)]
            add(self._session, MemberRow, *rows)

    def _values(self, case: Case) -> dict[str, object]:
        return {
            "reference": case.reference,
            "opened_at": case.opened_at,
            "is_open": case.open,
            "pupil_digest": self._digest(case.pupil_id) if case.pupil_id else None,
            "version": case.version,
            "due_on": date.min,
            "sealed": self._school.seal(_SEALED, case.id, case, _IN_COLUMNS),
        }

    def _digest(self, pupil_id: PupilId) -> str:
        return self._school.vault.digest("pupil", pupil_id)

    def _seen(self, row: CaseRow) -> Case:
        """As `_case`, and the person, whom the row of members lets in, is told when it cannot be read."""
        try:
            return self._case(row)
        except Damaged:
            self.damaged.add(row.reference)
            raise

    def _case(self, row: CaseRow) -> Case:
        case = self._school.open(_SEALED, row.id, row.sealed, Case)
        return replace(case, version=row.version)
