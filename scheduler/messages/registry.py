"""Every kind of message in one place: what its notification says, and what makes its card at the moment of sending."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, get_type_hints

from cards.kit.elements import Card, stamp
from domain.access.substitute import let_in_now
from domain.ids import PersonId
from domain.message import MessageKind
from domain.school_plan.school_plan import SchoolPlan
from storage.outbox.message import Queued
from storage.unit_of_work import Tx


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that is about to go, and the school it is of. `bot_id`: who sends it."""

    message: Queued
    tx: Tx
    school_plan: SchoolPlan
    now: datetime
    bot_id: str = ""

    @property
    def recipient(self) -> PersonId:
        """Nobody for a post."""
        return self.message.recipient or PersonId("")

    @property
    def stands(self) -> bool:
        """Whether it changes a post that is there already."""
        return self.message.updates is not None


S = TypeVar("S")
Render = Callable[[S, Sending], Card | None]


@dataclass(frozen=True, slots=True)
class Message:
    """`summary` is the text of the notification, marked to be worded when it is sent, and holds no case content
    (law 1); `render` gives the card of a subject, or None when there is no longer a reason to send it.
    """

    summary: str
    render: Render[Any]


_messages: dict[MessageKind, Message] = {}


def message(kind: MessageKind, *, summary: str) -> Callable[[Render[S]], Render[S]]:
    """Registers what makes the card of a kind. Raises `TypeError` for one that wants another subject."""

    def register(render: Render[S]) -> Render[S]:
        if next(iter(get_type_hints(render).values())) is not kind.shape:
            raise TypeError(f"a message of {kind} is about a {kind.shape.__name__}")
        _messages[kind] = Message(summary, render)
        return render

    return register


@cache
def messages() -> Mapping[MessageKind, Message]:
    """All of them, once every module of the package is imported. Raises `RuntimeError` when a kind has none."""
    import scheduler.messages as package  # noqa: PLC0415  (not at import)

    for module in pkgutil.iter_modules(package.__path__, "scheduler.messages."):
        importlib.import_module(module.name)
    if missing := set(MessageKind) - _messages.keys():
        raise RuntimeError(f"no message for {sorted(missing)}")
    return _messages


def render(sending: Sending) -> Card | None:
    """The card of a message, or None when there is no longer a reason to send it. Raises `ValueError` for a message
    of another version.
    """
    if _is_over(sending):
        return None
    subject = sending.message.subject
    card = messages()[MessageKind(sending.message.kind)].render(subject, sending)
    if card:
        stamp(card, sending.tx.school_id)
    return card


def _is_over(sending: Sending) -> bool:
    """A substitute hears nothing more after their day, but that nobody was reached with their alert."""
    person = sending.tx.people.known.get(sending.recipient)
    if person is None or person.until is None or sending.message.kind == MessageKind.ALERT_UNREACHED:
        return False
    return not let_in_now(person, sending.now)
