"""Messages to be, written in the transaction that causes them (law 4).

`pending → leased → sending` (committed before the POST) `→ sent | unknown | failed | dead`. A lease that runs out is
sent again; a `sending` that runs out is unknown, and only an unknown may come twice, with the same reference in it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, case, col, func, or_, select, text, update

from domain.channel import ChannelId
from domain.people import PersonId
from storage.support import School, add_new, claim, new_id
from storage.tables import DoneRow, OutboxRow

LEASE = timedelta(seconds=60)
REPEAT_UNKNOWN_AFTER = timedelta(minutes=5)
NO_REFERENCE = "no_reference"
CLAIMING = 0x5C0E
"""The advisory lock of those who claim."""
AGAIN = ".again"
"""What the kind of a post's update ends with."""
TRIED_IN_VAIN = 5


class State(StrEnum):
    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DEAD = "dead"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class Origin:
    """A message of ours that is to change: where it stands."""

    service_url: str
    conversation_id: str
    activity_id: str


class Outbox:
    """What a handler or sweep of one school may do: put a message in, once."""

    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def put(
        self,
        kind: str,
        subject: str,
        recipient: PersonId,
        now: datetime,
        *,
        key: str = "",
        origin: Origin | None = None,
    ) -> None:
        """Queue a message unless its business key is there already."""
        where = asdict(origin) if origin else {}
        add_new(self._session, OutboxRow, self._row(kind, subject, recipient, now, key) | where)

    def put_all(self, kind: str, subject: str, recipients: Iterable[PersonId], now: datetime, *, key: str = "") -> None:
        """The same message to several, in one go."""
        if rows := [self._row(kind, subject, recipient, now, key) for recipient in recipients]:
            add_new(self._session, OutboxRow, *rows)

    def post(self, kind: str, subject: str, channels: Iterable[ChannelId], now: datetime) -> None:
        """Queue a post to channels, once to each."""
        if rows := [self._row(kind, subject, None, now, "", channel=channel) for channel in channels]:
            add_new(self._session, OutboxRow, *rows)

    def posted(self, kind: str) -> list[str]:
        """The subjects of all posts of a kind that stand in a channel."""
        here = (col(OutboxRow.school_id) == self._school.id, col(OutboxRow.kind) == kind)
        sent = select(OutboxRow.subject_id).where(*here, col(OutboxRow.state) == State.SENT).distinct()
        return list(self._session.exec(sent))

    def repost(self, kind: str, subject: str, now: datetime, *, key: str) -> None:
        """Queue an update of every post of this subject that stands in a channel. `key` is that of what has changed.

        One not sent yet needs none: it is rendered when it goes.
        """
        here = (col(OutboxRow.school_id) == self._school.id, col(OutboxRow.kind) == kind)
        sent = select(OutboxRow).where(
            *here, OutboxRow.subject_id == subject, col(OutboxRow.state) == State.SENT, col(OutboxRow.activity_id) != ""
        )
        for post in self._session.exec(sent).all():
            row = self._row(
                kind + AGAIN, subject, None, now, f"{post.id}:{key}", channel=ChannelId(post.channel_id or "")
            )
            where = {"conversation_id": post.conversation_id, "activity_id": post.activity_id}
            add_new(self._session, OutboxRow, row | where)

    def _row(
        self,
        kind: str,
        subject: str,
        recipient: PersonId | None,
        now: datetime,
        key: str,
        *,
        channel: ChannelId | None = None,
    ) -> dict[str, object]:
        return {
            "id": new_id(),
            "school_id": self._school.id,
            "business_key": f"{self._school.id}:{kind}:{subject}:{recipient or channel}:{key}",
            "kind": kind,
            "subject_id": subject,
            "recipient_id": recipient,
            "channel_id": channel,
            "state": State.PENDING,
            "due_at": now,
            "attempts": 0,
            "repeats": 0,
            "created_at": now,
        }

    def first_time(self, sweep: str, day: date) -> bool:
        """Whether nobody has done this sweep of the school for that day; from now on somebody has."""
        return claim(self._session, DoneRow, {"school_id": self._school.id, "sweep": sweep, "day": day})

    def last_time(self, sweep: str, before: date) -> date | None:
        """The last day before this one that the sweep was done for."""
        done = select(func.max(DoneRow.day)).where(
            DoneRow.school_id == self._school.id, DoneRow.sweep == sweep, col(DoneRow.day) < before
        )
        return self._session.exec(done).one()

    def lost(self, since: datetime) -> list[OutboxRow]:
        """The messages that did not arrive, newest first."""
        lost = select(OutboxRow).where(
            OutboxRow.school_id == self._school.id,
            col(OutboxRow.state).in_([State.FAILED, State.DEAD]),
            col(OutboxRow.settled_at) > since,
        )
        return list(self._session.exec(lost.order_by(col(OutboxRow.settled_at).desc())))

    def undelivered(self, subject: str) -> set[PersonId]:
        """Who has not got a notice of this subject as far as anyone knows: given up, unclear twice, not yet taken."""
        rows = self._session.exec(select(OutboxRow.recipient_id).where(*self._notices(subject), _not_reached()))
        return {PersonId(person) for person in rows if person}

    def reaches_someone(self, subject: str) -> bool:
        """Whether a notice of this subject has got to anyone, or is still on its way for the first time."""
        reached = select(OutboxRow.id).where(*self._notices(subject), ~_not_reached())
        return self._session.exec(reached).first() is not None

    def _notices(self, subject: str) -> tuple[ColumnElement[bool], ...]:
        return (
            col(OutboxRow.school_id) == self._school.id,
            col(OutboxRow.subject_id) == subject,
            col(OutboxRow.kind) == "alert.notice",
            col(OutboxRow.state) != State.MOOT,
        )


