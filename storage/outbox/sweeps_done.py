"""What a sweep does once a day for a school, and has done."""

from datetime import date

from sqlmodel import Session, col, func, select

from storage.engine.rows import School
from storage.engine.tables import DoneRow
from storage.statements.inserts import claim


class SweepsDone:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def first_time(self, sweep: str, day: date) -> bool:
        """Whether nobody has done this sweep of the school for that day; from now on somebody has."""
        return claim(self._session, DoneRow, {"school_id": self._school.id, "sweep": sweep, "day": day})

    def last_time(self, sweep: str, before: date) -> date | None:
        """The last day before this one that the sweep was done for."""
        done = select(func.max(DoneRow.day)).where(
            DoneRow.school_id == self._school.id, DoneRow.sweep == sweep, col(DoneRow.day) < before
        )
        return self._session.exec(done).one()
