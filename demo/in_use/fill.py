"""The school in use: everything in it was done by its people, through the bot's services, before now."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from demo.in_use.acts import DaysBack, play
from demo.in_use.stories import FIRST, stories
from demo.in_use.year import year_acts
from domain.ids import SchoolId, new_id
from domain.oslo import oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from scheduler.delivery import Delivery
from scheduler.messenger import Address, Card, Member, Outcome, Sent
from scheduler.sweeps.registry import run_sweeps
from storage.database import Database


class ArrivedThen:
    """A messenger to clients that are there no more: what it was given arrived then, and nobody sees it now."""

    async def send(self, address: Address, card: Card, *, summary: str, calls: bool = False) -> Outcome:
        del card, summary, calls
        return Sent(new_id(), address.conversation_id or new_id())

    async def open(self, address: Address) -> Outcome:
        return Sent("", address.conversation_id or new_id())

    async def update(self, address: Address, activity_id: str, card: Card, *, summary: str) -> Outcome:
        del card, summary
        return Sent(activity_id, address.conversation_id or "")

    async def members(self, address: Address) -> list[Member]:
        del address
        return []


def began(school_plan: SchoolPlan, now: datetime) -> datetime:
    """When the school began with the bot: the day before its first case."""
    days = DaysBack(oslo_date(now), SchoolCalendar(school_plan.calendar))
    return days.at(FIRST + 1, 7).astimezone(UTC)


async def fill(database: Database, school_plans: Mapping[SchoolId, SchoolPlan], now: datetime) -> None:
    """The people are there, and reachable. What was told of before today has arrived; the newest alert is on its way.

    Raises what the services raise.
    """
    ((school_id, school_plan),) = school_plans.items()
    days = DaysBack(oslo_date(now), SchoolCalendar(school_plan.calendar))
    told = [*stories(days, now)]
    newest = told.pop()
    acts = [act for story in told for act in story.acts] + [*year_acts(days, database, school_plan)]
    for act in sorted(acts, key=lambda one: one.at):
        play(act, database, school_plan)
    evening = min(newest.acts[0].at, now) - timedelta(minutes=5)
    await _deliver(database, {school_id: school_plan}, evening.astimezone(UTC))
    for act in newest.acts:
        play(act, database, school_plan)


async def _deliver(database: Database, school_plans: Mapping[SchoolId, SchoolPlan], then: datetime) -> None:
    """What the bot had to say until then, it has said."""
    run_sweeps(database, school_plans, then)
    await Delivery(database, ArrivedThen(), school_plans, lambda: then, paced=False).drain()