def _not_reached() -> ColumnElement[bool]:
    return or_(
        col(OutboxRow.state).in_([State.FAILED, State.DEAD]),
        (col(OutboxRow.state) == State.UNKNOWN) & (col(OutboxRow.repeats) > 0),
        (col(OutboxRow.state) == State.PENDING) & (col(OutboxRow.error) == NO_REFERENCE),
        (col(OutboxRow.state) == State.PENDING) & (col(OutboxRow.attempts) >= TRIED_IN_VAIN),
    )


class Queue:
    """What delivery does with the messages of all schools."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, now: datetime, limit: int) -> list[OutboxRow]:
        """Lease what is due. One statement, so that two processes never lease the same row."""
        due = (
            select(OutboxRow.id)
            .where(
                col(OutboxRow.due_at) <= now,
                or_(
                    col(OutboxRow.state) == State.PENDING,
                    (col(OutboxRow.state) == State.LEASED) & (col(OutboxRow.lease_until) < now),
                    (col(OutboxRow.state) == State.UNKNOWN) & (col(OutboxRow.repeats) == 0),
                ),
            )
            .order_by(col(OutboxRow.due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        repeat = col(OutboxRow.repeats) + case((col(OutboxRow.state) == State.UNKNOWN, 1), else_=0)
        claimed = self._session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.id).in_(due))
            .values(
                state=State.LEASED,
                lease_until=now + LEASE,
                attempts=col(OutboxRow.attempts) + 1,
                repeats=repeat,
            )
            .returning(OutboxRow)
        )
        return list(claimed.scalars())

    def sending(self, ids: list[str], now: datetime) -> None:
        """Committed before the POST: from here on, not knowing is «unknown», never «again»."""
        mine = col(OutboxRow.id).in_(ids)
        began = {"state": State.SENDING, "lease_until": now + LEASE, "began_at": now}
        self._session.exec(update(OutboxRow).where(mine).values(**began))

    def alone(self) -> None:
        """Hold the other processes' claims back until this transaction ends, so that limits are counted once.

        On SQLite there is one writer at a time anyway.
        """
        if self._session.connection().dialect.name == "postgresql":
            self._session.connection().execute(text("select pg_advisory_xact_lock(:key)"), {"key": CLAIMING})

    def began_since(self, moment: datetime) -> list[tuple[str, datetime]]:
        """To whom, or to which channel, each message since then began to be sent, and when."""
        whom = func.coalesce(OutboxRow.channel_id, OutboxRow.recipient_id)
        rows = self._session.exec(select(whom, OutboxRow.began_at).where(col(OutboxRow.began_at) > moment))
        return [(where, at) for where, at in rows if at]

    def wait(self, row_id: str, due: datetime) -> None:
        """Not tried yet: a limit of Teams stands in the way."""
        waiting = {"state": State.PENDING, "due_at": due, "lease_until": None, "attempts": col(OutboxRow.attempts) - 1}
        self._session.exec(update(OutboxRow).where(col(OutboxRow.id) == row_id).values(**waiting))

    def settle(
        self, row_id: str, state: State, now: datetime, *, activity: str = "", conversation: str = "", error: str = ""
    ) -> None:
        """The end of a message, and where it stands. An unknown one may come once more, a while later."""
        values: dict[str, object] = {
            "state": state,
            "settled_at": now,
            "error": error or None,
            "lease_until": None,
        }
        if activity:
            values |= {"activity_id": activity, "conversation_id": conversation}
        if state is State.UNKNOWN:
            values["due_at"] = now + REPEAT_UNKNOWN_AFTER
        self._session.exec(update(OutboxRow).where(col(OutboxRow.id) == row_id).values(**values))

    def later(self, row_id: str, due: datetime, error: str) -> None:
        """Not applied (429, 412): the same message is pending again."""
        again = update(OutboxRow).where(col(OutboxRow.id) == row_id)
        self._session.exec(again.values(state=State.PENDING, due_at=due, error=error, lease_until=None))

    def wake(self, recipients: list[PersonId], now: datetime) -> None:
        """They can be reached now: what waited for that is due."""
        waits = (col(OutboxRow.state) == State.PENDING) & (col(OutboxRow.error) == NO_REFERENCE)
        mine = col(OutboxRow.recipient_id).in_(recipients)
        self._session.exec(update(OutboxRow).where(waits, mine).values(due_at=now, error=None))

    def expire(self, now: datetime) -> int:
        """A process died between commit and answer: what it was sending is unknown."""
        died = (col(OutboxRow.state) == State.SENDING) & (col(OutboxRow.lease_until) < now)
        values = {"state": State.UNKNOWN, "due_at": now + REPEAT_UNKNOWN_AFTER, "error": "process_died"}
        return self._session.exec(update(OutboxRow).where(died).values(**values)).rowcount

    def counts(self) -> dict[str, int]:
        """How many messages are in each state, for the metrics."""
        rows = self._session.exec(select(OutboxRow.state, func.count()).group_by(col(OutboxRow.state)))
        return dict(rows.all())

    def oldest_due(self) -> datetime | None:
        """When the oldest message that waits was due."""
        waits = col(OutboxRow.state).in_([State.PENDING, State.LEASED])
        return self._session.exec(select(func.min(OutboxRow.due_at)).where(waits)).one()
