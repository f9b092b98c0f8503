"""The messages of all schools on their way out.

A lease that runs out is sent again; a `sending` that runs out is unknown, and only an unknown may come twice, with the
same reference in it.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, case, col, func, or_, select, text, update

from domain.ids import PersonId
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.tables import OutboxRow
from storage.outbox.message import NO_REFERENCE, MessageState, Queued, queued

LEASE = timedelta(seconds=60)
REPEAT_UNKNOWN_AFTER = timedelta(minutes=5)
CLAIMING = 0x5C0E
"""The advisory lock of those who claim."""


class Queue:
    """What delivery does with the messages of all schools."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, now: datetime, limit: int) -> list[Queued]:
        """Lease what is due. One statement, so that two processes never lease the same row."""
        due = (
            select(OutboxRow.id)
            .where(
                col(OutboxRow.due_at) <= now,
                or_(
                    col(OutboxRow.state) == MessageState.PENDING,
                    (col(OutboxRow.state) == MessageState.LEASED) & (col(OutboxRow.lease_until) < now),
                    (col(OutboxRow.state) == MessageState.UNKNOWN) & (col(OutboxRow.repeats) == 0),
                ),
            )
            .order_by(col(OutboxRow.due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        repeat = col(OutboxRow.repeats) + case((col(OutboxRow.state) == MessageState.UNKNOWN, 1), else_=0)
        claimed = self._session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.id).in_(due))
            .values(
                state=MessageState.LEASED,
                lease_until=now + LEASE,
                attempts=col(OutboxRow.attempts) + 1,
                repeats=repeat,
            )
            .returning(OutboxRow),
            execution_options=ALL_SCHOOLS,
        )
        return [queued(row) for row in claimed.scalars()]

    def sending(self, ids: list[str], now: datetime) -> None:
        """Committed before the POST: from here on, not knowing is «unknown», never «again»."""
        began = {"state": MessageState.SENDING, "lease_until": now + LEASE, "began_at": now}
        mine = update(OutboxRow).where(col(OutboxRow.id).in_(ids))
        self._session.exec(mine.values(**began), execution_options=ALL_SCHOOLS)

    def alone(self) -> None:
        """Hold the other processes' claims back until this transaction ends, so that limits are counted once.

        On SQLite there is one writer at a time anyway.
        """
        if self._session.connection().dialect.name == "postgresql":
            self._session.connection().execute(text("select pg_advisory_xact_lock(:key)"), {"key": CLAIMING})

    def began_since(self, moment: datetime) -> list[tuple[str, datetime]]:
        """To whom, or to which channel, each message since then began to be sent, and when."""
        whom = func.coalesce(OutboxRow.channel_id, OutboxRow.recipient_id)
        began = select(whom, OutboxRow.began_at).where(col(OutboxRow.began_at) > moment)
        return [(where, at) for where, at in self._session.exec(began, execution_options=ALL_SCHOOLS) if at]

    def wait(self, row_id: str, due: datetime) -> None:
        """Not tried yet: a limit of Teams stands in the way."""
        self._change(
            row_id, state=MessageState.PENDING, due_at=due, lease_until=None, attempts=col(OutboxRow.attempts) - 1
        )

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

    def expire(self, now: datetime) -> int:
        """A process died between commit and answer: what it was sending is unknown."""
        died = (col(OutboxRow.state) == MessageState.SENDING) & (col(OutboxRow.lease_until) < now)
        values = {"state": MessageState.UNKNOWN, "due_at": now + REPEAT_UNKNOWN_AFTER, "error": "process_died"}
        expired = update(OutboxRow).where(died).values(**values)
        return self._session.exec(expired, execution_options=ALL_SCHOOLS).rowcount

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
        this = update(OutboxRow).where(col(OutboxRow.id) == row_id)
        self._session.exec(this.values(**values), execution_options=ALL_SCHOOLS)
