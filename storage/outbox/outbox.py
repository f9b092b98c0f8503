"""Messages to be, written in the transaction that causes them (law 4), all at its end."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from time import time_ns
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, or_

from domain.ids import ChannelId, PersonId, new_id
from domain.message import MessageKind, Subject
from domain.value import from_json, to_json
from storage.engine.rows import School, Signer
from storage.outbox.message import (
    NO_REFERENCE,
    SEAL,
    STEP,
    TRIED_IN_VAIN,
    Contents,
    Lost,
    MessageState,
    Origin,
    about_digest,
    found_by,
    lost,
    place_of,
    recipient_digest,
    seal_place,
)
from storage.statements.inserts import add_new
from storage.statements.statement import Statement, among, table
from storage.tables.delivery import OutboxRow

S = TypeVar("S")
_KINDS = frozenset(map(str, MessageKind))
_numbers = count(time_ns())
"""Of messages: those of another process come in between as they were put in, nearly."""
_outbox = table(OutboxRow)
_HERE = _outbox.c.school_id == bindparam("school")
_ABOUT = _outbox.c.about_digest == bindparam("about")
_own_pending = (_HERE, _outbox.c.recipient_digest == bindparam("person"), _outbox.c.state == MessageState.PENDING)
_CHANGES = Statement(_outbox.select().where(*_own_pending, _outbox.c.sealed_place.is_not(None)))
_WITHDRAW = Statement(lambda dialect: _outbox.delete().where(*_own_pending, among(_outbox.c.id, "wanted", dialect)))
_THERE = Statement(lambda dialect: core_select(_outbox.c.id).where(_HERE, among(_outbox.c.id, "ids", dialect)))
_state = _outbox.c.state
_first = _outbox.c.updates.is_(None)
_failed = (_state == MessageState.FAILED, _state == MessageState.DEAD)
_unclear = (_state == MessageState.UNKNOWN) & (_outbox.c.repeats > 0)
_not_reached = or_(
    *_failed,
    _unclear,
    (_state == MessageState.PENDING) & _outbox.c.error.is_not_distinct_from(NO_REFERENCE),
    (_state == MessageState.PENDING) & (_outbox.c.attempts >= TRIED_IN_VAIN),
)
_MEANT = Statement(
    core_select(*_outbox.c, (~_not_reached).label("there")).where(
        _HERE, _ABOUT, _first, _outbox.c.channel_id.is_(None), _state != MessageState.MOOT
    )
)
_stand = (_HERE, _state == MessageState.SENT, _first)
_STAND = Statement(_outbox.select().where(*_stand, _ABOUT, _outbox.c.sealed_place.is_not(None)))
"""The messages that were sent, without the updates of them."""
_POSTED = Statement(_outbox.select().where(*_stand, _outbox.c.channel_id.is_not(None)))
_IN_CHANNELS = Statement(
    _outbox.select().where(_HERE, _first, _outbox.c.channel_id.is_not(None), _outbox.c.created_at > bindparam("since"))
)
_LOST = Statement(
    _outbox.select()
    .where(
        _HERE,
        _first,
        or_(*_failed, _outbox.c.channel_id.is_not(None) & _unclear),
        _outbox.c.settled_at > bindparam("since"),
    )
    .order_by(_outbox.c.settled_at.desc())
)
"""A post that was unclear to its end may have arrived, which nobody knows."""


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
                self._school.wrote(SEAL, put[new.id])
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
        self._add(self._row(Contents(kind, _text(kind, subject), recipient, key), now, at=origin))

    def withdraw(self, recipient: PersonId, activity_id: str) -> None:
        """What would change that message of a person's own, if it has not begun to be sent: someone works in it."""
        vault = self._signer.vault()
        mine = {"school": self._school.id, "person": recipient_digest(vault, recipient)}
        rows = _CHANGES.all(self._session, **mine)
        stand = self._school.readable(rows, lambda row: (row, place_of(vault, row)))
        wanted = [row for row, at in stand if at and at.activity_id == activity_id]
        if wanted and _WITHDRAW.run(self._session, **mine, wanted=[row.id for row in wanted]):
            for row in wanted:
                self._school.took(SEAL, row._asdict())

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
        text = _text(kind, subject)
        self._add(*(self._row(Contents(kind, text, one, key), now, due=due) for one in recipients))

    def post(
        self, kind: MessageKind, subject: Subject, channels: Iterable[ChannelId], now: datetime, *, key: str = ""
    ) -> None:
        """Queue a post to channels, once to each."""
        text = _text(kind, subject)
        self._add(*(self._row(Contents(kind, text, key=key), now, channel=one) for one in channels))

    def posted(self, kind: MessageKind, shape: type[S]) -> list[S]:
        """What all posts of a kind that stand in a channel are about."""
        stand = self._opened(_POSTED.all(self._session, school=self._school.id))
        texts = dict.fromkeys(said.text for _, said in stand if said.kind == kind)
        return [from_json(shape, text) for text in texts]

    def put_in_channels(self, kind: MessageKind, shape: type[S], since: datetime) -> list[tuple[ChannelId, S]]:
        """What was put to channels since then, sent or not, and where."""
        self.write()
        rows = self._opened(_IN_CHANNELS.all(self._session, school=self._school.id, since=since))
        return [(ChannelId(row.channel_id), from_json(shape, said.text)) for row, said in rows if said.kind == kind]

    def repost(self, kind: MessageKind, subject: Subject, now: datetime, *, key: str) -> None:
        """Queue an update of every post of this subject that stands in a channel. `key` is that of what has changed.

        One not sent yet needs none: it is rendered when it goes.
        """
        for post, said, at in self._standing(kind, subject):
            more = replace(said, key=f"{post.id}:{key}")
            self._add(self._row(more, now, channel=post.channel_id, at=at, updates=post.id))

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
        for sent, said, at in self._standing(kind, subject):
            if said.recipient is None or said.recipient == but:
                continue
            more = replace(said, key=f"{sent.id}:{key}")
            self._add(self._row(more, now, due=later.get(said.recipient), at=at, updates=sent.id))

    def lost(self, since: datetime) -> list[Lost]:
        """The messages that did not arrive, newest first."""
        self.write()
        rows = self._opened(_LOST.all(self._session, school=self._school.id, since=since))
        known = ((row, said) for row, said in rows if said.kind in _KINDS)
        return list(self._school.readable(known, lambda one: lost(*one)))

    def meant_for(self, kind: MessageKind, subject: Subject) -> dict[PersonId, bool]:
        """Whom this message was meant for, unless there was no reason left to send it, and whether it got there.

        It did not as far as anyone knows when it was given up, was unclear twice, or is not taken yet; one that is on
        its way for the first time counts as there. That it is there says nothing of whether anyone has seen it.
        """
        self.write()
        rows = _MEANT.all(self._session, **self._about(kind, subject))
        return {said.recipient: row.there for row, said in self._opened(rows) if said.recipient}

    def undelivered(self, kind: MessageKind, subject: Subject) -> set[PersonId]:
        """Of `meant_for` those it did not get to."""
        return {person for person, there in self.meant_for(kind, subject).items() if not there}

    def reached(self, kind: MessageKind, subject: Subject) -> set[PersonId]:
        """Of `meant_for` those it got to."""
        return {person for person, there in self.meant_for(kind, subject).items() if there}

    def _add(self, *rows: dict[str, object]) -> None:
        self._put += rows

    def _row(
        self,
        said: Contents,
        now: datetime,
        *,
        due: datetime | None = None,
        channel: str | None = None,
        at: Origin | None = None,
        updates: str | None = None,
    ) -> dict[str, object]:
        """`at`: where the message stands that this one changes. No column tells in which order messages were put in."""
        vault, row_id = self._signer.vault(), new_id()
        row = {
            "id": row_id,
            "school_id": self._school.id,
            **found_by(vault, self._school.id, said, channel),
            "channel_id": channel,
            "updates": updates,
            "sealed_place": seal_place(vault, row_id, at) if at else None,
            "state": MessageState.PENDING,
            "urgency": MessageKind(said.kind).urgency,
            "due_at": due or now,
            "attempts": 0,
            "repeats": 0,
            "created_at": now,
        }
        return self._signer.seal(SEAL, row, replace(said, number=next(_numbers)), step=STEP)

    def _standing(self, kind: MessageKind, subject: Subject) -> Iterator[tuple[Any, Contents, Origin | None]]:
        """The messages about this that were sent, and where each stands."""
        self.write()
        vault = self._signer.vault()
        rows = self._opened(_STAND.all(self._session, **self._about(kind, subject)))
        yield from self._school.readable(rows, lambda one: (*one, place_of(vault, one[0])))

    def _opened(self, rows: Iterable[Any]) -> Iterator[tuple[Any, Contents]]:
        """Those that are as the bot put them in, and what each says. The others count for nothing."""
        return self._school.readable(rows, lambda row: (row, self._signer.open(SEAL, row, Contents)))

    def _about(self, kind: MessageKind, subject: Subject) -> dict[str, object]:
        school = self._school.id
        return {"school": school, "about": about_digest(self._signer.vault(), school, kind, to_json(subject))}


def _text(kind: MessageKind, subject: Subject) -> str:
    if type(subject) is not kind.shape:
        raise TypeError(f"a message of {kind} is not about {type(subject).__name__}")
    return to_json(subject)
