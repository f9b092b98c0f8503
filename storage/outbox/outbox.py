"""Messages to be, written in the transaction that causes them (law 4), all at its end."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, or_, select

from domain.ids import ChannelId, PersonId, new_id
from domain.message import MessageKind, Subject
from domain.value import from_json, to_json
from storage.engine.rows import School, Signer
from storage.outbox.message import NO_REFERENCE, SIGNED, TRIED_IN_VAIN, Lost, MessageState, Origin, lost
from storage.statements.inserts import add_new
from storage.statements.statement import Statement, among, table
from storage.tables.delivery import OutboxRow

S = TypeVar("S")
_NOWHERE: dict[str, object] = dict.fromkeys(
    ("recipient_id", "channel_id", "service_url", "conversation_id", "activity_id", "updates")
)


_outbox = table(OutboxRow)
_WITHDRAW = Statement(
    _outbox.delete()
    .where(
        _outbox.c.school_id == bindparam("school"),
        _outbox.c.recipient_id == bindparam("person"),
        _outbox.c.activity_id == bindparam("activity"),
        _outbox.c.state == MessageState.PENDING,
    )
    .returning(_outbox.c.id)
)
_THERE = Statement(
    lambda dialect: core_select(_outbox.c.id).where(
        _outbox.c.school_id == bindparam("school"), among(_outbox.c.id, "ids", dialect)
    )
)
_state = _outbox.c.state
_not_reached = or_(
    _state == MessageState.FAILED,
    _state == MessageState.DEAD,
    (_state == MessageState.UNKNOWN) & (_outbox.c.repeats > 0),
    (_state == MessageState.PENDING) & _outbox.c.error.is_not_distinct_from(NO_REFERENCE),
    (_state == MessageState.PENDING) & (_outbox.c.attempts >= TRIED_IN_VAIN),
)
_MEANT = Statement(
    core_select(*(_outbox.c[name] for name in (*SIGNED.columns, "mac")), (~_not_reached).label("there")).where(
        _outbox.c.school_id == bindparam("school"),
        _outbox.c.kind == bindparam("message"),
        _outbox.c.subject == bindparam("about"),
        _outbox.c.updates.is_(None),
        _outbox.c.recipient_id.is_not(None),
        _state != MessageState.MOOT,
    )
)


class Outbox:
    """What a handler or sweep of one school may do: put a message in, once."""

    def __init__(self, session: Session, school: School, signer: Signer) -> None:
        self._session = session
        self._school = school
        self._signer = signer
        self._put: list[dict[str, object]] = []

    def write(self) -> None:
        """What has been put in goes to the database. The unit of work sees to it before it ends."""
        if self._put:
            add_new(self._session, OutboxRow, *self._put)
            put = {str(row["id"]): row for row in self._put}
            for new in _THERE.all(self._session, school=self._school.id, ids=[*put]):
                self._school.wrote(SIGNED, put[new.id])
            self._put = []

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """What was put in before an error is taken out again."""
        before = [*self._put]
        try:
            yield
        except BaseException:
            self._put = before
            raise

    def put(
        self,
        kind: MessageKind,
        subject: Subject,
        recipient: PersonId,
        now: datetime,
        *,
        key: str = "",
        origin: Origin | None = None,
    ) -> None:
        """Queue a message unless its business key is there already."""
        where = asdict(origin) if origin else {}
        self._add(self._row(kind, subject, recipient, now, key) | {"recipient_id": recipient} | where)

    def withdraw(self, recipient: PersonId, activity_id: str) -> None:
        """What would change that message of a person's own, if it has not begun to be sent: someone works in it."""
        for row in _WITHDRAW.all(self._session, school=self._school.id, person=recipient, activity=activity_id):
            self._school.took(SIGNED, row._asdict())

    def put_all(
        self,
        kind: MessageKind,
        subject: Subject,
        recipients: Iterable[PersonId],
        now: datetime,
        *,
        key: str = "",
        due: datetime | None = None,
    ) -> None:
        """The same message to several, in one go; it is sent at once, or from `due` on."""
        at = {"due_at": due or now}
        self._add(*(self._row(kind, subject, one, now, key) | {"recipient_id": one} | at for one in recipients))

    def post(
        self, kind: MessageKind, subject: Subject, channels: Iterable[ChannelId], now: datetime, *, key: str = ""
    ) -> None:
        """Queue a post to channels, once to each."""
        self._add(*(self._row(kind, subject, one, now, key) | {"channel_id": one} for one in channels))

    def posted(self, kind: MessageKind, shape: type[S]) -> list[S]:
        """What all posts of a kind that stand in a channel are about."""
        self.write()
        stand = select(OutboxRow.subject).where(*self._standing(kind)).distinct()
        return [from_json(shape, subject) for subject in self._session.exec(stand)]

    def put_in_channels(self, kind: MessageKind, shape: type[S], since: datetime) -> list[tuple[ChannelId, S]]:
        """What was put to channels since then, sent or not, and where."""
        self.write()
        recent = (col(OutboxRow.created_at) > since, col(OutboxRow.updates).is_(None))
        this = (col(OutboxRow.school_id) == self._school.id, col(OutboxRow.kind) == kind, *recent)
        rows = self._session.exec(select(OutboxRow.channel_id, OutboxRow.subject).where(*this))
        return [(ChannelId(channel), from_json(shape, subject)) for channel, subject in rows if channel]

    def repost(self, kind: MessageKind, subject: Subject, now: datetime, *, key: str) -> None:
        """Queue an update of every post of this subject that stands in a channel. `key` is that of what has changed.

        One not sent yet needs none: it is rendered when it goes.
        """
        self.write()
        stand = select(OutboxRow).where(*self._standing(kind), self._about(subject), col(OutboxRow.activity_id) != "")
        for post in self._session.exec(stand).all():
            where = {
                "channel_id": post.channel_id,
                "conversation_id": post.conversation_id,
                "activity_id": post.activity_id,
            }
            row = self._row(kind, subject, post.channel_id, now, f"{post.id}:{key}")
            self._add(row | where | {"updates": post.id})

    def change(
        self,
        kind: MessageKind,
        subject: Subject,
        now: datetime,
        *,
        key: str,
        later: Mapping[PersonId, datetime],
        but: PersonId,
    ) -> None:
        """Queue an update of every message of this subject that stands in a person's own chat, of some of them `later`.

        One not sent yet needs none: it is rendered when it goes. `key` is that of what has changed.
        """
        self.write()
        stand = select(OutboxRow).where(*self._standing(kind), self._about(subject), col(OutboxRow.activity_id) != "")
        for sent in self._session.exec(stand).all():
            if sent.recipient_id is None or sent.recipient_id == but:
                continue
            where = {"conversation_id": sent.conversation_id, "activity_id": sent.activity_id, "updates": sent.id}
            row = self._row(kind, subject, sent.recipient_id, now, f"{sent.id}:{key}")
            due = later.get(PersonId(sent.recipient_id), now)
            self._add(row | where | {"recipient_id": sent.recipient_id, "due_at": due})

    def lost(self, since: datetime) -> list[Lost]:
        """The messages that did not arrive, newest first."""
        self.write()
        rows = self._session.exec(
            select(OutboxRow)
            .where(
                OutboxRow.school_id == self._school.id,
                _given_up(),
                col(OutboxRow.kind).in_(list(MessageKind)),
                col(OutboxRow.settled_at) > since,
                col(OutboxRow.updates).is_(None),
            )
            .order_by(col(OutboxRow.settled_at).desc())
        )
        return list(self._school.readable(rows, lost))

    def meant_for(self, kind: MessageKind, subject: Subject) -> dict[PersonId, bool]:
        """Whom this message was meant for, unless there was no reason left to send it, and whether it got there.

        It did not as far as anyone knows when it was given up, was unclear twice, or is not taken yet; one that is on
        its way for the first time counts as there. That it is there says nothing of whether anyone has seen it.
        """
        self.write()
        rows = _MEANT.all(self._session, school=self._school.id, message=kind, about=to_json(subject))
        return {PersonId(row.recipient_id): row.there for row in self._signer.genuine(SIGNED, rows)}

    def undelivered(self, kind: MessageKind, subject: Subject) -> set[PersonId]:
        """Of `meant_for` those it did not get to."""
        return {person for person, there in self.meant_for(kind, subject).items() if not there}

    def reached(self, kind: MessageKind, subject: Subject) -> set[PersonId]:
        """Of `meant_for` those it got to."""
        return {person for person, there in self.meant_for(kind, subject).items() if there}

    def _add(self, *rows: dict[str, object]) -> None:
        self._put += [self._signer.signed(SIGNED, _NOWHERE | row) for row in rows]

    def _row(
        self, kind: MessageKind, subject: Subject, whom: str | None, now: datetime, key: str = ""
    ) -> dict[str, object]:
        if type(subject) is not kind.shape:
            raise TypeError(f"a message of {kind} is not about {type(subject).__name__}")
        text = to_json(subject)
        return {
            "id": new_id(),
            "school_id": self._school.id,
            "business_key": f"{self._school.id}:{kind}:{text}:{whom}:{key}",
            "kind": kind,
            "subject": text,
            "state": MessageState.PENDING,
            "urgency": kind.urgency,
            "due_at": now,
            "attempts": 0,
            "repeats": 0,
            "created_at": now,
        }

    def _standing(self, kind: MessageKind) -> tuple[ColumnElement[bool], ...]:
        """The messages that were sent, without the updates of them."""
        here = col(OutboxRow.school_id) == self._school.id
        first = col(OutboxRow.updates).is_(None)
        return here, col(OutboxRow.kind) == kind, col(OutboxRow.state) == MessageState.SENT, first

    @staticmethod
    def _about(subject: Subject) -> ColumnElement[bool]:
        return col(OutboxRow.subject) == to_json(subject)


def _given_up() -> ColumnElement[bool]:
    """A post that was unclear to its end may have arrived, which nobody knows."""
    unclear = col(OutboxRow.channel_id).is_not(None) & (col(OutboxRow.state) == MessageState.UNKNOWN)
    return or_(
        col(OutboxRow.state).in_([MessageState.FAILED, MessageState.DEAD]), unclear & (col(OutboxRow.repeats) > 0)
    )
