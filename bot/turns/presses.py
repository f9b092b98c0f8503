"""A press in one transaction, and what answers one that could not be done: the form, with all that was written."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog

from bot.language.commands import REFERENCE
from bot.router import Forbidden, OldCard, Router, Show
from bot.teams.incoming import Incoming, card_body
from bot.turns.given_back import known, refused
from bot.turns.limits import Limits, Writes
from bot.turns.senders import Senders, Stranger
from bot.turns.twice import Twice
from bot.web.metrics import Metrics
from cards.access.substitutes_help import with_own_buttons
from cards.kit.elements import FRESH, SCHOOL, execute, stamp
from cards.kit.forms import Action
from cards.start import choose_school, unknown_person
from domain.errors import DomainError, Invalid, NotFound
from domain.event import Details, Event, EventKind
from domain.message import MessageKind, Subject
from domain.school_plan.school_plan import shared_contacts
from services.turn import Turn
from storage.database import Database
from storage.outbox.message import Origin
from storage.unit_of_work import Unit

log = structlog.get_logger(__name__)
Body = dict[str, Any]


class Presses:
    """Each in a transaction of its own. What was refused has written nothing but that it was."""

    def __init__(self, database: Database, router: Router, senders: Senders, limits: Limits, metrics: Metrics) -> None:
        self._database = database
        self._router = router
        self._senders = senders
        self._limits = limits
        self._metrics = metrics
        self._twice = Twice(senders.clock)

    def answer(self, incoming: Incoming, since: float) -> Body:
        """`since`: a moment of `time.monotonic`, when the person began to wait."""
        try:
            if only_reads(incoming):
                return self._database.read(lambda unit: self._done(incoming, unit), since=since)
            body = self._database.run(lambda unit: self._done(incoming, unit), person=True, since=since)
        except DomainError as error:
            return self._refused(incoming, error, since)
        self._twice.done(incoming, body)
        return body

    def _done(self, incoming: Incoming, unit: Unit) -> Body:
        if incoming.held and SCHOOL not in incoming.data and len(found := self._senders.turns(incoming, unit)) > 1:
            return _of_which_school(incoming, found)
        turn, data = self._turn(incoming, unit)
        if FRESH in incoming.data and incoming.reply_to_id:
            turn.tx.outbox.withdraw(turn.actor.id, incoming.reply_to_id)
        show = self._router.dispatch(incoming.verb or "", data, turn)
        if show.settles and incoming.reply_to_id and turn.place is None:
            _settle(show.settles, incoming, incoming.reply_to_id, turn)
            stamp(show.card, turn.tx.school_id, fresh=True)
        if turn.held and show.settles:
            turn.held.sent = True
        return _shown(show, turn)

    def _turn(self, incoming: Incoming, unit: Unit) -> tuple[Turn, dict[str, object]]:
        data = {name: value for name, value in incoming.data.items() if name != FRESH}
        return self._senders.turn(incoming, unit, data.pop(SCHOOL, None)), data

    def _refused(self, incoming: Incoming, error: DomainError, since: float) -> Body:
        """What was refused is recorded in a transaction of its own; the answer says no more than it must."""
        if isinstance(error, Forbidden | NotFound):
            self._write_down(incoming, self._limits.refusal(incoming, self._senders.clock()), since)
        log.info("refused", verb=known(incoming.verb), why=type(error).__name__)
        if incoming.held and isinstance(error, Stranger):
            return card_body(unknown_person(shared_contacts(self._senders.school_plans.values())))
        if isinstance(error, Forbidden | OldCard):
            return refused(incoming, error, self._senders.school_plans)
        if not isinstance(error, NotFound) and (first := self._twice.answered(incoming)):
            return self._told(incoming, first, since)
        try:
            return self._database.read(lambda unit: self._again(incoming, error, unit), since=since)
        except DomainError as later:
            why = later if isinstance(error, Invalid) else error
            return self._told(incoming, refused(incoming, why, self._senders.school_plans), since)

    def _told(self, incoming: Incoming, body: Body, since: float) -> Body:
        """An answer that may say something of the case the press is of, and whose turn came to nothing: it is read all
        the same (law 5).
        """
        if case_id := incoming.data.get("case_id"):
            self._database.run(lambda unit: self._reads(str(case_id), incoming, unit), person=True, since=since)
        return body

    def _reads(self, case_id: str, incoming: Incoming, unit: Unit) -> None:
        with suppress(DomainError):
            self._turn(incoming, unit)[0].case(case_id)

    def _again(self, incoming: Incoming, error: DomainError, unit: Unit) -> Body:
        turn, data = self._turn(incoming, unit)
        return _shown(self._router.again(incoming.verb or "", data, turn, error), turn)

    def _write_down(self, incoming: Incoming, writes: Writes, since: float) -> None:
        if writes is Writes.NOTHING:
            return self._metrics.limited("refusal")
        more = writes is Writes.MORE
        return self._database.run(lambda unit: self._record(incoming, unit, more=more), person=True, since=since)

    def _record(self, incoming: Incoming, unit: Unit, *, more: bool) -> None:
        for turn in self._senders.turns(incoming, unit):
            subject = str(next((v for k, v in incoming.data.items() if k.endswith("_id")), ""))[:64]
            details = Details(verb=known(incoming.verb), subject=subject, reference=_number(incoming), more=more)
            turn.tx.events.add(Event(kind=EventKind.REFUSED, at=turn.now, by=turn.actor.id, details=details))


def _number(incoming: Incoming) -> str:
    """Of the case that was asked for by its number."""
    number = str(incoming.data.get("number", ""))
    return number if REFERENCE.fullmatch(number) else ""


def only_reads(incoming: Incoming) -> bool:
    action = Action.by_verb.get(incoming.verb or "")
    return action is not None and action.reads and FRESH not in incoming.data


def _settle(becomes: tuple[MessageKind, Subject], incoming: Incoming, message: str, turn: Turn) -> None:
    """The message the form was opened from becomes the receipt too: once for each form, and an alert is sent once."""
    kind, subject = becomes
    origin = Origin(incoming.service_url, incoming.conversation_id, message)
    key = message if kind is MessageKind.ALERT_RECEIPT else f"{message}:{_fingerprint(incoming)}"
    turn.tx.outbox.put(kind, subject, turn.actor.id, turn.now, key=key, origin=origin)


def _fingerprint(incoming: Incoming) -> str:
    """The same for the same press sent twice. Nothing that was answered is in it."""
    action = Action.by_verb[incoming.verb or ""]
    ids = sorted((name, str(value)) for name, value in incoming.data.items() if not action.asks_for(name))
    return hashlib.sha256(repr((action.verb, ids)).encode()).hexdigest()[:16]


def _of_which_school(incoming: Incoming, found: Sequence[Turn]) -> Body:
    """For someone who works at several: the same press, with the school in the button."""
    data = {name: str(value) for name, value in incoming.data.items()}
    ways = [(turn.tx.school_id, execute(turn.school_plan.school, incoming.verb or "", data)) for turn in found]
    return card_body(choose_school(ways))


def _shown(show: Show, turn: Turn) -> Body:
    stamp(show.card, turn.tx.school_id)
    return card_body(with_own_buttons(show.card, turn.actor) if turn.actor.until else show.card)
