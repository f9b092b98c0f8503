"""Whom what still stands of a school tells of. It shows nothing to anybody."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session

from domain.retention.left import words
from domain.value import to_json
from storage.case import alerts, cases
from storage.engine.rows import Damaged, School, Seal
from storage.events import rows as events
from storage.keys import of_alert, of_case, of_pupil
from storage.statements.statement import Statement, table
from storage.tables.case import AlertRow, CaseRow, EventRow

AT_A_TIME = 500
_cases, _alerts, _events = table(CaseRow), table(AlertRow), table(EventRow)
_CASES = Statement(_cases.select().where(_cases.c.school_id == bindparam("school")))
_ALERTS = Statement(_alerts.select().where(_alerts.c.school_id == bindparam("school")))
_EVENTS = Statement(
    _events.select()
    .where(_events.c.school_id == bindparam("school"), _events.c.seq > bindparam("after"))
    .order_by(_events.c.seq)
    .limit(AT_A_TIME)
)


class Mentions:
    """Cases, alerts and the logs on pupils whose keys there still are, with all that has happened with them."""

    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def of(self, wanted: Mapping[str, Collection[str]], keys: Collection[str]) -> set[str]:
        """Of those who are `wanted`, each with the words that tell of them, the ones of whom something does. All of
        them when a row cannot be read: then nobody knows.
        """
        left: dict[str, set[str]] = {}
        for one, told_by in wanted.items():
            for word in told_by:
                left.setdefault(word, set()).add(one)
        found: set[str] = set()
        try:
            for text in self._texts(keys):
                found.update(*(left[word] for word in words(text) & left.keys()))
                if len(found) == len(wanted):
                    break
        except Damaged:
            return {*wanted}
        return found

    def _texts(self, keys: Collection[str]) -> Iterator[str]:
        for seal, row in self._rows():
            if _about(seal, row) in keys:
                yield " ".join(value for value in row._asdict().values() if isinstance(value, str))
                yield self._school.unless_erased(row, partial(self._opened, seal)) or ""

    def _rows(self) -> Iterator[tuple[Seal, Any]]:
        """Of the events some at a time: there are many."""
        here = {"school": self._school.id}
        yield from ((cases.SEAL, row) for row in _CASES.all(self._session, **here))
        yield from ((alerts.SEAL, row) for row in _ALERTS.all(self._session, **here))
        after = 0
        while rows := _EVENTS.all(self._session, **here, after=after):
            yield from ((events.SEAL, row) for row in events.told(rows, self._school.vault))
            after = rows[-1].seq

    def _opened(self, seal: Seal, row: Any) -> str:  # noqa: ANN401  (any type)
        return to_json(self._school.open(seal, row, dict))


def _about(seal: Seal, row: Any) -> str:  # noqa: ANN401  (any type)
    """The key of what the row is of: that somebody looked at a case stands with the case."""
    if seal is cases.SEAL:
        return of_case(row.id)
    if seal is alerts.SEAL:
        return of_alert(row.id)
    if row.case_id:
        return of_case(row.case_id)
    if row.alert_id:
        return of_alert(row.alert_id)
    return of_pupil(row.pupil_digest, row.at) if row.pupil_digest else ""
