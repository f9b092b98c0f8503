"""Schools, each with a key of its own."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from domain.ids import SchoolId
from storage.engine.crypto import Vault
from storage.engine.rows import Bound, Damaged, Wrote
from storage.keys import DataKeys, of_school
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.school import SchoolRow

_SCHOOL = Statement(table(SchoolRow).select().where(table(SchoolRow).c.id == bindparam("school")))
SCHOOL = Bound(SchoolRow)


def people_since(session: Session, school_id: SchoolId) -> date | None:
    """The Oslo day of the first import; None when it is not known."""
    since: date | None = school_row(session, school_id).people_since
    return since


def school_row(session: Session, school_id: SchoolId) -> Any:  # noqa: ANN401  (any type)
    """Raises `KeyError` for an unknown school."""
    row = _SCHOOL.first(session, school=school_id)
    if row is None:
        raise KeyError(school_id)
    return row


class Schools:
    """`wrote` is told of each row of a school that is written."""

    def __init__(self, session: Session, keys: DataKeys, wrote: Wrote) -> None:
        self._session = session
        self._keys = keys
        self._wrote = wrote

    def ensure(self, school_id: SchoolId) -> None:
        """The school exists afterwards, with a data key of its own."""
        if not self.has(school_id):
            add(self._session, SchoolRow, {"id": school_id, "people_version": 0})
            self._keys.vault(of_school(school_id), school_id, make=True)
            self._written(school_id)

    def all(self) -> list[SchoolId]:
        return [SchoolId(found) for found in self._session.exec(select(SchoolRow.id).order_by(SchoolRow.id))]

    def has(self, school_id: SchoolId) -> bool:
        return _SCHOOL.first(self._session, school=school_id) is not None

    def vault(self, school_id: SchoolId) -> Vault:
        """The school's own key. Raises `KeyError` for an unknown school, `Damaged` for a key the ring does not open."""
        return self._keys.vault(of_school(school_id), school_id)

    def unreadable(self) -> list[SchoolId]:
        """Those whose key none of the master keys opens."""
        return [school_id for school_id in self.all() if not self._opens(school_id)]

    def _opens(self, school_id: SchoolId) -> bool:
        try:
            self.vault(school_id)
        except Damaged:
            return False
        return True

    def people_version(self, school_id: SchoolId) -> int:
        version: int = self._row(school_id).people_version
        return version

    def people_came(self, school_id: SchoolId, today: date) -> None:
        """People are imported today (Oslo): the first time that is kept."""
        first = (col(SchoolRow.id) == school_id, col(SchoolRow.people_since).is_(None))
        self._session.exec(update(SchoolRow).where(*first).values(people_since=today))
        self._written(school_id)

    def _row(self, school_id: SchoolId) -> Any:  # noqa: ANN401  (any type)
        return school_row(self._session, school_id)

    def _written(self, school_id: SchoolId) -> None:
        self._wrote(school_id, SCHOOL, self._row(school_id)._asdict())
