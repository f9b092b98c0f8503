"""Cases, behind one gate: `get`, `find` and `visible` all ask who is looking (law 2)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select
from sqlmodel import Session, col, delete, update

from domain.access.break_glass import in_need_until
from domain.case.case import Case
from domain.errors import NotFound, Refused
from domain.event import Event, EventKind
from domain.ids import CaseId, PersonId, PupilId
from domain.people.person import Person
from domain.text.messages import N_
from storage.case.events import Events
from storage.engine.rows import Bound, Damaged, Erased, School, Seal, Stale
from storage.keys import of_case
from storage.statements.inserts import add, count_up
from storage.statements.statement import Statement, among, table
from storage.tables.case import CaseRow, CounterRow, MemberRow

SEAL = Seal(CaseRow, "due_on", "opened_at", under=lambda value: of_case(value("id")))
"""When it was opened, and so in which order it is shown, the sealed part says."""
MEMBER, COUNTER = Bound(MemberRow), Bound(CounterRow)
_NOT_YOURS = N_("Fant ikke saken. Sjekk nummeret, eller be en leder om å få være med i den.")
_IN_COLUMNS = {"version"}
_cases, _members = table(CaseRow), table(MemberRow)
_HERE = _cases.c.school_id == bindparam("school")
_THIS = (_HERE, _cases.c.id == bindparam("case"), _cases.c.version == bindparam("was"))
_SAVED = ("reference", "opened_at", "is_open", "pupil_digest", "version", "due_on", "sealed")
_SAVE = Statement(_cases.update().where(*_THIS).values({name: bindparam(name) for name in _SAVED}))
_LOOKED_AT = Statement(
    _cases.update().where(*_THIS, _cases.c.due_on != bindparam("due_on")).values(due_on=bindparam("due_on"))
)
_DUE_BY = Statement(
    _cases.select()
    .where(_HERE, _cases.c.is_open, _cases.c.due_on <= bindparam("day"))
    .order_by(_cases.c.opened_at, _cases.c.reference)
)
_DUE_DAYS = Statement(select(_cases.c.id, _cases.c.due_on).where(_HERE, _cases.c.is_open))
_DIGESTS = Statement(lambda dialect: select(_cases.c.pupil_digest).where(_HERE, among(_cases.c.id, "wanted", dialect)))
_of_digest = (_HERE, _cases.c.pupil_digest == bindparam("digest"))
_CLOSED_OF = Statement(_cases.select().where(*_of_digest, ~_cases.c.is_open))
_ALL_OF = Statement(_cases.select().where(*_of_digest))
_SOME = Statement(lambda dialect: _cases.select().where(_HERE, among(_cases.c.id, "wanted", dialect)))
_NUMBERED = Statement(lambda dialect: select(_cases.c.id).where(_HERE, among(_cases.c.reference, "wanted", dialect)))
_UNGUARDED = Statement(_cases.select().where(_HERE, _cases.c.id == bindparam("case")))


def _of(*which: ColumnElement[bool]) -> Select[Any]:
    """The rows of the cases a person is on."""
    on = and_(_members.c.case_id == _cases.c.id, _members.c.school_id == _cases.c.school_id)
    return select(_cases).join(_members, on).where(_HERE, _members.c.person_id == bindparam("viewer"), *which)


_BY_ID = Statement(_of(_cases.c.id == bindparam("which")))
_BY_REFERENCE = Statement(_of(_cases.c.reference == bindparam("which")))
_VISIBLE = Statement(_of(_cases.c.is_open))
_ENDED = Statement(_of(~_cases.c.is_open))
_OF_PUPIL = Statement(_of(_cases.c.is_open, _cases.c.pupil_digest == bindparam("digest")))
_THOSE = Statement(lambda dialect: _of(_cases.c.is_open, among(_cases.c.id, "wanted", dialect)))


class Cases:
    def __init__(self, session: Session, school: School, events: Events) -> None:
        self._session = session
        self._school = school
        self._events = events
        self.damaged: set[str] = set()
        """References of cases that were asked for in this transaction by someone who is on them, and cannot be read."""
        self._shown: dict[tuple[PersonId, CaseId], tuple[EventKind, datetime]] = {}

    def get(self, case_id: CaseId, viewer: PersonId, today: date) -> Case:
        """The only way to a case. Raises `NotFound` alike for «does not exist» and «not yours»."""
        return self._gate(_BY_ID, case_id, viewer, today)

    def find(self, reference: str, viewer: PersonId, today: date) -> Case:
        """By the reference people say, through the same gate."""
        return self._gate(_BY_REFERENCE, reference, viewer, today)

    def in_need(self, case_id: CaseId, viewer: Person, now: datetime) -> tuple[Case, datetime]:
        """For a leader who has «nødtilgang»: to read, and until when. Raises `NotFound` as `get`."""
        told = self._events.of_kind(EventKind.CASE_IN_NEED, [case_id])
        for case in self.some([case_id] if any(one.by == viewer.id for one in told) else []):
            if until := in_need_until(case, viewer, told, now):
                return case, until
        raise NotFound(_NOT_YOURS)

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

    def visible(self, viewer: PersonId, today: date) -> list[Case]:
        """The open cases the viewer is on, newest first. What is not here is not counted either."""
        return self._open_to(_VISIBLE, viewer, today)

    def ended(self, viewer: PersonId, today: date) -> list[Case]:
        """The closed cases the viewer was on at the end, and those gone into one they are on, newest first."""
        return [case for case in self._open_to(_ENDED, viewer, today) if self._let_on(case, viewer, today)]

    def of_pupil(self, pupil_id: PupilId, viewer: PersonId, today: date) -> list[Case]:
        """The open cases of one pupil that the viewer is on, oldest first."""
        return self._open_to(_OF_PUPIL, viewer, today, digest=self._digest(pupil_id))[::-1]

    def those(self, case_ids: Collection[CaseId], viewer: PersonId, today: date) -> tuple[Case, ...]:
        """Of these open cases the ones the viewer is on."""
        return tuple(self._open_to(_THOSE, viewer, today, wanted=[*case_ids]))

    def unguarded(self, case_id: CaseId) -> Case:
        """For the rules that act on a case on nobody's behalf (delivery, an alert's own additions).

        Never for showing: what it returns must not reach a card. Raises `NotFound`.
        """
        row = _UNGUARDED.first(self._session, school=self._school.id, case=case_id)
        if row is None:
            raise NotFound("Fant ikke saken.")
        return self._case(row)

    def some(self, case_ids: Iterable[CaseId]) -> list[Case]:
        """Those of these that can be read: for rules, as `unguarded`."""
        wanted = [*case_ids]
        rows = _SOME.all(self._session, school=self._school.id, wanted=wanted) if wanted else ()
        return list(self._school.readable(rows, self._case))

    def numbered(self, references: Iterable[str]) -> list[CaseId]:
        """Those that people call so, read or not: for rules, as `unguarded`."""
        rows = _NUMBERED.all(self._session, school=self._school.id, wanted=[*references])
        return [CaseId(row.id) for row in rows]

    def pupils_of(self, case_ids: Collection[CaseId], pupils: Iterable[PupilId]) -> frozenset[PupilId]:
        """Those of the pupils that the cases are about, told by what stands beside them: one that cannot be read counts
        too. For rules, as `unguarded`.
        """
        rows = _DIGESTS.all(self._session, school=self._school.id, wanted=[*case_ids])
        digests = {row.pupil_digest for row in rows}
        return frozenset(pupil_id for pupil_id in pupils if self._digest(pupil_id) in digests)

    def closed_of(self, pupil_id: PupilId) -> list[Case]:
        """The pupil's closed cases: for rules, as `unguarded`."""
        rows = _CLOSED_OF.all(self._session, school=self._school.id, digest=self._digest(pupil_id))
        return [case for case in self._school.readable(rows, self._case) if case.merged_into is None]

    def every_one_of(self, pupil_id: PupilId) -> list[Case]:
        """The pupil's cases, open or not, that are not deleted: for rules, as `unguarded`. Raises `Damaged` when one
        cannot be read.
        """
        rows = _ALL_OF.all(self._session, school=self._school.id, digest=self._digest(pupil_id))
        return [case for row in rows if (case := self._school.unless_erased(row, self._case))]

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
        rows = _DUE_BY.all(self._session, school=self._school.id, day=day)
        return list(self._school.readable(rows, self._case))

    def due_days(self) -> dict[CaseId, date | None]:
        """When the first step of each open case is due; none when it has changed since it was looked at. For rules."""
        rows = _DUE_DAYS.all(self._session, school=self._school.id)
        return {CaseId(case_id): None if due_on == date.min else due_on for case_id, due_on in rows}

    def looked_at(self, *seen: tuple[Case, date]) -> None:
        """Nothing of the case, as it stands in this version, is due before that day."""
        _LOOKED_AT.many(self._session, [self._this(case) | {"due_on": due_on} for case, due_on in seen])

    def kept(self, case_id: CaseId) -> Case:
        """As `unguarded`; of a case that has gone into another the one it is now."""
        case = self.unguarded(case_id)
        return self.kept(case.merged_into) if case.merged_into else case

    def next_reference(self, year: int, *, past_the_school: bool = False) -> str:
        """«2026-014». A case that must be unknown to the school is numbered apart, so that no gap gives it away."""
        series, first = ("past_the_school", 901) if past_the_school else ("school", 1)
        key = {"school_id": self._school.id, "year": year, "series": series}
        number = count_up(self._session, CounterRow, key | {"next": first + 1}) - 1
        self._school.wrote(COUNTER, key | {"next": number + 1})
        return f"{year}-{number if past_the_school or number <= 900 else number + 1000:03d}"

    def open(self, case: Case, *events: Event) -> None:
        """A new case and its members."""
        add(self._session, CaseRow, row := self._values(case))
        self._school.wrote(SEAL, row)
        self._add_members(case.id, case.members)
        self._events.add(*events)

    def save(self, before: Case, case: Case, *events: Event) -> Case:
        """The case as it becomes, from what it was when it was read. It cannot change without its history saying so.

        Raises `Stale` when someone was first.
        """
        saved = replace(case, version=case.version + 1)
        row = self._values(saved)
        if _SAVE.run(self._session, **self._this(case), **{name: row[name] for name in _SAVED}) != 1:
            raise Stale
        self._school.wrote(SEAL, row)
        self._add_members(case.id, case.members - before.members)
        gone = list(before.members - case.members)
        if gone:
            on_case = (col(MemberRow.school_id) == self._school.id, col(MemberRow.case_id) == case.id)
            self._session.exec(delete(MemberRow).where(*on_case, col(MemberRow.person_id).in_(gone)))
            for person in gone:
                self._school.took(MEMBER, {"case_id": case.id, "person_id": person})
        self._events.add(*events)
        return saved

    def _this(self, case: Case) -> dict[str, object]:
        """The case in this version."""
        return {"school": self._school.id, "case": case.id, "was": case.version}

    def _open_to(self, which: Statement, viewer: PersonId, today: date, **values: object) -> list[Case]:
        rows = which.all(self._session, school=self._school.id, viewer=viewer, **values)
        found = [case for case in self._school.readable(rows, self._seen) if case.admits(viewer, today)]
        return sorted(found, key=lambda case: (case.opened_at, case.reference), reverse=True)

    def _gate(self, by: Statement, which: str, viewer: PersonId, today: date) -> Case:
        row = by.first(self._session, school=self._school.id, viewer=viewer, which=which)
        try:
            case = self._school.unless_erased(row, self._case) if row else None
        except Damaged as damaged:
            self._school.damaged(damaged)
            reference = row.reference if row else ""
            raise Refused("Sak {reference} kan ikke leses. Si fra til drift.", reference=reference) from damaged
        if case is None or not case.admits(viewer, today) or not self._let_on(case, viewer, today):
            raise NotFound(_NOT_YOURS)
        return case

    def _let_on(self, case: Case, viewer: PersonId, today: date) -> bool:
        """A case that has gone into another is for those who are on that one."""
        return case.merged_into is None or self.kept(case.merged_into).admits(viewer, today)

    def _add_members(self, case_id: CaseId, people: frozenset[PersonId]) -> None:
        if people:
            rows = [{"case_id": case_id, "person_id": p, "school_id": self._school.id} for p in sorted(people)]
            add(self._session, MemberRow, *rows)
            for row in rows:
                self._school.wrote(MEMBER, row)

    def _values(self, case: Case) -> dict[str, object]:
        row = {
            "id": case.id,
            "school_id": self._school.id,
            "reference": case.reference,
            "opened_at": case.opened_at,
            "is_open": case.open,
            "pupil_digest": self._digest(case.pupil_id) if case.pupil_id else None,
            "version": case.version,
            "due_on": date.min,
        }
        return self._school.seal(SEAL, row, case, _IN_COLUMNS)

    def _digest(self, pupil_id: PupilId) -> str:
        return self._school.vault.digest("pupil", pupil_id)

    def _seen(self, row: Any) -> Case:  # noqa: ANN401  (any type)
        """As `_case`, and the person, whom the row of members lets in, is told when it cannot be read."""
        try:
            return self._case(row)
        except Damaged as damaged:
            if not isinstance(damaged, Erased):
                self.damaged.add(row.reference)
            raise

    def _case(self, row: Any) -> Case:  # noqa: ANN401  (any type)
        case = self._school.open(SEAL, row, Case)
        return replace(case, version=row.version)
