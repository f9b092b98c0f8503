"""Days that pass: the clock moves on, and the ticks do what they do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.year.tasks import TaskState
from scheduler.sweeps.registry import run_sweeps
from tests.kit.school import SCHOOL, Chat, the_plan

PLANS: dict[SchoolId, SchoolPlan] = {SCHOOL: the_plan()}
THE_PLAN = PLANS[SCHOOL]
OSLO = ZoneInfo("Europe/Oslo")
MORNING = time(7, 45)


def moment(day: date, at: time = MORNING) -> datetime:
    return datetime.combine(day, at, OSLO).astimezone(UTC)


async def tick(chat: Chat) -> None:
    """What the ticks of a process do, once; then the seconds that limits may ask for."""
    run_sweeps(chat.database, PLANS, chat.clock.now)
    while await chat.deliver():
        chat.clock.forward(seconds=1)


async def morning_of(chat: Chat, day: date) -> None:
    chat.clock.now = moment(day)
    await tick(chat)


async def mornings(chat: Chat, first: date, last: date) -> None:
    """Every day from the first to the last, the closed ones too."""
    for number in range((last - first).days + 1):
        await morning_of(chat, first + timedelta(days=number))


def states_of(chat: Chat) -> list[TaskState]:
    """Every task of the year as it stands."""
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        return tx.year.states(THE_PLAN)


def key_of(chat: Chat, task: str) -> str:
    """Of the first time that a task is due."""
    return next(state.one.key for state in states_of(chat) if state.task.id == task)
