"""Where people can be reached: our own table, with the latest service URL and the dead ends."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, delete, select, update

from storage.support import add, table
from storage.tables import ReferenceRow

_references = table(ReferenceRow)
_PLACES = (
    _references.select()
    .where(_references.c.entra_object_id == bindparam("person"))
    .order_by(_references.c.seen_at.desc())
)
_REACHABLE = core_select(_references.c.entra_object_id).where(
    _references.c.entra_object_id.in_(bindparam("wanted", expanding=True)), _references.c.dead_at.is_(None)
)


class References:
    """One row for each person and service URL; the one seen last is where they are reached."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def learn(self, seen: ReferenceRow) -> bool:
        """The person was seen here; whether that was news (new, changed or risen from the dead).

        A conversation once known is kept when only a roster was read.
        """
        places = self._session.connection().execute(_PLACES, {"person": seen.entra_object_id}).all()
        row = next((place for place in places if place.service_url == seen.service_url), None)
        if row is None:
            add(self._session, ReferenceRow, seen.model_dump())
            return True
        conversation = seen.conversation_id or row.conversation_id
        same = (row.conversation_id, row.user_id, row.dead_at) == (conversation, seen.user_id, None)
        if same and row is places[0] and seen.seen_at.date() == row.seen_at.date():
            return False
        change = {**seen.model_dump(), "conversation_id": conversation}
        is_it = (
            col(ReferenceRow.entra_object_id) == seen.entra_object_id,
            col(ReferenceRow.service_url) == seen.service_url,
        )
        self._session.exec(update(ReferenceRow).where(*is_it).values(**change))
        return not same

    def of(self, entra_object_id: str) -> ReferenceRow | None:
        """Where to write to this person, or None when the bot cannot."""
        return self._session.exec(
            select(ReferenceRow)
            .where(ReferenceRow.entra_object_id == entra_object_id, col(ReferenceRow.dead_at).is_(None))
            .order_by(col(ReferenceRow.seen_at).desc(), col(ReferenceRow.conversation_id).is_(None))
        ).first()

    def reachable(self, entra_object_ids: Iterable[str]) -> set[str]:
        return set(self._session.connection().execute(_REACHABLE, {"wanted": list(entra_object_ids)}).scalars())

    def dead(self, row: ReferenceRow, now: datetime) -> None:
        """The person blocked or removed the bot, or the conversation is gone."""
        self._session.exec(update(ReferenceRow).where(*self._is(row)).values(dead_at=now))

    def opened(self, row: ReferenceRow, conversation_id: str) -> None:
        """A 1:1 conversation was created for someone known from a roster."""
        self._session.exec(update(ReferenceRow).where(*self._is(row)).values(conversation_id=conversation_id))

    def forget(self, entra_object_id: str, service_url: str) -> None:
        """The app was removed: nothing of the conversation is kept."""
        here = (
            col(ReferenceRow.entra_object_id) == entra_object_id,
            col(ReferenceRow.service_url) == service_url,
        )
        self._session.exec(delete(ReferenceRow).where(*here))

    def forget_under(self, prefix: str) -> None:
        """Forget all references of a service, such as a demo client of an earlier run."""
        self._session.exec(delete(ReferenceRow).where(col(ReferenceRow.service_url).startswith(prefix)))

    def _is(self, row: ReferenceRow) -> tuple[ColumnElement[bool], ...]:
        return (
            col(ReferenceRow.entra_object_id) == row.entra_object_id,
            col(ReferenceRow.service_url) == row.service_url,
        )
