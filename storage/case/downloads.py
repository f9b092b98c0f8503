"""Links to documents: random, for five minutes, for one person, delivered once. Only a digest of a link is stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from domain.ids import CaseId, PersonId, SchoolId
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.tables import DownloadRow
from storage.statements.inserts import add

LIFE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Download:
    """What a link leads to, and for whom it was made."""

    school_id: SchoolId
    person: PersonId
    case_id: CaseId
    kind: str
    edition: str
    hide_staff: bool


class DownloadLinks:
    """Over all schools: a link is found before anyone knows whose it is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(self, download: Download, now: datetime) -> str:
        """The token of a new link. Links that have run out are swept away with it."""
        old = delete(DownloadRow).where(col(DownloadRow.expires_at) < now - LIFE)
        self._session.exec(old, execution_options=ALL_SCHOOLS)
        token = secrets.token_urlsafe(32)
        row = {
            "digest": _digest(token),
            "school_id": download.school_id,
            "person_id": download.person,
            "case_id": download.case_id,
            "kind": download.kind,
            "edition": download.edition,
            "hide_staff": download.hide_staff,
            "expires_at": now + LIFE,
        }
        add(self._session, DownloadRow, row)
        return token

    def find(self, token: str, now: datetime) -> Download | None:
        """What the link would deliver. Asking uses nothing up."""
        found = select(DownloadRow).where(*_usable(token, now))
        row = self._session.exec(found, execution_options=ALL_SCHOOLS).first()
        if row is None:
            return None
        return Download(
            school_id=SchoolId(row.school_id),
            person=PersonId(row.person_id),
            case_id=CaseId(row.case_id),
            kind=row.kind,
            edition=row.edition,
            hide_staff=row.hide_staff,
        )

    def take(self, token: str, now: datetime) -> bool:
        """Use the link up: of two who take it at the same moment one gets False."""
        used = update(DownloadRow).where(*_usable(token, now)).values(used_at=now)
        return self._session.exec(used, execution_options=ALL_SCHOOLS).rowcount == 1


def _usable(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    row = col(DownloadRow.digest) == _digest(token)
    return row, col(DownloadRow.used_at).is_(None), col(DownloadRow.expires_at) > now


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
