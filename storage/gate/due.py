"""When the first step of each open case is due. It would tell of what kind the case is, so it is sealed, by itself: a
case that changes, and one that is looked at, are two things.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from domain.ids import CaseId
from storage.engine.crypto import Undecipherable
from storage.engine.rows import School
from storage.statements.statement import Statement, table
from storage.tables.case import CaseRow

UNKNOWN = b""
"""Of a case that has changed since it was looked at."""
_cases = table(CaseRow)
_HERE = _cases.c.school_id == bindparam("school")
_OPEN = Statement(select(_cases.c.id, _cases.c.due).where(_HERE, _cases.c.is_open))
_this = (_HERE, _cases.c.id == bindparam("case"), _cases.c.version == bindparam("was"))
_SET = Statement(_cases.update().where(*_this).values(due=bindparam("due")))
_FORGET = Statement(_cases.update().where(_HERE, _cases.c.is_open).values(due=UNKNOWN))


class FirstDue:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school
        self._known: dict[CaseId, date | None] = {}

    def read(self) -> dict[CaseId, date | None]:
        """Of each open case; none when it has changed since it was looked at, or cannot be read."""
        rows = _OPEN.all(self._session, school=self._school.id)
        self._known = {CaseId(row.id): self._day(row) for row in rows}
        return self._known

    def set(self, seen: Iterable[tuple[CaseId, int, date]]) -> None:
        """Of cases in this version."""
        rows = [
            {"school": self._school.id, "case": case_id, "was": version, "due": self._sealed(case_id, day)}
            for case_id, version, day in seen
            if self._known.get(case_id) != day
        ]
        _SET.many(self._session, rows)

    def changed(self, case_id: CaseId) -> None:
        """It has been written anew, and nobody has looked at it since."""
        self._known.pop(case_id, None)

    def forget(self) -> None:
        self._known.clear()
        _FORGET.run(self._session, school=self._school.id)

    def _sealed(self, case_id: CaseId, day: date) -> bytes:
        return self._school.vault.seal("cases.due", case_id, day.isoformat())

    def _day(self, row: Any) -> date | None:  # noqa: ANN401  (any type)
        if row.due == UNKNOWN:
            return None
        try:
            return date.fromisoformat(self._school.vault.open("cases.due", row.id, row.due))
        except (Undecipherable, ValueError, TypeError):
            return None
