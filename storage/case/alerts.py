"""Alerts that have been sent, and the cases they opened."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import Session, col, update

from domain.alert.alert import Alert
from domain.alert.gathering import GATHERING, ON_THEIR_WAY
from domain.errors import NotFound
from domain.event import Event
from domain.ids import AlertId, CaseId, DraftId, PersonId
from storage.case.drafts import NO_DRAFT
from storage.case.events import Events
from storage.engine.crypto import Vault
from storage.engine.rows import ROOMY, Bound, School, Seal
from storage.keys import of_alert
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, table
from storage.tables.case import AlertCaseRow, AlertRow

MOST_LATELY = 50
SEAL = Seal(AlertRow, under=lambda value: of_alert(value("id")), step=ROOMY)
LINK = Bound(AlertCaseRow)

_alerts, _links = table(AlertRow), table(AlertCaseRow)
_HERE = _alerts.c.school_id == bindparam("school")


def _which(*which: ColumnElement[bool]) -> Statement:
    return Statement(_alerts.select().where(_HERE, *which))


_BY_ID = _which(_alerts.c.id == bindparam("alert"))
_OWN = _which(_alerts.c.id == bindparam("alert"), _alerts.c.reporter_digest == bindparam("reporter"))
_OF_DRAFT = _which(_alerts.c.draft_id == bindparam("draft"))
_OF_REPORTER = Statement(
    _alerts.select().where(_HERE, _alerts.c.reporter_digest == bindparam("reporter")).order_by(_alerts.c.sent_at.desc())
)
_since = (_HERE, _alerts.c.reporter_digest == bindparam("reporter"), _alerts.c.sent_at > bindparam("since"))
_SINCE = Statement(_alerts.select().where(*_since))
_OF_YEAR = _which(_alerts.c.sent_at >= bindparam("since"))
_LATEST = Statement(_alerts.select().where(*_since).order_by(_alerts.c.sent_at.desc()).limit(MOST_LATELY))
_OF_CASES = Statement(
    lambda dialect: (
        select(_alerts)
        .join(_links, _links.c.alert_id == _alerts.c.id)
        .where(_HERE, _links.c.school_id == bindparam("school"), among(_links.c.case_id, "cases", dialect))
        .order_by(_alerts.c.sent_at)
        .distinct()
    )
)


def reporter_digest(vault: Vault, person: PersonId) -> str:
    return vault.digest("alerts.reporter", person)


class Alerts:
    def __init__(self, session: Session, school: School, events: Events) -> None:
        self._session = session
        self._school = school
        self._events = events

    def add(self, alert: Alert, *events: Event) -> None:
        """A sent alert on its cases. Raises `IntegrityError` when the draft has been sent already."""
        add(self._session, AlertRow, row := self._row(alert))
        self._school.wrote(SEAL, row)
        self._link(alert.id, *alert.cases)
        self._events.add(*events)

    def stands_behind(self, alert_id: AlertId, case_id: CaseId) -> None:
        """A case the alert did not open itself: those on it read the alert."""
        self._link(alert_id, case_id)

    def of_draft(self, draft_id: DraftId, reporter: PersonId) -> Alert | None:
        """What the draft became, when it has been sent. Raises `NotFound` for someone else's."""
        alert = self._first(_OF_DRAFT, draft=draft_id)
        if alert and alert.reporter != reporter:
            raise NotFound(NO_DRAFT)
        return alert

    def get(self, alert_id: AlertId, reporter: PersonId) -> Alert:
        """The reporter's own alert. Raises `NotFound` alike for «does not exist» and «not yours»."""
        alert = self._first(_OWN, alert=alert_id, reporter=self._by(reporter))
        if alert is None:
            raise NotFound("Fant ikke varselet.")
        return alert

    def unguarded(self, alert_id: AlertId) -> Alert | None:
        """For delivery, which shows nothing of it."""
        return self._first(_BY_ID, alert=alert_id)

    def of_cases(self, case_ids: Iterable[CaseId]) -> list[Alert]:
        """The alerts behind cases that came through the gate, oldest first; the alert itself says which those are."""
        wanted = set(case_ids)
        rows = _OF_CASES.all(self._session, school=self._school.id, cases=[*wanted])
        return [alert for alert in self._school.readable(rows, self._alert) if wanted & alert.every_case.keys()]

    def of_reporter(self, reporter: PersonId) -> list[Alert]:
        """The reporter's own, newest first."""
        rows = _OF_REPORTER.all(self._session, school=self._school.id, reporter=self._by(reporter))
        return list(self._school.readable(rows, self._alert))

    def latest(self, reporter: PersonId, since: datetime) -> Iterator[Alert]:
        """The reporter's own of after `since`, newest first, at most some; each is opened when asked for."""
        rows = _LATEST.all(self._session, school=self._school.id, reporter=self._by(reporter), since=since)
        return iter(self._school.readable(rows, self._alert))

    def sent_since(self, since: datetime) -> list[Alert]:
        """All of the school's: for rules that count, and show nothing of them."""
        rows = _OF_YEAR.all(self._session, school=self._school.id, since=since)
        return list(self._school.readable(rows, self._alert))

    def gathered(self, reporter: PersonId, at: datetime) -> list[Alert]:
        """Those of the reporter's that one notice tells of at that moment: for rules."""
        since = at - 2 * (GATHERING + ON_THEIR_WAY)
        rows = _SINCE.all(self._session, school=self._school.id, reporter=self._by(reporter), since=since)
        return [alert for alert in self._school.readable(rows, self._alert) if alert.gathered_at == at]

    def save(self, alert: Alert) -> None:
        """Only who has been told of it, whom it names late, what was wrong in it, and its later cases may change."""
        this = (col(AlertRow.school_id) == self._school.id, col(AlertRow.id) == alert.id)
        row = self._row(alert)
        self._session.exec(update(AlertRow).where(*this).values(row))
        self._school.wrote(SEAL, row)

    def _by(self, reporter: PersonId) -> str:
        return reporter_digest(self._school.vault, reporter)

    def _link(self, alert_id: AlertId, *cases: CaseId) -> None:
        links = [{"alert_id": alert_id, "case_id": one, "school_id": self._school.id} for one in cases]
        add(self._session, AlertCaseRow, *links)
        for link in links:
            self._school.wrote(LINK, link)

    def _row(self, alert: Alert) -> dict[str, object]:
        row = {
            "id": alert.id,
            "school_id": self._school.id,
            "draft_id": alert.draft_id,
            "reporter_digest": self._by(alert.reporter),
            "sent_at": alert.sent_at,
        }
        return self._school.seal(SEAL, row, alert)

    def _first(self, which: Statement, **values: object) -> Alert | None:
        row = which.first(self._session, school=self._school.id, **values)
        return self._school.unless_erased(row, self._alert) if row else None

    def _alert(self, row: Any) -> Alert:  # noqa: ANN401  (any type)
        return self._school.open(SEAL, row, Alert)
