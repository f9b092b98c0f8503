"""The turn boundary: who is this, one transaction, one answer. The one place for refusals and errors of a turn."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextvars import copy_context
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import structlog

from bot.handlers.words import channel as channel_words
from bot.handlers.words import typed
from bot.language import commands
from bot.router import Forbidden, Router, Show
from bot.teams.incoming import Incoming, card_body, error_body, text_body
from bot.web.metrics import Metrics
from cards import start
from cards.kit.elements import SCHOOL, Card, stamp
from cards.kit.forms import Action
from domain.errors import DomainError, Invalid, NotFound
from domain.event import Details, Event, EventKind
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded
from scheduler.messenger import MembersUnavailable, Messenger
from services.turn import Turn
from storage.database import Database
from storage.outbox.message import Origin
from storage.people.channels import Place
from storage.people.references import Reference
from storage.unit_of_work import Unit

T = TypeVar("T")
UNKNOWN = N_("Jeg finner deg ikke i skolens liste over ansatte. Si fra til rektor.")
ONLY_PERSONAL = N_("Dette går bare i din egen chat med meg.")

log = structlog.get_logger(__name__)


class TurnRunner:
    """Implements `Turns`. Handlers are synchronous and run in a bounded pool, each in a transaction of its own."""

    def __init__(
        self,
        database: Database,
        school_plans: Mapping[SchoolId, SchoolPlan],
        router: Router,
        clock: Callable[[], datetime],
        pool: Executor,
        metrics: Metrics,
        messenger: Messenger,
        public_url: str = "",
    ) -> None:
        self._database = database
        self._school_plans = school_plans
        self._router = router
        self._clock = clock
        self._pool = pool
        self._metrics = metrics
        self._messenger = messenger
        self._public_url = public_url

    async def message(self, incoming: Incoming) -> Card | None:
        """A typed word is answered with counts and buttons, never with content (law 1)."""
        answer = self._answer if incoming.conversation_type == "personal" else self._answer_in_channel
        return await self._in_thread(lambda: self._database.run(lambda unit: answer(incoming, unit)))

    async def press(self, incoming: Incoming) -> dict[str, Any]:
        if incoming.conversation_type != "personal" and not _for_channels(incoming):
            return text_body(worded(ONLY_PERSONAL))
        if incoming.automatic:
            return error_body("NotSupported", _("Kortet oppdaterer seg ikke selv. Trykk på en knapp."))
        body = await self._in_thread(lambda: self._pressed(incoming))
        self._metrics.pressed(_known(incoming.verb), int(body["statusCode"]))
        return body

    async def installed(self, incoming: Incoming) -> Card | None:
        """A personal install says hello, once; one in a team makes its people reachable, and says how to begin."""
        if incoming.conversation_type == "personal" and incoming.user_object_id:
            return await self._in_thread(lambda: self._database.run(lambda unit: self._welcome(incoming, unit)))
        try:
            members = await self._messenger.members(incoming.address)
        except MembersUnavailable as error:
            log.warning("members not read", code=str(error))
            return None
        rows = [_reference(incoming, m.object_id.lower(), m.user_id, None, self._clock()) for m in members]
        return await self._in_thread(
            lambda: self._database.run(lambda unit: self._welcome_in_team(incoming, rows, unit))
        )

    async def removed(self, incoming: Incoming) -> None:
        """Out of a person's own chat, or out of a team and so of its channels."""
        await self._in_thread(lambda: self._database.run(lambda unit: self._forget(incoming, unit)))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        here = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._pool, here.run, work)

    def _answer(self, incoming: Incoming, unit: Unit) -> Card:
        found = self._turns(incoming, unit)
        if not found:
            return start.unknown_person()
        if incoming.data:
            return start.old_client()
        command = commands.parse(incoming.text)
        if len(found) > 1:
            schools = [(turn.tx.school_id, turn.school_plan.school) for turn in found]
            return start.choose_school(command.word or "hjelp", schools)
        card = typed.answer_to(command, found[0])
        stamp(card, found[0].tx.school_id)
        return card

    def _answer_in_channel(self, incoming: Incoming, unit: Unit) -> Card:
        """Others read along: a few words about the channel and the årshjul, and never a case."""
        turn = self._turn_in_channel(incoming, unit)
        return start.channel_help() if turn is None or incoming.data else _said_in_channel(incoming.text, turn)

    def _turn_in_channel(self, incoming: Incoming, unit: Unit) -> Turn | None:
        """None for someone we do not know, and outside of channels."""
        found = self._who(incoming.user_object_id or "", unit, self._clock())
        place = _place(incoming)
        return replace(found[0], place=place) if found and place else None

    def _forget(self, incoming: Incoming, unit: Unit) -> None:
        if incoming.conversation_type != "personal":
            unit.places.left(_channel_of(incoming), self._clock())
        elif incoming.user_object_id:
            unit.references.forget(incoming.user_object_id, incoming.service_url)

    def _welcome(self, incoming: Incoming, unit: Unit) -> Card | None:
        """Teams tells of an install in two ways, and again: who is known here already has been welcomed."""
        if not self._learn_sender(incoming, unit):
            return None
        found = self._who(incoming.user_object_id or "", unit, self._clock())
        if not found:
            return start.unknown_person()
        card = start.welcome_or_help(
            found[0].actor, found[0].school_plan.school, list(commands.WORDS.items()), new=True
        )
        stamp(card, found[0].tx.school_id)
        return card

    def _welcome_in_team(self, incoming: Incoming, rows: Sequence[Reference], unit: Unit) -> Card | None:
        """What the channel may receive, to be chosen by a leader: once a day until it is bound."""
        _learn_all(rows, unit)
        turn = self._turn_in_channel(incoming, unit)
        if turn is None or turn.tx.channels.at(_channel_of(incoming)):
            return None
        first = turn.tx.sweeps_done.first_time(f"welcome:{_channel_of(incoming)}", turn.today)
        return _said_in_channel("kanal", turn) if first else None

    def _turns(self, incoming: Incoming, unit: Unit) -> list[Turn]:
        """The person at each school where they work; on the way, where they can be reached is learnt."""
        self._learn_sender(incoming, unit)
        return self._who(incoming.user_object_id or "", unit, self._clock())

    def _learn_sender(self, incoming: Incoming, unit: Unit) -> bool:
        if not (incoming.user_id and incoming.user_object_id):
            return False
        here = incoming.conversation_id
        return _learn(_reference(incoming, incoming.user_object_id, incoming.user_id, here, self._clock()), unit)

    def _who(self, person: str, unit: Unit, now: datetime, school: object = None) -> list[Turn]:
        turns = []
        for person_id, school_id, version in unit.identities(person):
            if school_id in self._school_plans and school in (None, school_id):
                tx = unit.school(school_id, version)
                turns.append(Turn(tx.people.get(person_id), now, self._school_plans[school_id], tx, self._public_url))
        return turns

    def _pressed(self, incoming: Incoming) -> dict[str, Any]:
        """Dispatch in one transaction; an answer that cannot be taken rolls it back and shows the form again."""
        try:
            return self._database.run(lambda unit: self._dispatch(incoming, unit))
        except Invalid as invalid:
            wrong = invalid
        except DomainError as error:
            return self._refused(incoming, error)
        try:
            return self._database.run(lambda unit: self._again(incoming, wrong, unit))
        except DomainError as error:
            return self._refused(incoming, error)

    def _dispatch(self, incoming: Incoming, unit: Unit) -> dict[str, Any]:
        turn, data = self._turn_of_press(incoming, unit)
        show = self._router.dispatch(incoming.verb or "", data, turn)
        if show.settles and incoming.reply_to_id:
            kind, subject = show.settles
            origin = Origin(incoming.service_url, incoming.conversation_id, incoming.reply_to_id)
            turn.tx.outbox.put(kind, subject, turn.actor.id, turn.now, key=incoming.reply_to_id, origin=origin)
        return _shown(show, turn)

    def _again(self, incoming: Incoming, invalid: Invalid, unit: Unit) -> dict[str, Any]:
        turn, data = self._turn_of_press(incoming, unit)
        return _shown(self._router.again(incoming.verb or "", data, turn, invalid), turn)

    def _turn_of_press(self, incoming: Incoming, unit: Unit) -> tuple[Turn, dict[str, object]]:
        data = dict(incoming.data)
        found = self._who(incoming.user_object_id or "", unit, self._clock(), data.pop(SCHOOL, None))
        if not found:
            raise NotFound(UNKNOWN)
        return replace(found[0], place=_place(incoming)), data

    def _refused(self, incoming: Incoming, error: DomainError) -> dict[str, Any]:
        """What was refused is recorded in a transaction of its own; the answer says no more than it must."""
        if isinstance(error, Forbidden | NotFound):
            self._database.run(lambda unit: self._record_refusal(incoming, unit))
        log.info("refused", verb=_known(incoming.verb), why=type(error).__name__)
        return text_body(str(error))

    def _record_refusal(self, incoming: Incoming, unit: Unit) -> None:
        for turn in self._who(incoming.user_object_id or "", unit, self._clock()):
            subject = str(next((v for k, v in incoming.data.items() if k.endswith("_id")), ""))[:64]
            details = Details(verb=_known(incoming.verb), subject=subject)
            turn.tx.events.add(Event(kind=EventKind.REFUSED, at=turn.now, by=turn.actor.id, details=details))


