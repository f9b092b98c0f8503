"""Who has done what, and looked at what: the events as an auditor reads them, without what they say."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case
from sqlmodel import Session, col, func, select

from domain.access.opened import Look
from domain.event import Details, EventKind
from domain.ids import CaseId, PersonId
from domain.reminders.news import Touch
from storage.case.history import ONLY_FOR_THE_AUDIT, SEAL
from storage.engine.rows import School
from storage.gate.numbers import called, digest_of
from storage.statements.statement import Statement, among, table
from storage.tables.case import CaseRow, EventRow

_events = table(EventRow)
_HERE = _events.c.school_id == bindparam("school")
_FOR_ALL = tuple(_events.c.kind != kind for kind in ONLY_FOR_THE_AUDIT)


def _on_cases(dialect: str) -> ColumnElement[bool]:
    return among(_events.c.case_id, "cases", dialect)


_OPENED_BY = Statement(
    lambda dialect: (
        select(_events.c.by_id).where(_HERE, _on_cases(dialect), _events.c.kind != EventKind.CASE_LISTED).distinct()
    )
)
_TOUCHES = Statement(
    lambda dialect: (
        select(_events.c.case_id, _events.c.kind, _events.c.by_id, func.max(_events.c.seq).label("seq"))
        .where(_HERE, _on_cases(dialect))
        .group_by(_events.c.case_id, _events.c.kind, _events.c.by_id)
    )
)
_LOOKS = Statement(
    lambda dialect: (
        select(_events.c.kind, _events.c.by_id, _events.c.at)
        .where(_HERE, _on_cases(dialect), _events.c.by_id.is_not(None))
        .order_by(_events.c.seq)
    )
)
_no = (_events.c.kind == EventKind.REFUSED) | (_events.c.kind == EventKind.REFUSED_WORD)
_REFUSED = Statement(_events.select().where(_HERE, _no, _events.c.by_id.is_not(None)).order_by(_events.c.seq))
_own = _events.c.by_id == bindparam("viewer")
_saw = _own & ((_events.c.kind != EventKind.CASE_LISTED) | (_events.c.at <= bindparam("listed_by")))
_anothers = and_(_events.c.by_id != bindparam("viewer"), *_FOR_ALL)
_NEWS = Statement(
    lambda dialect: (
        select(
            _events.c.case_id,
            func.max(case((_saw, _events.c.seq))).label("seen"),
            func.max(case((_anothers, _events.c.seq))).label("news"),
        )
        .where(_HERE, _on_cases(dialect))
        .group_by(_events.c.case_id)
    )
)


@dataclass(frozen=True, slots=True)
class Trace:
    """`kind` as it is stored: it may be another version's. `reference`: of the case, where it is of one."""

    at: datetime
    kind: str
    by: PersonId | None
    reference: str


class Trail:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def case_of(self, reference: str) -> CaseId | None:
        """For one who may look at the audit of all cases."""
        digest = digest_of(self._school.vault, reference)
        this = (CaseRow.school_id == self._school.id, CaseRow.reference_digest == digest)
        found = self._session.exec(select(CaseRow.id).where(*this)).first()
        return CaseId(found) if found else None

    def of(
        self,
        case_id: CaseId | None = None,
        by: PersonId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Trace]:
        """What fits all that is asked for, in the order it was written; `until` is not in it."""
        asked: list[ColumnElement[bool]] = [col(EventRow.school_id) == self._school.id]
        asked += [col(EventRow.case_id) == case_id] if case_id else []
        asked += [col(EventRow.by_id) == by] if by else []
        asked += [col(EventRow.at) >= since] if since else []
        asked += [col(EventRow.at) < until] if until else []
        reference = self._references()
        columns = select(EventRow.at, EventRow.kind, EventRow.by_id, EventRow.case_id).where(*asked)
        for at, kind, person, case_of in self._session.exec(columns.order_by(col(EventRow.seq))):
            yield Trace(at, kind, PersonId(person) if person else None, reference.get(case_of or "", ""))

    def _references(self) -> dict[str, str]:
        """By case, also of those that cannot be read."""
        columns = select(CaseRow.id, CaseRow.reference_digest, CaseRow.opened_at)
        rows = self._session.exec(columns.where(CaseRow.school_id == self._school.id)).all()
        digests = {digest: case_id for case_id, digest, _at in rows}
        years = sorted({at.year + more for _id, _digest, at in rows for more in range(3)})
        return {digests[one]: number for one, number in called(self._school.vault, digests, years).items()}

    def opened_by(self, cases: Sequence[CaseId]) -> set[PersonId]:
        """Who has read one of the cases or done anything with it; a line of it in a list is not that."""
        rows = _OPENED_BY.all(self._session, school=self._school.id, cases=[*cases])
        return {PersonId(row.by_id) for row in rows if row.by_id}

    def looks(self, cases: Sequence[CaseId]) -> list[Look]:
        """Everything people have left in the audit of the cases, in the order it happened."""
        rows = _LOOKS.all(self._session, school=self._school.id, cases=[*cases])
        return [Look(row.kind, PersonId(row.by_id), row.at) for row in rows]

    def refused(self, cases: Collection[CaseId], reference: str) -> list[Look]:
        """Who pressed a button of one of the cases, or typed its number, and was not let in, in the order it
        happened.
        """
        rows = _REFUSED.all(self._session, school=self._school.id)
        read = self._school.readable(rows, lambda row: (row, self._school.open(SEAL, row, Details)))
        return [
            Look(row.kind, PersonId(row.by_id), row.at)
            for row, told in read
            if told.subject in cases or told.reference == reference
        ]

    def touches(self, cases: Sequence[CaseId]) -> dict[CaseId, list[Touch]]:
        """The last time each person did something of each kind with the cases."""
        found: dict[CaseId, list[Touch]] = {}
        for row in _TOUCHES.all(self._session, school=self._school.id, cases=[*cases]):
            by = PersonId(row.by_id) if row.by_id else None
            found.setdefault(CaseId(row.case_id), []).append(Touch(EventKind(row.kind), by, row.seq))
        return found

    def news(self, cases: Sequence[CaseId], viewer: PersonId, listed_by: datetime) -> set[CaseId]:
        """Of the cases those where others have done something since the viewer had a sight of them; a list of them
        counts when it was shown by that moment.
        """
        rows = _NEWS.all(self._session, school=self._school.id, cases=[*cases], viewer=viewer, listed_by=listed_by)
        return {CaseId(row.case_id) for row in rows if (row.news or 0) > (row.seen or 0)}
