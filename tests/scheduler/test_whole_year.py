"""A whole school year, day by day: all that the bot wrote by itself, as in the calendar kept beside this file.

`KEEP_CALENDAR=1` writes the calendar anew: read what has changed.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from domain.channel import receiving
from domain.year_state import TaskState
from storage.year import POST, Covered
from tests.kit.days import THE_PLAN
from tests.kit.school import NAMES, Chat
from tests.kit.school_year import Doing, SchoolYear, alerted, closed, decided, evaluated, planned, taken

KEPT = Path(__file__).with_name("whole_year.txt")
FIRST, LAST = date(2026, 8, 17), date(2027, 6, 18)


def doings(cases: dict[str, str]) -> dict[date, Doing]:
    """Ten cases: three branches, one forgotten, one about an employee, some before holidays and closed in time."""

    def alerts(key: str, pupil: str = NAMES[0], **said: str) -> Doing:
        return lambda chat: alerted(chat, cases, key, pupil, **said)

    def takes(key: str) -> Doing:
        return lambda chat: taken(chat, cases[key])

    def decides(key: str, outcome: str) -> Doing:
        return lambda chat: decided(chat, cases[key], outcome)

    def ends(key: str) -> Doing:
        return lambda chat: closed(chat, cases[key])

    return {
        date(2026, 8, 24): alerts("plan"),
        date(2026, 8, 25): takes("plan"),
        date(2026, 8, 31): decides("plan", "aktivitetsplan"),
        date(2026, 9, 1): lambda chat: planned(chat, cases["plan"], date(2026, 9, 1)),
        date(2026, 9, 8): lambda chat: evaluated(chat, cases["plan"], date(2026, 10, 6)),
        date(2026, 9, 14): alerts("no need", NAMES[1]),
        date(2026, 9, 15): takes("no need"),
        date(2026, 9, 21): decides("no need", "ikke_behov"),
        date(2026, 9, 22): ends("no need"),
        date(2026, 10, 19): alerts("short", NAMES[2]),
        date(2026, 10, 20): takes("short"),
        date(2026, 10, 23): decides("short", "kort_plan"),
        date(2026, 10, 24): lambda chat: evaluated(chat, cases["plan"], date(2026, 12, 18)),
        date(2026, 11, 9): alerts("forgotten", NAMES[3]),
        date(2026, 11, 24): alerts("serious", NAMES[1], suspicion="ansatt"),
        date(2026, 12, 17): alerts("before Christmas"),
        date(2027, 1, 6): takes("before Christmas"),
        date(2027, 1, 11): decides("before Christmas", "ikke_behov"),
        date(2027, 1, 12): ends("before Christmas"),
        date(2027, 2, 19): alerts("before the winter holiday", NAMES[2]),
        date(2027, 3, 1): takes("before the winter holiday"),
        date(2027, 3, 18): alerts("before Easter", NAMES[1]),
        date(2027, 4, 1): takes("before Easter"),
        date(2027, 5, 14): alerts("before the seventeenth"),
        date(2027, 6, 14): alerts("before the summer", NAMES[3]),
    }


@pytest.fixture
async def year(chat: Chat) -> SchoolYear:
    found = SchoolYear(chat)
    chat.clock.now = chat.clock.now.replace(year=2026, month=8, day=16)
    await found.opens_its_channels()
    await found.lives(FIRST, LAST, doings(found.cases))
    return found


async def test_everything_came_on_its_day_and_nothing_else(year: SchoolYear) -> None:
    told = "\n".join(year.lines) + "\n"
    if os.environ.get("KEEP_CALENDAR"):
        KEPT.write_text(told, "utf-8")
    assert told.splitlines() == KEPT.read_text("utf-8").splitlines()
    assert len(year.lines) == len(set(year.lines)), "no doubles"
    closed_days = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 25), date(2027, 5, 17)}
    days = {date.fromisoformat(line[:10]) for line in year.lines}
    assert not days & closed_days
    assert not [day for day in days if day.weekday() > 4]
    every_task_was_posted_on_each_of_its_days(year)


def every_task_was_posted_on_each_of_its_days(year: SchoolYear) -> None:
    """Each task, on each of its days, in the one post that covers it: by another way than the sweep's."""
    with year.chat.database.begin() as unit:
        tx = year.chat.school(unit)
        channels, states = tx.channels.all(), tx.year.states(THE_PLAN, tx.people.active())
        posts = [Covered.of(subject) for subject in tx.outbox.posted(POST)]
    assert len(states) > 300
    for state in states:
        for day in state.one.posts:
            covering = [post for post in posts if post.school < day <= post.until and post.aks < day]
            assert len(covering) == _wanted(state), f"{state.one.key} on {day}"
            assert all(post.until == day for post in covering)
            assert receiving(channels, state.task.posted_to, state.task.grades)


def _wanted(state: TaskState) -> int:
    return 0 if state.task.routine and state.task.lists_plans else 1
