"""Who has done what, and looked at what: the events as an auditor reads them, without what they say."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case
from sqlmodel import Session, col, func, select

from domain.access.opened import Look
from domain.event import Details, EventKind
from domain.ids import CaseId, PersonId
from domain.reminders.news import Touch
from storage.case.history import ONLY_FOR_THE_AUDIT
from storage.engine.rows import School
from storage.events.alike import about, author_in, authors, kind_in, kinds
from storage.events.rows import SEAL, told
from storage.gate.numbers import called, digest_of
from storage.keys import of_case, of_school
from storage.statements.statement import Statement, among, table
from storage.tables.case import CaseRow, EventRow

_events = table(EventRow)
_HERE = _events.c.school_id == bindparam("school")
_OF = (_events.c.school_id, _events.c.case_id, _events.c.alert_id, _events.c.pupil_digest)
_TRACED = (_events.c.at, _events.c.sealed_kind, _events.c.sealed_by, *_OF)
_BY_RULE = None
"""Nobody did it."""


def _on_cases(dialect: str) -> ColumnElement[bool]:
    return among(_events.c.case_id, "cases", dialect)


def _is(kind: str, dialect: str) -> ColumnElement[bool]:
    return among(_events.c.sealed_kind, kind, dialect)


def _by(who: str, dialect: str) -> ColumnElement[bool]:
    return among(_events.c.sealed_by, who, dialect)


def _news(dialect: str) -> Select[Any]:
    own, anothers = _by("own", dialect), ~_by("not_anothers", dialect) & ~_is("silent", dialect)
    saw = own & (~_is("listed", dialect) | (_events.c.at <= bindparam("listed_by")))
    seen, news = (func.max(case((which, _events.c.seq))) for which in (saw, anothers))
    columns = (_events.c.case_id, seen.label("seen"), news.label("news"))
    return select(*columns).where(_HERE, _on_cases(dialect)).group_by(_events.c.case_id)


_OPENED_BY = Statement(
    lambda dialect: (
        select(_events.c.case_id, _events.c.sealed_by)
        .where(_HERE, _on_cases(dialect), ~_is("listed", dialect))
        .distinct()
    )
)
_TOUCHES = Statement(
    lambda dialect: (
        select(_events.c.case_id, _events.c.sealed_kind, _events.c.sealed_by, func.max(_events.c.seq).label("seq"))
        .where(_HERE, _on_cases(dialect))
        .group_by(_events.c.case_id, _events.c.sealed_kind, _events.c.sealed_by)
    )
)
_LOOKS = Statement(
    lambda dialect: (
        select(_events.c.case_id, _events.c.sealed_kind, _events.c.sealed_by, _events.c.at)
        .where(_HERE, _on_cases(dialect))
        .order_by(_events.c.seq)
    )
)
_REFUSED = Statement(lambda dialect: _events.select().where(_HERE, _is("refused", dialect)).order_by(_events.c.seq))
_NEWS = Statement(_news)


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
        self._vault = school.vault

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
        asked += [col(EventRow.at) >= since] if since else []
        asked += [col(EventRow.at) < until] if until else []
        reference = self._references()
        columns = _events.select().with_only_columns(*_TRACED).where(*asked).order_by(_events.c.seq)
        for row in self._session.connection().execute(columns):
            person = self._author(whose := about(partial(getattr, row)), row)
            if by in {None, person}:
                yield Trace(row.at, self._kind(whose, row), person, reference.get(row.case_id or "", ""))

    def _references(self) -> dict[str, str]:
        """By case, also of those that cannot be read."""
        columns = select(CaseRow.id, CaseRow.reference_digest, CaseRow.opened_at)
        rows = self._session.exec(columns.where(CaseRow.school_id == self._school.id)).all()
        digests = {digest: case_id for case_id, digest, _at in rows}
        years = sorted({at.year + more for _id, _digest, at in rows for more in range(3)})
        return {digests[one]: number for one, number in called(self._school.vault, digests, years).items()}

    def opened_by(self, cases: Sequence[CaseId]) -> set[PersonId]:
        """Who has read one of the cases or done anything with it; a line of it in a list is not that."""
        listed = kinds(self._vault, [EventKind.CASE_LISTED], map(of_case, cases))
        rows = _OPENED_BY.all(self._session, school=self._school.id, cases=[*cases], listed=listed)
        return {by for row in rows if (by := self._author(of_case(row.case_id), row))}

    def looks(self, cases: Sequence[CaseId]) -> list[Look]:
        """Everything people have left in the audit of the cases, in the order it happened."""
        rows = _LOOKS.all(self._session, school=self._school.id, cases=[*cases])
        each = ((row, of_case(row.case_id)) for row in rows)
        return [Look(self._kind(of, row), by, row.at) for row, of in each if (by := self._author(of, row))]

    def refused(self, cases: Collection[CaseId], reference: str) -> list[Look]:
        """Who pressed a button of one of the cases, or typed its number, and was not let in, in the order it
        happened.
        """
        refused = kinds(self._vault, [EventKind.REFUSED, EventKind.REFUSED_WORD], [of_school(self._school.id)])
        rows = told(_REFUSED.all(self._session, school=self._school.id, refused=refused), self._vault)
        read = self._school.readable(rows, lambda row: (row, self._school.open(SEAL, row, Details)))
        return [
            Look(row.kind, row.by_id, row.at)
            for row, said in read
            if row.by_id and (said.subject in cases or said.reference == reference)
        ]

    def touches(self, cases: Sequence[CaseId]) -> dict[CaseId, list[Touch]]:
        """The last time each person did something of each kind with the cases."""
        found: dict[CaseId, list[Touch]] = {}
        for row in _TOUCHES.all(self._session, school=self._school.id, cases=[*cases]):
            of = of_case(row.case_id)
            touch = Touch(EventKind(self._kind(of, row)), self._author(of, row), row.seq)
            found.setdefault(CaseId(row.case_id), []).append(touch)
        return found

    def news(self, cases: Sequence[CaseId], viewer: PersonId, listed_by: datetime) -> set[CaseId]:
        """Of the cases those where others have done something since the viewer had a sight of them; a list of them
        counts when it was shown by that moment.
        """
        of = [of_case(one) for one in cases]
        sealed = {
            "own": authors(self._vault, [viewer], of),
            "not_anothers": authors(self._vault, [viewer, _BY_RULE], of),
            "listed": kinds(self._vault, [EventKind.CASE_LISTED], of),
            "silent": kinds(self._vault, ONLY_FOR_THE_AUDIT, of),
        }
        rows = _NEWS.all(self._session, school=self._school.id, cases=[*cases], listed_by=listed_by, **sealed)
        return {CaseId(row.case_id) for row in rows if (row.news or 0) > (row.seen or 0)}

    def _kind(self, of: str, row: Any) -> str:  # noqa: ANN401  (any type)
        return kind_in(self._vault, of, row.sealed_kind)

    def _author(self, of: str, row: Any) -> PersonId | None:  # noqa: ANN401  (any type)
        return author_in(self._vault, of, row.sealed_by)
