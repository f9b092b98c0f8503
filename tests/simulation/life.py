"""Week after week: people do what they do, processes tick and die, lists are read in, and a new school year begins."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from domain.school_plan.calendar import SchoolCalendar
from tests.kit.year.days import moment
from tests.simulation.doings import DOINGS, Doing
from tests.simulation.processes import Process
from tests.simulation.world import FIRST, World

A_DAY = 4
"""Things that people do."""
DIES_WHILE_TICKING = 0.15
IMPORTED = 0.3
"""How often a process dies in a tick, and lists are read in, of so many."""
AUGUST = 8
A_MONTH = 4
"""Weeks of school after which the whole chain is verified: what is wrong in it stays wrong."""
MISSED = (AssertionError, KeyError, IndexError, RuntimeError)
"""How a card says that it does not offer what someone wants; a choice that is not there ends an iteration."""


async def live(world: World, weeks: int, also: Callable[[World], None] = lambda _world: None) -> None:
    """So many school weeks, and the holidays between. `also`: what else happens before each look back."""
    monday, year = FIRST, FIRST.year
    while weeks:
        if monday.month >= AUGUST and monday.year > year:
            year = monday.year
            world.clock.now = moment(monday)
            world.roll.grows()
            _reads_in(world, "a new school year")
        weeks -= await _week(world, monday, also)
        monday += timedelta(days=7)
        if weeks % A_MONTH == 0:
            world.looks_at_the_chain()
    await settled(world)


async def _week(world: World, monday: date, also: Callable[[World], None]) -> bool:
    """Whether there was school."""
    calendar = SchoolCalendar(world.school_plan.calendar)
    days = [monday + timedelta(days=number) for number in range(5)]
    open_days = [day for day in days if calendar.is_school_day(day)]
    for day in open_days:
        await _day(world, day, also)
    if not open_days:
        world.clock.now = moment(monday)
        await ticks(world)
        return False
    await settled(world)
    world.looks_at_all()
    return True


async def _day(world: World, day: date, also: Callable[[World], None]) -> None:
    world.clock.now = moment(day)
    await ticks(world)
    if world.chance.random() < IMPORTED / 5:
        _reads_in(world, world.roll.changes(world.chance))
    for hour in range(A_DAY):
        world.clock.now = moment(day) + timedelta(hours=1 + hour)
        await _does(world)
        also(world)
        world.looks_back()
    await ticks(world, world.chance.sample(world.chat.processes, 1))


async def _does(world: World) -> None:
    weights, doings = zip(*DOINGS, strict=True)
    doing: Doing = world.chance.choices(doings, weights)[0]
    try:
        told = await doing(world)
    except MISSED as missed:
        if isinstance(missed, RuntimeError) and not isinstance(missed.__cause__, StopIteration):
            raise
        told = f"{doing.__name__}: not now"
    world.tells(told)


def _reads_in(world: World, what: str) -> None:
    """By the operator, beside the processes that run."""
    done = world.roll.reads_in(world.database, world.school_plan, world.clock.now)
    world.seen.cases.clear()
    world.tells(f"{what}: {done}")


async def ticks(world: World, processes: Sequence[Process] | None = None) -> None:
    """The processes (all, unless some are given) look for what is due, one after the other; one may die on the way, and
    comes back.
    """
    for process in processes or world.chat.processes:
        if world.chance.random() < DIES_WHILE_TICKING:
            process.database.dies(world.chance.randint(1, 12), after=world.chance.random() < 0.5)
        await process.ticks()
        if await process.reborn_if_dead():
            world.tells("a process died in a tick")


async def settled(world: World) -> None:
    """The weather clears, and whatever is on its way arrives."""
    world.weather.clear, at = True, world.clock.now
    await ticks(world)
    for _ in range(4):
        for process in world.chat.processes:
            await process.delivers()
            await process.reborn_if_dead()
        world.clock.forward(minutes=16)
    world.weather.clear, world.clock.now = False, at
