"""The messages of all schools on their way out.

A lease that runs out is sent again; a `sending` that runs out is unknown, and only an unknown may come twice, with the
same reference in it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Update
from sqlmodel import Session, case, col, func, or_, select, text, update

from domain.ids import PersonId
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.tables import OutboxRow
from storage.outbox.message import NO_REFERENCE, MessageState, Queued, queued

LEASE = timedelta(seconds=60)
REPEAT_UNKNOWN_AFTER = timedelta(minutes=5)
CLAIMING = 0x5C0E
"""The advisory lock of those who claim."""
_WHOM = func.coalesce(OutboxRow.channel_id, OutboxRow.recipient_id)
_may_come = or_(col(OutboxRow.state) == MessageState.PENDING, col(OutboxRow.repeats) == 0)


class Queue:
    """What delivery does with the messages of all schools."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def waits(self, now: datetime) -> bool:
        """Whether there is anything to take up, or to recover."""
        due = (col(OutboxRow.due_at) <= now) & col(OutboxRow.state).in_([MessageState.PENDING, MessageState.UNKNOWN])
        left = (col(OutboxRow.lease_until) < now) & col(OutboxRow.state).in_(
            [MessageState.LEASED, MessageState.SENDING]
        )
        found = select(OutboxRow.id).where(or_(due & _may_come, left)).limit(1)
        return self._session.exec(found, execution_options=ALL_SCHOOLS).first() is not None

    def recover(self, now: datetime) -> int:
        """A process died between commit and answer: what it was sending is unknown; how many were. What it had taken
        up waits again, and so does what was unknown long enough, once.
        """
        died = (col(OutboxRow.state) == MessageState.SENDING) & (col(OutboxRow.lease_until) < now)
        values = {"state": MessageState.UNKNOWN, "due_at": now + REPEAT_UNKNOWN_AFTER, "error": "process_died"}
        unknown: int = self._all(update(OutboxRow).where(died).values(**values))
        taken = (col(OutboxRow.state) == MessageState.LEASED) & (col(OutboxRow.lease_until) < now)
        once = (col(OutboxRow.state) == MessageState.UNKNOWN) & (col(OutboxRow.repeats) == 0)
        again = or_(taken, once & (col(OutboxRow.due_at) <= now))
        repeats = col(OutboxRow.repeats) + case((col(OutboxRow.state) == MessageState.UNKNOWN, 1), else_=0)
        self._all(update(OutboxRow).where(again).values(state=MessageState.PENDING, repeats=repeats))
        return unknown

    def claim(self, now: datetime, limit: int, full: Collection[str] = ()) -> list[Queued]:
        """Lease what is due, the most urgent first, to none of those who are `full`. One statement, so that two
        processes never lease the same row.
        """
        due = (
            select(OutboxRow.id)
            .where(col(OutboxRow.state) == MessageState.PENDING, col(OutboxRow.due_at) <= now, _WHOM.not_in(list(full)))
            .order_by(col(OutboxRow.urgency), col(OutboxRow.due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        leased = {"state": MessageState.LEASED, "lease_until": now + LEASE, "attempts": col(OutboxRow.attempts) + 1}
        claimed = self._session.exec(
            update(OutboxRow).where(col(OutboxRow.id).in_(due)).values(**leased).returning(OutboxRow),
            execution_options=ALL_SCHOOLS,
        )
        rows = sorted(claimed.scalars(), key=lambda row: (row.urgency, row.due_at))
        return [queued(row) for row in rows]

    def sending(self, ids: list[str], now: datetime) -> set[str]:
        """Committed before the POST: from here on, not knowing is «unknown», never «again». Those still ours."""
        began = {"state": MessageState.SENDING, "lease_until": now + LEASE, "began_at": now}
        mine = update(OutboxRow).where(col(OutboxRow.id).in_(ids), col(OutboxRow.state) == MessageState.LEASED)
        ours = self._session.exec(mine.values(**began).returning(col(OutboxRow.id)), execution_options=ALL_SCHOOLS)
        return set(ours.scalars())

    def alone(self) -> None:
        """Hold the other processes' claims back until this transaction ends, so that limits are counted once.

        On SQLite there is one writer at a time anyway.
        """
        connection = self._session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": CLAIMING})

    def began_since(self, moment: datetime, at_least: int = 1) -> list[tuple[str, datetime]]:
        """To whom, or to which channel, each message since then began to be sent, and when; of those only who got
        `at_least` so many.
        """
        since = col(OutboxRow.began_at) > moment
        began = select(_WHOM, OutboxRow.began_at).where(since)
        if at_least > 1:
            many = select(_WHOM).where(since).group_by(_WHOM).having(func.count() >= at_least)
            began = began.where(_WHOM.in_(many))
        return [(where, at) for where, at in self._session.exec(began, execution_options=ALL_SCHOOLS) if at]

    def wait(self, row_id: str, due: datetime) -> None:
        """Not tried yet: a limit of Teams stands in the way."""
        self._change(
            row_id, state=MessageState.PENDING, due_at=due, lease_until=None, attempts=col(OutboxRow.attempts) - 1
        )

    def began(self, ids: list[str], at: datetime) -> None:
        """When they truly began to be sent, which is what limits count from."""
        self._all(update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(began_at=at))

    def settle(
        self,
        row_id: str,
        state: MessageState,
        now: datetime,
        *,
        activity: str = "",
        conversation: str = "",
        error: str = "",
    ) -> None:
        """The end of a message, and where it stands. An unknown one may come once more, a while later."""
        values: dict[str, object] = {"state": state, "settled_at": now, "error": error or None, "lease_until": None}
        if activity:
            values |= {"activity_id": activity, "conversation_id": conversation}
        if state is MessageState.UNKNOWN:
            values["due_at"] = now + REPEAT_UNKNOWN_AFTER
        self._change(row_id, **values)

    def later(self, row_id: str, due: datetime, error: str) -> None:
        """Not applied (429, 412): the same message is pending again."""
        self._change(row_id, state=MessageState.PENDING, due_at=due, error=error, lease_until=None)

    def wake(self, recipients: list[PersonId], now: datetime) -> None:
        """They can be reached now: what waited for that is due."""
        waits = (col(OutboxRow.state) == MessageState.PENDING) & (col(OutboxRow.error) == NO_REFERENCE)
        theirs = update(OutboxRow).where(waits, col(OutboxRow.recipient_id).in_(recipients))
        self._session.exec(theirs.values(due_at=now, error=None), execution_options=ALL_SCHOOLS)

    def counts(self) -> dict[str, int]:
        """How many messages are in each state, for the metrics."""
        counted = select(OutboxRow.state, func.count()).group_by(col(OutboxRow.state))
        return dict(self._session.exec(counted, execution_options=ALL_SCHOOLS).all())

    def oldest_due(self) -> datetime | None:
        """When the oldest message that waits was due."""
        waits = col(OutboxRow.state).in_([MessageState.PENDING, MessageState.LEASED])
        oldest = select(func.min(OutboxRow.due_at)).where(waits)
        return self._session.exec(oldest, execution_options=ALL_SCHOOLS).one()

    def _change(self, row_id: str, **values: object) -> None:
        self._all(update(OutboxRow).where(col(OutboxRow.id) == row_id).values(**values))

    def _all(self, change: Update) -> int:
        """Over all schools; how many rows."""
        changed: int = self._session.exec(change, execution_options=ALL_SCHOOLS).rowcount
        return changed
