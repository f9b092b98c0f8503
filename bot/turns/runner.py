"""The turn boundary: one transaction, one answer. The one place for refusals and errors of a turn."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog

from bot.handlers.words import channel as channel_words
from bot.handlers.words import which_school
from bot.language import commands
from bot.router import Router
from bot.teams.incoming import Incoming, Kind, error_body, text_body
from bot.turns import aloud
from bot.turns.given_back import damaged, failed, given_back, known, unavailable, ways_on
from bot.turns.limits import Limits
from bot.turns.presses import Presses, only_reads
from bot.turns.senders import Senders, channel_of, team_of, whole_of
from bot.web.metrics import Metrics
from cards import start
from cards.kit.elements import Card, stamp
from cards.kit.forms import Action
from cards.reminders.channel import ChooseForChannel
from domain.errors import Refused
from domain.school_plan.school_plan import shared_contacts
from domain.text.messages import N_, SOURCE, _, language, worded
from scheduler.messenger import Member
from services.people.meet import meet
from services.protection.privacy_module import standing
from services.reminders.lost_channels import come_back
from services.turn import Turn
from storage.database import Database, Unavailable
from storage.unit_of_work import Damaged, Erased, Unit

T = TypeVar("T")
ONLY_PERSONAL = N_("Skriv til meg i en egen chat.")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pools:
    """The threads of turns that may write, and of those that only read."""

    writers: Executor
    readers: Executor


class TurnRunner:
    """Implements `Turns`. Handlers are synchronous and run in a bounded pool, each in a transaction of its own."""

    def __init__(
        self,
        database: Database,
        senders: Senders,
        router: Router,
        pools: Pools,
        metrics: Metrics,
        limits: Limits,
    ) -> None:
        self._database = database
        self._senders = senders
        self._school_plans, self._clock = senders.school_plans, senders.clock
        self._writers, self._readers = pools.writers, pools.readers
        self._metrics = metrics
        self._presses = Presses(database, router, senders, limits, metrics)

    async def message(self, incoming: Incoming) -> Card | None:
        """A typed word is answered with counts and buttons, never with content (law 1)."""
        _speak_to(incoming)
        answer = self._answer if incoming.conversation_type == "personal" else self._answer_in_channel
        try:
            read = self._database.read
            return await self._in_thread(lambda since: read(lambda u: answer(incoming, u), since=since), self._readers)
        except (Unavailable, Damaged) as error:
            return start.cannot_now(self._sorry(incoming, error))

    async def press(self, incoming: Incoming) -> dict[str, Any]:
        _speak_to(incoming)
        if incoming.conversation_type != "personal" and incoming.held is None and not _for_channels(incoming):
            return text_body(worded(ONLY_PERSONAL))
        if incoming.automatic:
            return error_body("NotSupported", _("Kortet oppdaterer seg ikke selv. Trykk på en knapp."))
        status = 200
        try:
            pool = self._readers if only_reads(incoming) else self._writers
            body = await self._in_thread(lambda since: self._presses.answer(incoming, since), pool)
        except (Unavailable, Damaged) as error:
            ways = [] if isinstance(error, Unavailable) else ways_on(incoming, error)
            body = given_back(incoming, self._sorry(incoming, error), self._school_plans, ways)
        except Exception as error:  # noqa: BLE001  (on purpose)
            body, status = failed(incoming, error, self._school_plans), 500
        self._metrics.pressed(known(incoming.verb), status)
        return body

    async def installed(self, incoming: Incoming) -> Card | None:
        """A personal install says hello, once; one in a team has its people read soon, and says how to begin."""
        _speak_to(incoming)
        if incoming.conversation_type == "personal" and incoming.user_object_id:
            return await self._write(lambda unit: self._welcome(incoming, unit))
        return await self._write(lambda unit: self._welcome_in_team(incoming, unit))

    async def joined(self, incoming: Incoming, people: Sequence[Member]) -> None:
        """They are reachable from now on."""
        rows = [self._senders.reference(incoming, one.object_id.lower(), one.user_id) for one in people]
        await self._write(lambda unit: meet(rows, unit))

    async def removed(self, incoming: Incoming) -> None:
        """Out of a person's own chat, or out of a team and so of its channels."""
        await self._write(lambda unit: self._forget(incoming, unit))

    async def channel_changed(self, incoming: Incoming) -> None:
        await self._write(lambda unit: self._change(incoming, unit))

    def _change(self, incoming: Incoming, unit: Unit) -> None:
        """Without a channel it is of all the team's."""
        channel, team = incoming.channel_id, "" if incoming.channel_id else incoming.team_id or ""
        match incoming.kind:
            case Kind.CHANNEL_GONE:
                unit.places.left(channel or team, team, self._clock())
                unit.rosters.left(team)
            case Kind.CHANNEL_BACK:
                come_back(channel or team, team, unit, self._school_plans, self._clock())
            case Kind.CHANNEL_RENAMED if incoming.channel_name:
                unit.places.renamed(channel, incoming.channel_name)

    def _sorry(self, incoming: Incoming, error: Unavailable | Damaged) -> str:
        """What to do instead."""
        if isinstance(error, Erased):
            return _("Dette er slettet etter skolens regler for hvor lenge det skal oppbevares.")
        if isinstance(error, Damaged):
            self._database.keys.failures.damaged(error)
            return damaged(error.table)
        self._metrics.unavailable()
        return unavailable(incoming, self._school_plans)

    async def _write(self, work: Callable[[Unit], T]) -> T:
        return await self._in_thread(lambda since: self._database.run(work, person=True, since=since), self._writers)

    @staticmethod
    async def _in_thread(work: Callable[[float], T], pool: Executor) -> T:
        """`work` is told when the person began to wait. Who only reads never waits behind those who write."""
        here, since = copy_context(), time.monotonic()
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: here.run(work, since))

    def _answer(self, incoming: Incoming, unit: Unit) -> Card | None:
        self._senders.learn(incoming, unit)
        try:
            found = self._senders.turns(incoming, unit)
        except Refused as refused:
            return start.cannot_now(str(refused))
        if not found:
            return None if incoming.edited else start.unknown_person(shared_contacts(self._school_plans.values()))
        if incoming.data:
            return start.old_client()
        command = commands.parse(incoming.text)
        if incoming.shared:
            command = replace(command, content=True)
        if incoming.edited and not aloud.tells_of_a_pupil(incoming, found):
            return None
        return which_school.answer_at_one(command, found)

    def _answer_in_channel(self, incoming: Incoming, unit: Unit) -> Card | None:
        """Others read along: a few words about the channel and the årshjul, and never a case. Who wrote of a pupil is
        answered as to any other word, and helped in their own chat.
        """
        found = self._senders.readable(incoming, unit)
        turns = self._senders.in_channel(incoming, unit, found)
        if found and aloud.tells_of_a_pupil(incoming, found):
            aloud.help_in_own_chat(incoming, turns if len(turns) == 1 else found, found, unit)
        if incoming.edited:
            return None
        understood = turns and not incoming.data
        return _said_in_channel(incoming.text, turns) if understood else start.channel_help(incoming.bot_id)

    def _forget(self, incoming: Incoming, unit: Unit) -> None:
        if incoming.conversation_type != "personal":
            unit.places.left(channel_of(incoming), team_of(incoming), self._clock())
            unit.rosters.left(channel_of(incoming))
        elif incoming.user_object_id:
            unit.references.forget(incoming.user_object_id, incoming.service_url)

    def _welcome(self, incoming: Incoming, unit: Unit) -> Card | None:
        """Once, however often Teams tells of the install."""
        if not self._senders.to_greet(incoming, unit):
            return None
        try:
            found = self._senders.turns(incoming, unit)
        except Refused as refused:
            return start.cannot_now(str(refused))
        if not found:
            return start.unknown_person(shared_contacts(self._school_plans.values()))
        turn = found[0]
        card = start.welcome_or_help(turn.actor, turn.school_plan, new=True, learns=standing(turn).offered)
        stamp(card, turn.tx.school_id)
        return card

    def _welcome_in_team(self, incoming: Incoming, unit: Unit) -> Card | None:
        """What the channel may receive, to be chosen by a leader: once a day until it is bound."""
        unit.rosters.read_soon(whole_of(incoming), self._clock())
        come_back(channel_of(incoming), team_of(incoming), unit, self._school_plans, self._clock())
        turns = self._senders.in_channel(incoming, unit)
        if not turns or any(turn.tx.channels.at(channel_of(incoming)) for turn in turns):
            return None
        first = turns[0].tx.sweeps_done.first_time(f"welcome:{channel_of(incoming)}", turns[0].today)
        return _said_in_channel("kanal", turns) if first else None


def _said_in_channel(said: str, turns: Sequence[Turn]) -> Card:
    """What a channel is for is chosen for one of the schools where the person works."""
    if len(turns) > 1 and channel_words.word_of(said) == channel_words.CHANNEL:
        ways = [(turn.tx.school_id, ChooseForChannel.button(turn.school_plan.school)) for turn in turns]
        return start.choose_school(ways)
    card = channel_words.answer(said, turns[0])
    stamp(card, turns[0].tx.school_id)
    return card


def _speak_to(incoming: Incoming) -> None:
    """Until it is known who it is: as their Teams is."""
    language.set(incoming.language or SOURCE)


def _for_channels(incoming: Incoming) -> bool:
    action = Action.by_verb.get(incoming.verb or "")
    return incoming.conversation_type == "channel" and action is not None and action.in_channel
