"""Cases, behind one gate: `get`, `find` and `visible` all ask who is looking (law 2)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlmodel import Session

from domain.access.break_glass import in_need_until
from domain.case.case import Case
from domain.errors import NotFound, Refused
from domain.event import Event, EventKind
from domain.ids import CaseId, PersonId, PupilId
from domain.people.person import Person
from domain.text.messages import N_
from storage.case.events import Events
from storage.engine.rows import ROOMY, Damaged, Erased, School, Seal, Stale
from storage.gate.due import UNKNOWN, FirstDue
from storage.gate.numbers import Numbers
from storage.gate.roll import MEMBER, Roll
from storage.keys import of_case
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, paired, table
from storage.tables.case import CaseRow, MemberRow

SEAL = Seal(CaseRow, "due", "opened_at", under=lambda value: of_case(value("id")), step=ROOMY)
"""When it was opened, and so in which order it is shown, the sealed part says."""
_NOT_YOURS = N_("Fant ikke saken. Sjekk saksnummeret, eller be en leder om å få være med i den.")
_IN_COLUMNS = {"version"}
_cases, _members = table(CaseRow), table(MemberRow)
_HERE = _cases.c.school_id == bindparam("school")
_THIS = (_HERE, _cases.c.id == bindparam("case"), _cases.c.version == bindparam("was"))
_SAVED = ("reference_digest", "opened_at", "is_open", "pupil_digest", "version", "due", "sealed")
_SAVE = Statement(_cases.update().where(*_THIS).values({name: bindparam(name) for name in _SAVED}))
_ALL_OPEN = Statement(_cases.select().where(_HERE, _cases.c.is_open))
_DIGESTS = Statement(lambda dialect: select(_cases.c.pupil_digest).where(_HERE, among(_cases.c.id, "wanted", dialect)))
_of_digest = (_HERE, _cases.c.pupil_digest == bindparam("digest"))
_CLOSED_OF = Statement(_cases.select().where(*_of_digest, ~_cases.c.is_open))
_ALL_OF = Statement(_cases.select().where(*_of_digest))
_SOME = Statement(lambda dialect: _cases.select().where(_HERE, among(_cases.c.id, "wanted", dialect)))
_NUMBERED = Statement(
    lambda dialect: select(_cases.c.id).where(_HERE, among(_cases.c.reference_digest, "wanted", dialect))
)
_IDS = Statement(select(_cases.c.id).where(_HERE))
_OPEN = Statement(select(_cases.c.id).where(_HERE, _cases.c.is_open))
_ENDED = Statement(select(_cases.c.id).where(_HERE, ~_cases.c.is_open))
_OF_PUPIL = Statement(_cases.select().where(*_of_digest, _cases.c.is_open))
_UNGUARDED = Statement(_cases.select().where(_HERE, _cases.c.id == bindparam("case")))


def _those(dialect: str) -> Select[Any]:
    """The rows of the cases to which these keys lead, as far as they let in."""
    asked = paired("asked", dialect)
    of_asked = _cases.c.id == asked.c.value
    found = select(_cases).select_from(asked).join(_members, _members.c.id == asked.c.key).join(_cases, of_asked)
    return found.where(_HERE, _members.c.school_id == bindparam("school"))


_let_in = and_(_members.c.id == bindparam("key"), _members.c.school_id == _cases.c.school_id)
_BY_ID = Statement(select(_cases).join(_members, _let_in).where(_HERE, _cases.c.id == bindparam("which")))
_THOSE = Statement(_those)
_OPEN_THOSE = Statement(lambda dialect: _those(dialect).where(_cases.c.is_open))


def _first_opened(case: Case) -> tuple[datetime, str]:
    return case.opened_at, case.reference


class Cases:
    def __init__(self, session: Session, school: School, events: Events) -> None:
        self._session = session
        self._school = school
        self._events = events
        self._roll = Roll(session, school, MemberRow, MEMBER)
        self._numbers = Numbers(session, school)
        self._due = FirstDue(session, school)
        self.damaged: set[str] = set()
        """References of cases that were asked for in this transaction by someone who is on them, and cannot be read."""
        self._shown: dict[tuple[PersonId, CaseId], tuple[EventKind, datetime]] = {}

    def get(self, case_id: CaseId, viewer: PersonId, today: date) -> Case:
        """The only way to a case. Raises `NotFound` alike for «does not exist» and «not yours»."""
        key = self._roll.key(case_id, viewer)
        row = _BY_ID.first(self._session, school=self._school.id, key=key, which=case_id)
        try:
            case = self._school.unless_erased(row, self._case) if row else None
        except Damaged as damaged:
            self._school.damaged(damaged)
            raise Refused("Sak {reference} kan ikke leses. Si fra til drift.", reference=self._called(row)) from damaged
        if case is None or not case.admits(viewer, today) or not self._let_on(case, viewer, today):
            raise NotFound(_NOT_YOURS)
        return case

    def find(self, reference: str, viewer: PersonId, today: date) -> Case:
        """By the reference people say, through the same gate."""
        return self.get(next(iter(self.numbered([reference])), CaseId("")), viewer, today)

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
        return self._open_to(self._ids(_OPEN), viewer, today)

    def ended(self, viewer: PersonId, today: date) -> list[Case]:
        """The closed cases the viewer was on at the end, and those gone into one they are on, newest first."""
        return [case for case in self._open_to(self._ids(_ENDED), viewer, today) if self._let_on(case, viewer, today)]

    def of_pupil(self, pupil_id: PupilId, viewer: PersonId, today: date) -> list[Case]:
        """The open cases of one pupil that the viewer is on, oldest first."""
        rows = _OF_PUPIL.all(self._session, school=self._school.id, digest=self._digest(pupil_id))
        return self._admitting(rows, viewer, today)[::-1]

    def those(self, case_ids: Collection[CaseId], viewer: PersonId, today: date) -> tuple[Case, ...]:
        """Of these open cases the ones the viewer is on."""
        return tuple(self._open_to(case_ids, viewer, today, _OPEN_THOSE))

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
        return self._ids(_NUMBERED, wanted=[self._numbers.digest(one) for one in references])

    def ids(self) -> list[CaseId]:
        """Of all cases of the school: for rules, as `unguarded`."""
        return self._ids(_IDS)

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
        rows = _ALL_OPEN.all(self._session, school=self._school.id)
        return sorted(self._school.readable(rows, self._case), key=_first_opened)

    def look_again(self) -> None:
        """What is due may have changed in all open cases: their pupils have."""
        self._due.forget()

    def due_by(self, day: date) -> list[Case]:
        """The open cases where something may be due by that day, those that have changed since they were looked at
        among them: for rules, as `unguarded`. What is due later is not touched.
        """
        due = self._due.read()
        return sorted(self.some(one for one in due if (due[one] or day) <= day), key=_first_opened)

    def due_days(self) -> dict[CaseId, date | None]:
        """When the first step of each open case is due; none when it has changed since it was looked at. For rules."""
        return self._due.read()

    def looked_at(self, *seen: tuple[Case, date]) -> None:
        """Nothing of the case, as it stands in this version, is due before that day."""
        self._due.set((case.id, case.version, day) for case, day in seen)

    def kept(self, case_id: CaseId) -> Case:
        """As `unguarded`; of a case that has gone into another the one it is now."""
        case = self.unguarded(case_id)
        return self.kept(case.merged_into) if case.merged_into else case

    def next_reference(self, year: int, *, past_the_school: bool = False) -> str:
        """«2026-014». A case that must be unknown to the school is numbered apart, so that no gap gives it away."""
        return self._numbers.next(year, past_the_school=past_the_school)

    def open(self, case: Case, *events: Event) -> None:
        """A new case and its members."""
        add(self._session, CaseRow, row := self._values(case))
        self._school.wrote(SEAL, row)
        self._roll.change(frozenset(), self._roll.keys(case.id, case.members))
        self._events.add(*events)

    def save(self, before: Case, case: Case, *events: Event) -> Case:
        """The case as it becomes, from what it was when it was read. It cannot change without its history saying so.

        Raises `Stale` when someone was first.
        """
        saved = replace(case, version=case.version + 1)
        row = self._values(saved)
        if _SAVE.run(self._session, **self._this(case), **{name: row[name] for name in _SAVED}) != 1:
            raise Stale
        self._due.changed(case.id)
        self._school.wrote(SEAL, row)
        self._roll.change(*(self._roll.keys(case.id, one.members) for one in (before, case)))
        self._events.add(*events)
        return saved

    def _this(self, case: Case) -> dict[str, object]:
        """The case in this version."""
        return {"school": self._school.id, "case": case.id, "was": case.version}

    def _ids(self, which: Statement, **values: object) -> list[CaseId]:
        return [CaseId(row.id) for row in which.all(self._session, school=self._school.id, **values)]

    def _open_to(
        self, case_ids: Iterable[CaseId], viewer: PersonId, today: date, which: Statement = _THOSE
    ) -> list[Case]:
        asked = {self._roll.key(case_id, viewer): case_id for case_id in case_ids}
        rows = which.all(self._session, school=self._school.id, asked=asked)
        return self._admitting(rows, viewer, today)

    def _admitting(self, rows: Iterable[Any], viewer: PersonId, today: date) -> list[Case]:
        read = self._school.readable(rows, lambda row: self._seen(row, viewer))
        found = [case for case in read if case.admits(viewer, today)]
        return sorted(found, key=_first_opened, reverse=True)

    def _let_on(self, case: Case, viewer: PersonId, today: date) -> bool:
        """A case that has gone into another is for those who are on that one."""
        return case.merged_into is None or self.kept(case.merged_into).admits(viewer, today)

    def _values(self, case: Case) -> dict[str, object]:
        row = {
            "id": case.id,
            "school_id": self._school.id,
            "reference_digest": self._numbers.digest(case.reference),
            "opened_at": case.opened_at,
            "is_open": case.open,
            "pupil_digest": self._digest(case.pupil_id or case.id),
            "version": case.version,
            "due": UNKNOWN,
        }
        return self._school.seal(SEAL, row, case, _IN_COLUMNS)

    def _digest(self, of: PupilId | CaseId) -> str:
        """Of a pupil; where nobody knows who it is, of the case itself: no other has that."""
        return self._school.vault.digest("pupil", of)

    def _called(self, row: Any) -> str:  # noqa: ANN401  (any type)
        """The number of a case that cannot be read; its id when the row was changed beyond that."""
        return self._numbers.called(row.reference_digest, row.opened_at.year) or str(row.id)

    def _seen(self, row: Any, viewer: PersonId) -> Case:  # noqa: ANN401  (any type)
        """As `_case`, and a person whom the rows of members let in is told when it cannot be read."""
        try:
            return self._case(row)
        except Damaged as damaged:
            if not isinstance(damaged, Erased) and self._roll.there([self._roll.key(row.id, viewer)]):
                self.damaged.add(self._called(row))
            raise

    def _case(self, row: Any) -> Case:  # noqa: ANN401  (any type)
        case = self._school.open(SEAL, row, Case)
        return replace(case, version=row.version)
