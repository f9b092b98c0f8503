"""Cases, behind one gate: `get`, `find` and `visible` all ask who is looking (law 2)."""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select, update

from domain.case import Case
from domain.errors import NotFound
from domain.event import CaseId, Event
from domain.people import PersonId, PupilId
from storage.events import Events
from storage.support import School, Stale, add, table
from storage.tables import CaseRow, CounterRow, MemberRow

_SEALED = "cases.sealed"
_IN_COLUMNS = {"version"}

_counter = table(CounterRow)
_COUNT = (
    _counter.update()
    .where(
        _counter.c.school_id == bindparam("school"),
        _counter.c.year == bindparam("of_year"),
        _counter.c.series == bindparam("of_series"),
    )
    .values(next=_counter.c.next + 1)
    .returning(_counter.c.next)
)


class Cases:
    def __init__(self, session: Session, school: School, events: Events) -> None:
        self._session = session
        self._school = school
        self._events = events

    def get(self, case_id: CaseId, viewer: PersonId) -> Case:
        """The only way to a case. Raises `NotFound` alike for «does not exist» and «not yours»."""
        return self._gate(CaseRow.id == case_id, viewer)

    def find(self, reference: str, viewer: PersonId) -> Case:
        """By the reference people say, through the same gate."""
        return self._gate(CaseRow.reference == reference, viewer)

    def read(self, case_id: CaseId, viewer: PersonId, now: datetime) -> Case:
        """As `get`, and the reading itself becomes part of the audit (law 5)."""
        case = self.get(case_id, viewer)
        self._events.add(Event(kind="case:read", at=now, by=viewer, case_id=case.id))
        return case

    def visible(self, viewer: PersonId) -> list[Case]:
        """The open cases the viewer is on, newest first. What is not here is not counted either."""
        rows = self._session.exec(
            select(CaseRow)
            .join(MemberRow, col(MemberRow.case_id) == col(CaseRow.id))
            .where(
                CaseRow.school_id == self._school.id,
                col(CaseRow.is_open),
                MemberRow.person_id == viewer,
            )
            .order_by(col(CaseRow.opened_at).desc(), col(CaseRow.reference).desc())
        )
        return [case for case in map(self._case, rows) if viewer not in case.barred]

    def of_pupil(self, pupil_id: PupilId, viewer: PersonId) -> list[Case]:
        """The open cases of one pupil that the viewer is on."""
        digest = self._digest(pupil_id)
        rows = self._session.exec(
            select(CaseRow)
            .join(MemberRow, col(MemberRow.case_id) == col(CaseRow.id))
            .where(
                CaseRow.school_id == self._school.id,
                CaseRow.pupil_digest == digest,
                col(CaseRow.is_open),
                MemberRow.person_id == viewer,
            )
            .order_by(col(CaseRow.opened_at))
        )
        return [case for case in map(self._case, rows) if viewer not in case.barred]

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
        return [self._case(row) for row in rows]

    def looked_at(self, case: Case, due_on: date) -> None:
        """Nothing of the case, as it stands in this version, is due before that day."""
        this = (col(CaseRow.id) == case.id, col(CaseRow.version) == case.version, col(CaseRow.due_on) != due_on)
        self._session.exec(update(CaseRow).where(*this).values(due_on=due_on))

    def received_at(self, case_id: CaseId) -> datetime | None:
        """When a leader took the case, or the one it was merged into: all that a reporter may know of it."""
        case = self.unguarded(case_id)
        if case.received_at is None and case.merged_into:
            return self.received_at(case.merged_into)
        return case.received_at

    def next_reference(self, year: int, *, past_the_school: bool = False) -> str:
        """«2026-014». A case that must be unknown to the school is numbered apart, so that no gap gives it away."""
        series, first = ("past_the_school", 901) if past_the_school else ("school", 1)
        key = {"school": self._school.id, "of_year": year, "of_series": series}
        taken = self._session.connection().execute(_COUNT, key).scalar_one_or_none()
        if taken is None:
            add(
                self._session,
                CounterRow,
                {"school_id": self._school.id, "year": year, "series": series, "next": first + 1},
            )
            return f"{year}-{first:03d}"
        number = taken - 1
        return f"{year}-{number if past_the_school or number <= 900 else number + 1000:03d}"

    def open(self, case: Case, *events: Event) -> None:
        """A new case and its members."""
        add(self._session, CaseRow, {"id": case.id, "school_id": self._school.id, **self._values(case)})
        self._add_members(case.id, case.members)
        self._events.add(*events)

    def save(self, case: Case, *events: Event) -> Case:
        """A case cannot change without its history saying so. Raises `Stale` when someone was first."""
        before = self.unguarded(case.id)
        saved = case.model_copy(update={"version": case.version + 1})
        done = self._session.exec(
            update(CaseRow)
            .where(col(CaseRow.id) == case.id, col(CaseRow.version) == case.version)
            .values(**self._values(saved))
        )
        if done.rowcount != 1:
            raise Stale
        self._add_members(case.id, case.members - before.members)
        gone = list(before.members - case.members)
        if gone:
            on_case = col(MemberRow.case_id) == case.id
            self._session.exec(delete(MemberRow).where(on_case, col(MemberRow.person_id).in_(gone)))
        self._events.add(*events)
        return saved

    def _gate(self, which: object, viewer: PersonId) -> Case:
        row = self._session.exec(
            select(CaseRow)
            .join(MemberRow, col(MemberRow.case_id) == col(CaseRow.id))
            .where(which, CaseRow.school_id == self._school.id, MemberRow.person_id == viewer)  # type: ignore[arg-type]  # a comparison of columns
        ).first()
        case = self._case(row) if row else None
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

    def _case(self, row: CaseRow) -> Case:
        case = self._school.open(_SEALED, row.id, row.sealed, Case)
        return case.model_copy(update={"version": row.version})