def _shown(show: Show, turn: Turn) -> dict[str, Any]:
    stamp(show.card, turn.tx.school_id)
    return card_body(show.card)


def _said_in_channel(word: str, turn: Turn) -> Card:
    card = channel_words.answer(word, turn)
    stamp(card, turn.tx.school_id)
    return card


def _for_channels(incoming: Incoming) -> bool:
    action = Action.by_verb.get(incoming.verb or "")
    return incoming.conversation_type == "channel" and action is not None and action.in_channel


def _place(incoming: Incoming) -> Place | None:
    """The channel it came from; None for a person's own chat or a group's."""
    if incoming.conversation_type != "channel":
        return None
    return Place(_channel_of(incoming), incoming.service_url, incoming.tenant_id, incoming.bot_id)


def _channel_of(incoming: Incoming) -> str:
    """Of a thread «19:…;messageid=…» the channel."""
    return incoming.conversation_id.partition(";")[0]


def _known(verb: str | None) -> str:
    """The verb, if it is one of ours: what else a client sends goes into no log and no metric."""
    return verb if verb in Action.by_verb else "unknown"


def _reference(incoming: Incoming, person: str, user_id: str, conversation: str | None, now: datetime) -> Reference:
    return Reference(
        entra_object_id=person,
        service_url=incoming.service_url,
        tenant_id=incoming.tenant_id,
        bot_id=incoming.bot_id,
        user_id=user_id,
        conversation_id=conversation,
        seen_at=now,
    )


def _learn(row: Reference, unit: Unit) -> bool:
    """Remember where a person can be reached, and send what waited for it; whether it was news."""
    news = unit.references.learn(row)
    if news:
        unit.queue.wake([person for person, *_ in unit.identities(row.entra_object_id)], row.seen_at)
    return news


def _learn_all(rows: Sequence[Reference], unit: Unit) -> None:
    for row in rows:
        _learn(row, unit)
