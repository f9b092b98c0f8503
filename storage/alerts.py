"""Drafts and alerts. A draft's id is the business key of the alert it becomes (law 4)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select, update

from domain.alert import DRAFT_LIFE, Alert, Draft, DraftId
from domain.errors import NotFound
from domain.event import AlertId, CaseId, Event
from domain.people import PersonId
from storage.events import Events
from storage.support import School, Stale, add, table
from storage.tables import AlertCaseRow, AlertRow, DraftRow

_DRAFT = "drafts.sealed"
_ALERT = "alerts.sealed"
NO_DRAFT = "Utkastet finnes ikke lenger. Skriv «varsle» for å begynne på nytt."

_drafts = table(DraftRow)
_DRAFT_BY_ID = _drafts.select().where(_drafts.c.id == bindparam("draft"))
_SAVE_DRAFT = (
    _drafts.update()
    .where(_drafts.c.id == bindparam("draft"), _drafts.c.version == bindparam("was"))
    .values(version=bindparam("version"), sealed=bindparam("sealed"))
)
_DROP_DRAFT = _drafts.delete().where(_drafts.c.id == bindparam("draft"))


class Drafts:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def get(self, draft_id: DraftId, owner: PersonId) -> Draft | None:
        """The owner's draft; None when there is none. Raises `NotFound` for someone else's."""
        row = self._session.connection().execute(_DRAFT_BY_ID, {"draft": draft_id}).first()
        if row is None:
            return None
        if row.owner_id != owner or row.school_id != self._school.id:
            raise NotFound(NO_DRAFT)
        return self._school.open(_DRAFT, row.id, row.sealed, Draft).model_copy(update={"version": row.version})

    def start(self, draft: Draft) -> None:
        row = {
            "id": draft.id,
            "school_id": self._school.id,
            "owner_id": draft.owner,
            "started_at": draft.started_at,
            "version": draft.version,
            "sealed": self._school.seal(_DRAFT, draft.id, draft, {"version"}),
        }
        add(self._session, DraftRow, row)

    def save(self, draft: Draft) -> Draft:
        """Raises `Stale` when another turn saved it first."""
        saved = draft.model_copy(update={"version": draft.version + 1})
        sealed = self._school.seal(_DRAFT, draft.id, saved, {"version"})
        change = {"draft": draft.id, "was": draft.version, "version": saved.version, "sealed": sealed}
        done = self._session.connection().execute(_SAVE_DRAFT, change)
        if done.rowcount != 1:
            raise Stale
        return saved

    def drop(self, draft_id: DraftId) -> None:
        self._session.connection().execute(_DROP_DRAFT, {"draft": draft_id})

    def of(self, owner: PersonId) -> list[Draft]:
        """The owner's unsent drafts, newest first."""
        rows = self._session.exec(
            select(DraftRow)
            .where(DraftRow.owner_id == owner, DraftRow.school_id == self._school.id)
            .order_by(col(DraftRow.started_at).desc())
        )
        return [self._school.open(_DRAFT, row.id, row.sealed, Draft) for row in rows]

    def drop_expired(self, now: datetime) -> int:
        """Drafts live 24 hours; how many were dropped."""
        old = col(DraftRow.started_at) < now - DRAFT_LIFE
        return self._session.exec(delete(DraftRow).where(col(DraftRow.school_id) == self._school.id, old)).rowcount


class Alerts:
    def __init__(self, session: Session, school: School, events: Events) -> None:
        self._session = session
        self._school = school
        self._events = events

    def add(self, alert: Alert, *events: Event) -> None:
        """A sent alert on its cases. Raises `IntegrityError` when the draft has been sent already."""
        row = {
            "id": alert.id,
            "school_id": self._school.id,
            "draft_id": alert.draft_id,
            "reporter_id": alert.reporter,
            "sent_at": alert.sent_at,
            "sealed": self._school.seal(_ALERT, alert.id, alert),
        }
        add(self._session, AlertRow, row)
        links = ({"alert_id": alert.id, "case_id": c, "school_id": self._school.id} for c in alert.cases)
        add(self._session, AlertCaseRow, *links)
        self._events.add(*events)

    def of_draft(self, draft_id: DraftId, reporter: PersonId) -> Alert | None:
        """What the draft became, when it has been sent. Raises `NotFound` for someone else's."""
        alert = self._first(AlertRow.draft_id == draft_id)
        if alert and alert.reporter != reporter:
            raise NotFound(NO_DRAFT)
        return alert

    def get(self, alert_id: AlertId, reporter: PersonId) -> Alert:
        """The reporter's own alert. Raises `NotFound` alike for «does not exist» and «not yours»."""
        alert = self._first(AlertRow.id == alert_id, AlertRow.reporter_id == reporter)
        if alert is None:
            raise NotFound("Fant ikke varselet.")
        return alert

    def unguarded(self, alert_id: AlertId) -> Alert | None:
        """For delivery, which shows nothing of it."""
        return self._first(AlertRow.id == alert_id)

    def of_cases(self, case_ids: Iterable[CaseId]) -> list[Alert]:
        """The alerts behind cases that came through the gate, oldest first."""
        rows = self._session.exec(
            select(AlertRow)
            .join(AlertCaseRow, col(AlertCaseRow.alert_id) == col(AlertRow.id))
            .where(AlertRow.school_id == self._school.id, col(AlertCaseRow.case_id).in_(list(case_ids)))
            .order_by(col(AlertRow.sent_at))
            .distinct()
        )
        return [self._alert(row) for row in rows]

    def of_reporter(self, reporter: PersonId) -> list[Alert]:
        """The reporter's own, newest first."""
        rows = self._session.exec(
            select(AlertRow)
            .where(AlertRow.school_id == self._school.id, AlertRow.reporter_id == reporter)
            .order_by(col(AlertRow.sent_at).desc())
        )
        return [self._alert(row) for row in rows]

    def save(self, alert: Alert) -> None:
        """Only what the routing of an alert says may change later: who has been told of it."""
        sealed = self._school.seal(_ALERT, alert.id, alert)
        self._session.exec(update(AlertRow).where(col(AlertRow.id) == alert.id).values(sealed=sealed))

    def _first(self, *which: object) -> Alert | None:
        row = self._session.exec(
            select(AlertRow).where(AlertRow.school_id == self._school.id, *which)  # type: ignore[arg-type]  # comparisons of columns
        ).first()
        return self._alert(row) if row else None

    def _alert(self, row: AlertRow) -> Alert:
        return self._school.open(_ALERT, row.id, row.sealed, Alert)
