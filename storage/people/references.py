"""Where people can be reached: our own table, with the latest service URL and the dead ends."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_
from sqlmodel import Session, col, delete, update

from storage.engine.rows import Signature, Signer
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, table
from storage.tables.delivery import ReferenceRow

_references = table(ReferenceRow)
_PLACES = Statement(
    _references.select()
    .where(_references.c.entra_object_id == bindparam("person"))
    .order_by(_references.c.seen_at.desc())
)
_REACHABLE = Statement(
    lambda dialect: _references.select().where(
        among(_references.c.entra_object_id, "wanted", dialect), _references.c.dead_at.is_(None)
    )
)
_REACHED_AT = Statement(
    _references.select()
    .where(
        _references.c.entra_object_id == bindparam("person"),
        or_(_references.c.dead_at.is_(None), _references.c.dead_at < bindparam("asked_before")),
    )
    .order_by(_references.c.dead_at.is_not(None), _references.c.conversation_id.is_(None), _references.c.seen_at.desc())
)
_NEWEST = Statement(
    _references.select()
    .where(_references.c.tenant_id == bindparam("tenant"), _references.c.dead_at.is_(None))
    .order_by(_references.c.seen_at.desc())
)
_OLD = Statement(
    lambda dialect: _references.select().where(
        or_(
            _references.c.dead_at < bindparam("before"),
            (_references.c.seen_at < bindparam("before")) & ~among(_references.c.entra_object_id, "working", dialect),
        )
    )
)
ASK_AGAIN = timedelta(days=1)
"""A place that was given up is asked again after this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where someone was seen; without a conversation when only a roster was read. `language`: what Teams was in."""

    entra_object_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    user_id: str
    conversation_id: str | None = None
    language: str = ""
    seen_at: datetime
    dead_at: datetime | None = None


SIGNED = Signature(ReferenceRow, "seen_at", "dead_at")
_SAID = [one.name for one in fields(Reference)]


class References:
    """One row for each person and service URL. They are reached where they were seen last, of those places where there
    is a conversation, if there is any: a roster says less than the person's own chat.
    """

    def __init__(self, session: Session, signer: Signer) -> None:
        self._session = session
        self._signer = signer

    def learn(self, seen: Reference) -> bool:
        """The person was seen here; whether that was news (new, changed or risen from the dead).

        A conversation once known is kept when only a roster was read.
        """
        places = _PLACES.all(self._session, person=seen.entra_object_id)
        row = next((place for place in places if place.service_url == seen.service_url), None)
        in_the_hour = replace(seen, seen_at=_in_the_hour(seen, places))
        if row is None:
            add(self._session, ReferenceRow, self._signer.signed(SIGNED, asdict(in_the_hour)))
            return True
        genuine = self._signer.holds(SIGNED, row)
        conversation = seen.conversation_id or (row.conversation_id if genuine else None)
        same = genuine and (row.conversation_id, row.user_id, row.dead_at) == (conversation, seen.user_id, None)
        spoken = seen.language or (row.language if genuine else "")
        if same and spoken == row.language and row is places[0] and seen.seen_at.date() == row.seen_at.date():
            return False
        self._write(replace(in_the_hour, conversation_id=conversation, language=spoken, dead_at=None))
        return not same

    def of(self, entra_object_id: str, now: datetime) -> Reference | None:
        """Where to write to this person, or None when the bot cannot. What was given up is asked again once a day."""
        return self._first(_REACHED_AT.all(self._session, person=entra_object_id, asked_before=now - ASK_AGAIN))

    def newest(self, tenant_id: str) -> Reference | None:
        """Where anyone of the tenant was seen last."""
        return self._first(_NEWEST.all(self._session, tenant=tenant_id))

    def reachable(self, entra_object_ids: Iterable[str]) -> set[str]:
        rows = _REACHABLE.all(self._session, wanted=[*entra_object_ids])
        return {row.entra_object_id for row in self._signer.genuine(SIGNED, rows)}

    def dead(self, at: Reference, now: datetime) -> None:
        """The person blocked or removed the bot, or the conversation is gone."""
        self._session.exec(update(ReferenceRow).where(*self._is(at)).values(dead_at=now))

    def opened(self, at: Reference, conversation_id: str) -> None:
        """The person was reached there, in a 1:1 conversation that may be new."""
        self._write(replace(at, conversation_id=conversation_id, dead_at=None))

    def open_anew(self, at: Reference, now: datetime) -> None:
        """The conversation is forgotten, and the next is opened where the tenant was seen last."""
        self._write(replace(at, conversation_id=None))
        newest = self.newest(at.tenant_id)
        if newest and newest.service_url != at.service_url:
            self.learn(replace(at, service_url=newest.service_url, conversation_id=None, seen_at=now, dead_at=None))

    def forget(self, entra_object_id: str, service_url: str) -> None:
        """The app was removed: nothing of the conversation is kept."""
        here = (
            col(ReferenceRow.entra_object_id) == entra_object_id,
            col(ReferenceRow.service_url) == service_url,
        )
        self._session.exec(delete(ReferenceRow).where(*here))

    def old(self, before: datetime, working: Iterable[str]) -> list[Reference]:
        """Where nobody could be reached since then, and where those were last reached before it who work nowhere."""
        return [_reference(row) for row in _OLD.all(self._session, before=before, working=[*working])]

    def forget_under(self, prefix: str) -> None:
        """Forget all references of a service, such as a demo client of an earlier run."""
        self._session.exec(delete(ReferenceRow).where(col(ReferenceRow.service_url).startswith(prefix)))

    def _write(self, at: Reference) -> None:
        row = self._signer.signed(SIGNED, asdict(at))
        self._session.exec(update(ReferenceRow).where(*self._is(at)).values(row))

    def _first(self, rows: Iterable[Any]) -> Reference | None:
        row = next(self._signer.genuine(SIGNED, rows), None)
        return _reference(row) if row else None

    def _is(self, at: Reference) -> tuple[ColumnElement[bool], ...]:
        return (
            col(ReferenceRow.entra_object_id) == at.entra_object_id,
            col(ReferenceRow.service_url) == at.service_url,
        )


def _in_the_hour(seen: Reference, places: Iterable[Any]) -> datetime:
    """The hour alone, but after the person's other places of that hour: the moment would tell which events are the
    person's.
    """
    hour = seen.seen_at.replace(minute=0, second=0, microsecond=0)
    others: Iterator[datetime] = (place.seen_at for place in places if place.service_url != seen.service_url)
    return max([hour, *(at + timedelta(seconds=1) for at in others if hour <= at < hour + timedelta(hours=1))])


def _reference(row: Any) -> Reference:  # noqa: ANN401  (any type)
    return Reference(**{name: getattr(row, name) for name in _SAID})
