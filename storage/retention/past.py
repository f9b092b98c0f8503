"""What has been, of a school: for the rules that say how long it is kept. It shows nothing to anybody."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session

from domain.case.log import LogEntry
from domain.event import EventKind
from domain.ids import AlertId, CaseId
from domain.retention.rules import CHANGES_NOTHING
from storage.engine.rows import Damaged, School, Signer
from storage.events.rows import SEAL, OpenedRow, told
from storage.keys import of_alert, of_case, pupil_and_year
from storage.outbox.message import SEAL as MESSAGE
from storage.outbox.message import Contents, MessageState
from storage.statements.statement import Statement, among, table
from storage.tables.case import AlertCaseRow, CaseRow, EventRow
from storage.tables.delivery import OutboxRow

ON_THEIR_WAY = (MessageState.PENDING, MessageState.LEASED, MessageState.SENDING)
_cases, _links, _events, _outbox = table(CaseRow), table(AlertCaseRow), table(EventRow), table(OutboxRow)
_CASES = Statement(
    select(_cases.c.id, _cases.c.is_open, _cases.c.pupil_digest).where(_cases.c.school_id == bindparam("school"))
)
_LINKS = Statement(_links.select().where(_links.c.school_id == bindparam("school")))
_ON_CASES = Statement(
    lambda dialect: _events.select().where(
        _events.c.school_id == bindparam("school"), among(_events.c.case_id, "cases", dialect)
    )
)
_SETTLED = Statement(
    _outbox.select().where(
        _outbox.c.school_id == bindparam("school"),
        _outbox.c.settled_at < bindparam("before"),
        *(_outbox.c.state != state for state in ON_THEIR_WAY),
    )
)
_FORGET = Statement(
    lambda dialect: _outbox.delete().where(
        _outbox.c.school_id == bindparam("school"), among(_outbox.c.id, "wanted", dialect)
    )
)


class Past:
    def __init__(self, session: Session, school: School, signer: Signer) -> None:
        self._session = session
        self._school = school
        self._signer = signer

    def closed(self) -> list[CaseId]:
        """The cases that are not open, deleted ones among them."""
        return [CaseId(row.id) for row in _CASES.all(self._session, school=self._school.id) if not row.is_open]

    def changed_at(self, family: Collection[CaseId]) -> datetime | None:
        """When the last of their history was written down that the archive may lack. Raises `Damaged` for a log entry
        that cannot be read: then nobody knows.
        """
        rows = told(_ON_CASES.all(self._session, school=self._school.id, cases=[*family]), self._school.vault)
        return max((self._written_at(row) for row in rows if row.kind not in CHANGES_NOTHING), default=None)

    def alerts_without(self, keys: Collection[str]) -> list[AlertId]:
        """Those that can be read, but none of whose cases can: `keys` are the ids of the keys there are."""
        behind: dict[str, set[str]] = {}
        for row in _LINKS.all(self._session, school=self._school.id):
            behind.setdefault(row.alert_id, set()).add(of_case(row.case_id))
        return [AlertId(alert) for alert, of in behind.items() if of_alert(alert) in keys and of.isdisjoint(keys)]

    def pupil_logs(self, before: int, keys: Collection[str]) -> list[str]:
        """The keys, of those there are, of what was logged before that year (UTC) on pupils without a case that stands:
        to who is on one it is a part of the case.
        """
        rows = _CASES.all(self._session, school=self._school.id)
        with_a_case = {row.pupil_digest for row in rows if of_case(row.id) in keys}
        of = ((key, found) for key in keys if (found := pupil_and_year(key)))
        return sorted(key for key, (digest, year) in of if year < before and digest not in with_a_case)

    def messages(self, before: datetime) -> list[str]:
        """The ids of those that arrived, or were given up, before that, and are about no open case."""
        going_on = {row.id for row in _CASES.all(self._session, school=self._school.id) if row.is_open}
        links = _LINKS.all(self._session, school=self._school.id)
        going_on |= {row.alert_id for row in links if row.case_id in going_on}
        rows = _SETTLED.all(self._session, school=self._school.id, before=before)
        return [row.id for row in rows if going_on.isdisjoint(self._ids_in(row))]

    def forget(self, messages: Iterable[str]) -> None:
        """That there was a message, and to whom, is in the database no more."""
        wanted = [*messages]
        _FORGET.run(self._session, school=self._school.id, wanted=wanted)
        for one in wanted:
            self._school.took(MESSAGE, {"id": one})

    def _written_at(self, row: OpenedRow) -> datetime:
        """A log entry stands at the time it is about."""
        return self._school.open(SEAL, row, LogEntry).logged_at if row.kind == EventKind.LOG_ADDED else row.at

    def _ids_in(self, row: OutboxRow) -> set[str]:
        """Of what the message is about; none when nobody can read it."""
        try:
            return set(map(str, json.loads(self._signer.open(MESSAGE, row, Contents).text).values()))
        except Damaged:
            return set()
