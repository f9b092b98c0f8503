"""What a sweep does once a day for a school, and has done."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, delete, select, update

from storage.engine.rows import School, Signature, Signer
from storage.statements.inserts import claim
from storage.tables.delivery import DoneRow

SIGNED = Signature(DoneRow)


class SweepsDone:
    def __init__(self, session: Session, school: School, signer: Signer) -> None:
        self._session = session
        self._school = school
        self._signer = signer

    def first_time(self, sweep: str, day: date) -> bool:
        """Whether nobody has done this sweep of the school for that day; from now on somebody has."""
        row = self._signer.signed(SIGNED, {"school_id": self._school.id, "sweep": sweep, "day": day})
        return claim(self._session, DoneRow, row) or self._was_put_in(row)

    def last_time(self, sweep: str, before: date) -> date | None:
        """The last day before this one that the sweep was done for."""
        this = (DoneRow.school_id == self._school.id, DoneRow.sweep == sweep, col(DoneRow.day) < before)
        done = self._session.exec(select(DoneRow).where(*this).order_by(col(DoneRow.day).desc()))
        return next((row.day for row in self._signer.genuine(SIGNED, done)), None)

    def old(self, before: date) -> list[tuple[str, date]]:
        """Those of before that day; never the last of a sweep, which asks when it was done last."""
        rows = self._session.exec(select(DoneRow).where(DoneRow.school_id == self._school.id)).all()
        genuine = sorted(self._signer.genuine(SIGNED, rows), key=lambda row: row.day)
        last = {row.sweep: row.day for row in genuine}
        return [(row.sweep, row.day) for row in rows if row.day < before and row.day != last.get(row.sweep)]

    def forget(self, done: Iterable[tuple[str, date]]) -> None:
        days: dict[str, list[date]] = {}
        for sweep, day in done:
            days.setdefault(sweep, []).append(day)
        for sweep, old in days.items():
            this = (col(DoneRow.school_id) == self._school.id, col(DoneRow.sweep) == sweep, col(DoneRow.day).in_(old))
            self._session.exec(delete(DoneRow).where(*this))

    def _was_put_in(self, row: dict[str, object]) -> bool:
        """Whether the row that is there is not the bot's: then it is made so, and nobody has done the sweep."""
        this = [col(getattr(DoneRow, name)) == row[name] for name in ("school_id", "sweep", "day")]
        there = self._session.exec(select(DoneRow).where(*this)).one()
        if self._signer.holds(SIGNED, there):
            return False
        self._session.exec(update(DoneRow).where(*this).values(mac=row["mac"]))
        return True
