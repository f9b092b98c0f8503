"""The turns of people who may be in too much of a hurry. What is too much is answered here, without the database."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.limits.queues import Queues
from bot.teams.incoming import Incoming, Turns
from bot.turns.given_back import SchoolPlans, given_back
from bot.turns.limits import Limits, person_of
from bot.web.metrics import Metrics
from cards import start
from cards.kit.elements import Card
from domain.text.messages import N_, worded
from scheduler.messenger import Member

TOO_FAST = N_("Nå gikk det litt fort. Vent et øyeblikk, og prøv igjen.")
MANY_LINKS = N_("Du har hentet mange dokumenter på kort tid. Vent et minutt, og prøv igjen.")


class Limited:
    """Implements `Turns`, before those that do it."""

    def __init__(
        self,
        turns: Turns,
        limits: Limits,
        clock: Callable[[], datetime],
        metrics: Metrics,
        school_plans: SchoolPlans,
    ) -> None:
        self._turns = turns
        self._limits = limits
        self._clock = clock
        self._metrics = metrics
        self._school_plans = school_plans
        self._queues = Queues()

    async def message(self, incoming: Incoming) -> Card | None:
        now = self._clock()
        if not self._limits.word(incoming, now):
            self._metrics.limited("word")
            return start.say(worded(TOO_FAST)) if self._limits.says_so(incoming, now) else None
        async with self._queues.place(person_of(incoming)):
            return await self._turns.message(incoming)

    async def press(self, incoming: Incoming) -> dict[str, Any]:
        now = self._clock()
        if not self._limits.press(incoming, now):
            return self._too_much(incoming, "press", TOO_FAST)
        if not self._limits.link(incoming, now):
            return self._too_much(incoming, "link", MANY_LINKS)
        async with self._queues.place(person_of(incoming)):
            return await self._turns.press(incoming)

    async def installed(self, incoming: Incoming) -> Card | None:
        return await self._turns.installed(incoming)

    async def joined(self, incoming: Incoming, people: Sequence[Member]) -> None:
        await self._turns.joined(incoming, people)

    async def channel_changed(self, incoming: Incoming) -> None:
        await self._turns.channel_changed(incoming)

    async def removed(self, incoming: Incoming) -> None:
        await self._turns.removed(incoming)

    def _too_much(self, incoming: Incoming, what: str, why: str) -> dict[str, Any]:
        self._metrics.limited(what)
        return given_back(incoming, worded(why), self._school_plans)
