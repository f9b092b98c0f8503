"""Links to documents: random, for five minutes, for one person, delivered once; within a minute to the same browser
again. Only a digest of a link is stored, and of the secret of the browser.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, delete, or_, select, update

from domain.ids import CaseId, PersonId, SchoolId
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.rows import Seal, Signer
from storage.statements.inserts import add
from storage.tables.case import DownloadRow

LIFE = timedelta(minutes=5)
AGAIN = timedelta(minutes=1)
"""Browsers on an iPhone ask twice for what is to be saved."""
_SEAL = Seal(DownloadRow)
SKEW = timedelta(seconds=5)
"""As far as the clocks of two processes may be apart."""


@dataclass(frozen=True, slots=True)
class Download:
    """What a link leads to, and for whom it was made. `case_id`: none for what is of a person: the pupil told by
    `pupil` (`Pupils.digest`), else whom it is for. `first_at`: when it was delivered, if it has been.
    """

    school_id: SchoolId
    person: PersonId
    case_id: CaseId | None
    kind: str
    edition: str
    hide_staff: bool
    pupil: str | None = None
    first_at: datetime | None = None


class DownloadLinks:
    """Over all schools: a link is found before anyone knows whose it is."""

    def __init__(self, session: Session, signer: Signer) -> None:
        self._session = session
        self._signer = signer

    def create(self, download: Download, now: datetime) -> str:
        """The token of a new link."""
        self.sweep(now)
        token = secrets.token_urlsafe(32)
        row = {
            "digest": _digest(token),
            "school_id": download.school_id,
            "made_at": now,
            "expires_at": now + LIFE,
            "used_at": None,
            "browser": None,
        }
        add(self._session, DownloadRow, self._sealed(row, download))
        return token

    def find(self, token: str, browser: str, now: datetime) -> Download | None:
        """What the link would deliver to a browser, told by its secret ("": it has none). Asking uses nothing up.

        A link that is seen to have run out is deleted, and so never lives again, whatever the clocks say later.
        """
        live = self._live(token, now)
        if live is None or (live[0].used_at and live[0].browser != _browser(browser)):
            return None
        return live[1]

    def take(self, token: str, browser: str, now: datetime) -> bool:
        """Use the link up, but for the same browser: of two who take it at the same moment one gets False."""
        live = self._live(token, now)
        if live is None or live[0].used_at:
            return False
        row, download = live
        used = row.model_dump() | {"used_at": now, "expires_at": now + AGAIN, "browser": _browser(browser)}
        as_read = col(DownloadRow.digest) == row.digest, col(DownloadRow.sealed) == row.sealed
        taken = update(DownloadRow).where(*as_read).values(self._sealed(used, download))
        return self._session.exec(taken, execution_options=ALL_SCHOOLS).rowcount == 1

    def withdraw(self, token: str) -> None:
        """It leads nowhere from now on."""
        self._delete(col(DownloadRow.digest) == _digest(token))

    def sweep(self, now: datetime) -> None:
        """Delete the links that have run out."""
        self._delete(_over(now))

    def _live(self, token: str, now: datetime) -> tuple[DownloadRow, Download] | None:
        """The link, as the bot wrote it, and what it leads to; None when it has run out."""
        asked = select(DownloadRow, _over(now)).where(col(DownloadRow.digest) == _digest(token))
        asked = asked.execution_options(populate_existing=True)
        row, over = self._session.exec(asked, execution_options=ALL_SCHOOLS).first() or (None, False)
        if over:
            self.withdraw(token)
        return next(self._signer.readable([row], self._opened), None) if row and not over else None

    def _sealed(self, row: Mapping[str, object], download: Download) -> dict[str, object]:
        return self._signer.seal(_SEAL, row, download, {"first_at"})

    def _opened(self, row: DownloadRow) -> tuple[DownloadRow, Download]:
        """Raises `Damaged`."""
        return row, replace(self._signer.open(_SEAL, row, Download), first_at=row.used_at)

    def _delete(self, which: ColumnElement[bool]) -> None:
        self._session.exec(delete(DownloadRow).where(which), execution_options=ALL_SCHOOLS)


def _over(now: datetime) -> ColumnElement[bool]:
    """Also of what begins later than now: the clock has gone back, and its end would be too far away."""
    begins = func.coalesce(col(DownloadRow.used_at), col(DownloadRow.made_at))
    return or_(col(DownloadRow.expires_at) <= now, begins > now + SKEW)


def _browser(secret: str) -> str:
    """Who has no secret is nobody, and never the same again."""
    return _digest(secret or secrets.token_urlsafe(32))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
