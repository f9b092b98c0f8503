"""Links that calendars subscribe by: one of each kind for a person, until withdrawn. Only a keyed digest is stored.

A token is the row's id and a secret. The digest is of both, and of whose link it is and to what: a row that was changed
without the school's key leads nowhere.
"""

import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select, update

from domain.ids import PersonId, SchoolId, new_id
from domain.year.subscription import Subscribed
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.rows import Bound, School, Seal
from storage.statements.inserts import add
from storage.tables.school import CalendarLinkRow

LINK = Bound(CalendarLinkRow)
"""All of it, for the chain."""
_SEAL = Seal(CalendarLinkRow, "digest", "withdrawn_at")
"""Whose it is stays when it is withdrawn."""
ID_LENGTH = 32
"""Letters of a token that are no secret."""
_TOKEN = re.compile(r"([0-9a-f]{32})[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """Whose it is, to what, and since when."""

    id: str
    person: PersonId
    to: Subscribed
    created_at: datetime


def school_of(session: Session, token: str) -> SchoolId | None:
    """The school of the row that the token names; whether it opens it, the school's `find` says."""
    named = _TOKEN.fullmatch(token)
    if named is None:
        return None
    found = session.exec(
        select(CalendarLinkRow.school_id).where(CalendarLinkRow.id == named[1]), execution_options=ALL_SCHOOLS
    ).first()
    return SchoolId(found) if found else None


class CalendarLinks:
    """Those of one school."""

    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def create(self, person: PersonId, to: Subscribed, now: datetime) -> str:
        """The token of a new link, in the place of the one there was."""
        token = new_id() + secrets.token_urlsafe(32)
        digest = self._digest(person, to, token)
        row = {"id": token[:ID_LENGTH], "digest": digest, "created_at": now, "withdrawn_at": None}
        row |= {"person_digest": self._person(person), "kind": to.value, "school_id": self._school.id}
        row = self._school.seal(_SEAL, row, person)
        place = (*self._of([person]), col(CalendarLinkRow.kind) == to.value)
        if not self._session.exec(update(CalendarLinkRow).where(*place).values(row)).rowcount:
            add(self._session, CalendarLinkRow, row)
        self._school.wrote(LINK, row)
        return token

    def find(self, token: str) -> CalendarLink | None:
        """The link that the token opens."""
        named = _TOKEN.fullmatch(token)
        for link, digest in self._live(col(CalendarLinkRow.id) == named[1]) if named else ():
            if hmac.compare_digest(self._digest(link.person, link.to, token).encode(), digest.encode()):
                return link
        return None

    def of(self, person: PersonId) -> dict[Subscribed, CalendarLink]:
        """Those a person has."""
        return {link.to: link for link, _ in self._live(col(CalendarLinkRow.person_digest) == self._person(person))}

    def all(self) -> list[CalendarLink]:
        return [link for link, _ in self._live()]

    def withdraw(self, people: Collection[PersonId], now: datetime, *only: Subscribed) -> int:
        """All the links of these people, or only those of some kinds, lead nowhere from now on; how many they were."""
        kinds = (col(CalendarLinkRow.kind).in_([one.value for one in only]),) if only else ()
        live = col(CalendarLinkRow.withdrawn_at).is_(None)
        which = (*self._of(people), live, *kinds)
        ended = self._session.exec(select(CalendarLinkRow).where(*which)).all()
        for row in ended:
            self._school.wrote(LINK, row.model_dump() | {"withdrawn_at": now, "digest": None})
        self._session.exec(update(CalendarLinkRow).where(*which).values(withdrawn_at=now, digest=None))
        return len(ended)

    def _live(self, *which: ColumnElement[bool]) -> list[tuple[CalendarLink, str]]:
        """With the digest of each."""
        mine, live = col(CalendarLinkRow.school_id) == self._school.id, col(CalendarLinkRow.withdrawn_at).is_(None)
        known = col(CalendarLinkRow.kind).in_([one.value for one in Subscribed])
        rows = self._session.exec(select(CalendarLinkRow).where(mine, live, known, *which))
        return list(self._school.readable(rows, self._link))

    def _of(self, people: Collection[PersonId]) -> tuple[ColumnElement[bool], ...]:
        theirs = col(CalendarLinkRow.person_digest).in_([self._person(one) for one in people])
        return col(CalendarLinkRow.school_id) == self._school.id, theirs

    def _link(self, row: CalendarLinkRow) -> tuple[CalendarLink, str]:
        """Raises `Damaged`."""
        person = PersonId(self._school.open(_SEAL, row, str))
        return CalendarLink(row.id, person, Subscribed(row.kind), row.created_at), row.digest or ""

    def _person(self, person: PersonId) -> str:
        return self._school.vault.digest("calendar_links.person", person)

    def _digest(self, person: PersonId, to: Subscribed, token: str) -> str:
        return self._school.vault.digest("calendar_links", f"{person}:{to.value}:{token}")
