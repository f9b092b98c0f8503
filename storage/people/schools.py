"""Schools and their data keys, and the installation's own."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from domain.ids import SchoolId
from storage.engine.crypto import KeyRing, Undecipherable, new_data_key
from storage.engine.rows import Bound, Wrote
from storage.statements.inserts import add, claim
from storage.statements.statement import Statement, table
from storage.tables.school import KeyRow, SchoolRow

INSTALLATION = "installation"
_SCHOOL = Statement(table(SchoolRow).select().where(table(SchoolRow).c.id == bindparam("school")))
_KEY = Statement(table(KeyRow).select().where(table(KeyRow).c.id == bindparam("key")))


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

    def __init__(self, session: Session, ring: KeyRing, wrote: Wrote) -> None:
        self._session = session
        self._ring = ring
        self._wrote = wrote

    def ensure(self, school_id: SchoolId) -> None:
        """The school exists afterwards, with a data key of its own."""
        if not self.has(school_id):
            wrapped = self._ring.wrap(school_id, new_data_key())
            add(self._session, SchoolRow, {"id": school_id, "people_version": 0, "data_key": wrapped})
            self._written(school_id)

    def all(self) -> list[SchoolId]:
        return [SchoolId(found) for found in self._session.exec(select(SchoolRow.id).order_by(SchoolRow.id))]

    def has(self, school_id: SchoolId) -> bool:
        return _SCHOOL.first(self._session, school=school_id) is not None

    def data_key(self, school_id: SchoolId) -> bytes:
        """Raises `KeyError` for an unknown school, `Undecipherable` when its master key is missing."""
        return self._ring.unwrap(school_id, self._row(school_id).data_key)

    def installation_key(self) -> bytes | None:
        """None when there is none yet. Raises `Undecipherable` when its master key is missing."""
        row = _KEY.first(self._session, key=INSTALLATION)
        return self._ring.unwrap(INSTALLATION, row.wrapped) if row else None

    def make_installation_key(self) -> bool:
        """Whether nobody else has meanwhile."""
        wrapped = self._ring.wrap(INSTALLATION, new_data_key())
        return claim(self._session, KeyRow, {"id": INSTALLATION, "wrapped": wrapped})

    def unreadable(self) -> list[SchoolId]:
        """Those whose key none of the master keys opens."""
        return [school_id for school_id in self.all() if not self._opens(school_id)]

    def _opens(self, school_id: SchoolId) -> bool:
        try:
            self.data_key(school_id)
        except Undecipherable:
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

    def rewrap(self) -> int:
        """Wrap every key under the first master key; how many schools' were under another. Raises `Undecipherable`."""
        self._rewrap_installation()
        rows = [row for row in self._session.exec(select(SchoolRow)) if not row.data_key.startswith(self._ring.primary)]
        for row in rows:
            wrapped = self._ring.wrap(row.id, self._ring.unwrap(row.id, row.data_key))
            self._session.exec(update(SchoolRow).where(col(SchoolRow.id) == row.id).values(data_key=wrapped))
            self._written(SchoolId(row.id))
        return len(rows)

    def _rewrap_installation(self) -> None:
        row = _KEY.first(self._session, key=INSTALLATION)
        if row and not row.wrapped.startswith(self._ring.primary):
            wrapped = self._ring.wrap(INSTALLATION, self._ring.unwrap(INSTALLATION, row.wrapped))
            self._session.exec(update(KeyRow).where(col(KeyRow.id) == INSTALLATION).values(wrapped=wrapped))

    def _row(self, school_id: SchoolId) -> Any:  # noqa: ANN401  (any type)
        return school_row(self._session, school_id)

    def _written(self, school_id: SchoolId) -> None:
        self._wrote(school_id, SCHOOL, self._row(school_id)._asdict())
