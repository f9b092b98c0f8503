"""The messages of all schools on their way out.

A lease that runs out is sent again; a `sending` that runs out is unknown, and only an unknown may come twice.
A post in a channel may come once more each time it was unknown.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, case, exists, func, or_, select, text
from sqlmodel import Session

from domain.ids import PersonId
from storage.engine.rows import Damaged, Signer
from storage.outbox.message import NO_REFERENCE, MessageState, Origin, Queued, queued, recipient_digest, seal_place
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, table
from storage.tables.delivery import OutboxRow, PausedRow

LEASE = timedelta(seconds=60)
REPEAT_UNKNOWN_AFTER = timedelta(minutes=5)
NOT_OURS, RESTORED = "signature", "restored"
"""Why a message is not sent whose row somebody has put in or changed; and why nothing is sent."""
NOT_SETTLED = (MessageState.PENDING, MessageState.LEASED, MessageState.SENDING, MessageState.UNKNOWN)
_OVER = (MessageState.SENT, MessageState.FAILED, MessageState.DEAD, MessageState.MOOT)
CLAIMING = 0x5C0E
"""The advisory lock of those who claim."""

_outbox, _paused = table(OutboxRow), table(PausedRow)
_whom = func.coalesce(_outbox.c.channel_id, _outbox.c.recipient_digest)
_now = bindparam("now", type_=_outbox.c.due_at.type)
_state = _outbox.c.state
_this = _outbox.c.id == bindparam("row")
_due = _outbox.c.due_at <= _now
_left = _outbox.c.lease_until < _now
_once = and_(_state == MessageState.UNKNOWN, _outbox.c.repeats == 0, _due)
_waits = or_(and_(_state == MessageState.PENDING, _due), _once, and_(_state == MessageState.LEASED, _left))
_died = and_(_state == MessageState.SENDING, _left)
_repeats = case((_state == MessageState.UNKNOWN, 1), else_=0)


def _over_all(written: Select[tuple[object]] | Update) -> Statement:
    return Statement(written, all_schools=True)


_goes = ~exists(select(_paused.c.reason))
_ANYTHING = _over_all(select(_outbox.c.id).where(or_(_waits, _died), _goes).limit(1))
_DIED = _over_all(
    _outbox.update().where(_died).values(state=MessageState.UNKNOWN, due_at=bindparam("due_at"), error="process_died")
)
_AGAIN = _over_all(
    _outbox.update()
    .where(or_(_once, and_(_state == MessageState.LEASED, _left)))
    .values(state=MessageState.PENDING, repeats=_outbox.c.repeats + _repeats)
)


def _claim(dialect: str) -> Update:
    due = (
        select(_outbox.c.id)
        .where(_state == MessageState.PENDING, _due, _goes, ~among(_whom, "full", dialect))
        .order_by(_outbox.c.urgency, _outbox.c.due_at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    leased = {"state": MessageState.LEASED, "attempts": _outbox.c.attempts + 1, "lease_until": bindparam("until")}
    return _outbox.update().where(_outbox.c.id.in_(due)).values(leased).returning(*_outbox.c)


def _begin(dialect: str) -> Update:
    began = {"state": MessageState.SENDING, "lease_until": bindparam("until"), "began_at": bindparam("began_at")}
    mine = (among(_outbox.c.id, "ids", dialect), _state == MessageState.LEASED)
    return _outbox.update().where(*mine).values(began).returning(_outbox.c.id)


_CLAIM = Statement(_claim, all_schools=True)
_BEGIN = Statement(_begin, all_schools=True)
_BEGAN = Statement(
    lambda dialect: _outbox.update().where(among(_outbox.c.id, "ids", dialect)).values(began_at=bindparam("began_at")),
    all_schools=True,
)
_since = _outbox.c.began_at > bindparam("moment")
_BEGUN = _over_all(select(_whom.label("whom"), _outbox.c.began_at).where(_since))
_MANY = _over_all(
    select(_whom.label("whom"), _outbox.c.began_at).where(
        _since, _whom.in_(select(_whom).where(_since).group_by(_whom).having(func.count() >= bindparam("at_least")))
    )
)
_SATED = _over_all(select(_whom.label("whom")).where(_since).group_by(_whom).having(func.count() >= bindparam("most")))
_pending_again = (
    _outbox.update().where(_this).values(state=MessageState.PENDING, due_at=bindparam("due_at"), lease_until=None)
)
_not_taken = _pending_again.values(error=bindparam("error"))
_LATER = _over_all(_not_taken)
_ONCE_MORE = _over_all(_not_taken.values(repeats=_outbox.c.repeats + 1))
_ANEW = _over_all(_not_taken.values(sealed_place=None))
_WAIT = _over_all(_pending_again.values(attempts=_outbox.c.attempts - 1))
_SETTLE = _over_all(
    _outbox.update()
    .where(_this)
    .values(
        state=bindparam("to"),
        settled_at=bindparam("settled_at"),
        error=bindparam("error"),
        lease_until=None,
        sealed_place=func.coalesce(bindparam("place", type_=_outbox.c.sealed_place.type), _outbox.c.sealed_place),
        due_at=func.coalesce(bindparam("due_at", type_=_outbox.c.due_at.type), _outbox.c.due_at),
    )
)
_WAKE = Statement(
    lambda dialect: (
        _outbox.update()
        .where(
            _state == MessageState.PENDING,
            _outbox.c.error == NO_REFERENCE,
            among(_outbox.c.recipient_digest, "recipients", dialect),
        )
        .values(due_at=bindparam("due_at"), error=None)
    ),
    all_schools=True,
)
_day = bindparam("day", type_=_outbox.c.due_at.type)
_settled = case((or_(_state == MessageState.SENT, _state == MessageState.MOOT), _day), else_=_outbox.c.settled_at)
_FORGET_WHOM = _over_all(
    _outbox.update()
    .where(
        _outbox.c.recipient_digest.is_not(None),
        _outbox.c.settled_at < bindparam("before"),
        or_(*(_state == state for state in _OVER), and_(_state == MessageState.UNKNOWN, _outbox.c.repeats > 0)),
    )
    .values(recipient_digest=None, began_at=None, due_at=_day, created_at=_day, settled_at=_settled)
)
_PAUSED = Statement(_paused.select())
_GO = Statement(_paused.delete())
_DROP = _over_all(
    _outbox.update()
    .where(or_(*(_state == state for state in NOT_SETTLED)))
    .values(state=MessageState.MOOT, settled_at=bindparam("settled_at"))
)
_COUNTS = _over_all(select(_state, func.count().label("number")).group_by(_state))
_OLDEST = _over_all(
    select(func.min(_outbox.c.due_at).label("due_at")).where(
        or_(_state == MessageState.PENDING, _state == MessageState.LEASED)
    )
)


class Queue:
    """What delivery does with the messages of all schools."""

    def __init__(self, session: Session, signer: Signer) -> None:
        self._session = session
        self._signer = signer

    def waits(self, now: datetime) -> bool:
        """Whether there is anything to take up, or to recover."""
        return _ANYTHING.first(self._session, now=now) is not None

    def recover(self, now: datetime) -> int:
        """A process died between commit and answer: what it was sending is unknown; how many were. What it had taken
        up waits again, and so does what was unknown long enough, once.
        """
        unknown = _DIED.run(self._session, now=now, due_at=now + REPEAT_UNKNOWN_AFTER)
        _AGAIN.run(self._session, now=now)
        return unknown

    def claim(self, now: datetime, limit: int, full: Collection[str] = ()) -> list[Queued]:
        """Lease what is due, the most urgent first, to none of those who are `full`. One statement, so that two
        processes never lease the same row. What the bot has not put in is not sent.
        """
        rows = _CLAIM.all(self._session, now=now, until=now + LEASE, most=limit, full=[*full])
        ours = [(row.urgency, row.due_at, one.said.number, one) for row in rows if (one := self._ours(row, now))]
        return [one for *_when, one in sorted(ours, key=lambda each: each[:3])]

    def sending(self, ids: Collection[str], now: datetime) -> set[str]:
        """Committed before the POST: from here on, not knowing is «unknown», never «again». Those still ours."""
        return {row.id for row in _BEGIN.all(self._session, ids=[*ids], began_at=now, until=now + LEASE)}

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
        if at_least > 1:
            rows = _MANY.all(self._session, moment=moment, at_least=at_least)
        else:
            rows = _BEGUN.all(self._session, moment=moment)
        return [(row.whom, row.began_at) for row in rows]

    def sated(self, moment: datetime, most: int) -> set[str]:
        """To whom, or to which channel, so many have begun to be sent since then."""
        return {row.whom for row in _SATED.all(self._session, moment=moment, most=most)}

    def wait(self, row_id: str, due: datetime) -> None:
        """Not tried yet: a limit of Teams stands in the way."""
        _WAIT.run(self._session, row=row_id, due_at=due)

    def began(self, ids: Collection[str], at: datetime) -> None:
        """When they truly began to be sent, which is what limits count from."""
        _BEGAN.run(self._session, ids=[*ids], began_at=at)

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
        again = now + REPEAT_UNKNOWN_AFTER if state is MessageState.UNKNOWN else None
        where = self._where(row_id, activity, conversation)
        _SETTLE.run(self._session, **where, to=state, settled_at=now, error=error or None, due_at=again)

    def sent(self, messages: Iterable[tuple[str, str, str]], now: datetime) -> None:
        """As `settle`, of those that Teams took: the row, and the activity and conversation each has become."""
        plain = {"to": MessageState.SENT, "settled_at": now, "error": None, "due_at": None}
        _SETTLE.many(self._session, [plain | self._where(*message) for message in messages])

    def later(self, row_id: str, due: datetime, error: str) -> None:
        """Not applied (429, 412): the same message is pending again."""
        _LATER.run(self._session, row=row_id, due_at=due, error=error)

    def once_more(self, row_id: str, due: datetime, error: str) -> None:
        """Perhaps applied: the same message is pending again, and may come once too often."""
        _ONCE_MORE.run(self._session, row=row_id, due_at=due, error=error)

    def anew(self, row_id: str, now: datetime, error: str) -> None:
        """What it was to change is not there: it goes as a message of its own."""
        _ANEW.run(self._session, row=row_id, due_at=now, error=error)

    def wake(self, recipients: Collection[PersonId], now: datetime) -> None:
        """They can be reached now: what waited for that is due."""
        vault = self._signer.vault()
        _WAKE.run(self._session, recipients=[recipient_digest(vault, one) for one in recipients], due_at=now)

    def forget_whom(self, before: datetime) -> None:
        """Of what was settled before it nothing tells any more which messages were one person's, nor when they were
        written or sent, but the day (UTC): limits do not ask. What was lost keeps when it was given up.
        """
        day = before.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        _FORGET_WHOM.run(self._session, before=before, day=day)

    def pause(self, reason: str, now: datetime) -> None:
        """Nothing is sent until it goes on."""
        add(self._session, PausedRow, {"reason": reason, "since": now})

    def paused(self) -> datetime | None:
        """Since when nothing is sent."""
        row = _PAUSED.first(self._session)
        return row.since if row else None

    def go_on(self, now: datetime, *, drop: bool = False) -> int:
        """What waits is sent from now on, or, when it is dropped, never; how many messages that are."""
        count = sum(number for state, number in self.counts().items() if state in NOT_SETTLED)
        if drop:
            _DROP.run(self._session, settled_at=now)
        _GO.run(self._session)
        return count

    def counts(self) -> dict[str, int]:
        """How many messages are in each state, for the metrics."""
        return {row.state: row.number for row in _COUNTS.all(self._session)}

    def oldest_due(self) -> datetime | None:
        """When the oldest message that waits was due."""
        oldest: datetime | None = _OLDEST.all(self._session)[0].due_at
        return oldest

    def _ours(self, row: Any, now: datetime) -> Queued | None:  # noqa: ANN401  (any type)
        """None for one that the bot has not put in: it is settled."""
        try:
            return queued(row, self._signer)
        except Damaged as damaged:
            self._signer.damaged(damaged)
            self.settle(row.id, MessageState.FAILED, now, error=NOT_OURS)
            return None

    def _where(self, row_id: str, activity: str, conversation: str) -> dict[str, object]:
        """Of a message that Teams took: which activity of which conversation it has become."""
        place = seal_place(self._signer.vault(), row_id, Origin("", conversation, activity)) if activity else None
        return {"row": row_id, "place": place}
