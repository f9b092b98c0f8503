"""A whole school year, day by day: all that the bot wrote by itself, as in the calendar kept beside this file.

`KEEP_CALENDAR=1` writes the calendar anew: read what has changed.
"""

import os
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from domain.message import MessageKind
from domain.reminders.channel import receiving
from domain.school_plan.year_task import Whose
from domain.year.posts import Covered
from domain.year.tasks import TaskState
from tests.kit.school import NAMES, Chat
from tests.kit.year.days import THE_PLAN
from tests.kit.year.school_year import (
    Doing,
    SchoolYear,
    alerted,
    closed,
    decided,
    evaluated,
    followed_up,
    planned,
    shortly_planned,
    taken,
)

pytestmark = pytest.mark.slow

ORDINARY, MOST_POSTS, SCHOOL_START = ("19:ansatte", "19:fjerde", "19:sjette", "19:aks"), 3, range(33, 37)
"""The channels of ordinary teachers, and how many posts a week they are for."""
MORNING = re.compile(r" a:\w+: (?:Steg som venter|Nytt i sakene|Det du skal gjøre|Oppgavene dine)")
KEPT = Path(__file__).with_name("whole_year.txt")
FIRST, LAST = date(2026, 8, 10), date(2027, 6, 18)


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

    def ends_it(key: str) -> Doing:
        """Late, and all at once."""

        async def does(chat: Chat) -> None:
            await taken(chat, cases[key])
            await decided(chat, cases[key], "ikke_behov")
            await closed(chat, cases[key])

        return does

    return {
        date(2026, 8, 24): alerts("plan"),
        date(2026, 8, 25): takes("plan"),
        date(2026, 8, 31): decides("plan", "aktivitetsplan"),
        date(2026, 9, 1): lambda chat: planned(chat, cases["plan"], date(2026, 9, 1)),
        date(2026, 9, 8): lambda chat: evaluated(chat, cases["plan"], date(2026, 9, 24)),
        date(2026, 9, 14): alerts("no need", NAMES[2]),
        date(2026, 9, 15): takes("no need"),
        date(2026, 9, 21): decides("no need", "ikke_behov"),
        date(2026, 9, 22): ends("no need"),
        date(2026, 9, 24): lambda chat: followed_up(chat, cases["plan"]),
        date(2026, 10, 19): alerts("short", NAMES[2]),
        date(2026, 10, 20): takes("short"),
        date(2026, 10, 23): decides("short", "kort_plan"),
        date(2026, 10, 26): lambda chat: shortly_planned(chat, cases["short"], date(2026, 10, 26)),
        date(2026, 11, 4): lambda chat: followed_up(chat, cases["short"]),
        date(2026, 11, 9): alerts("forgotten"),
        date(2026, 11, 24): ends_it("forgotten"),
        date(2026, 12, 17): alerts("before Christmas"),
        date(2027, 1, 6): ends_it("before Christmas"),
        date(2027, 2, 19): alerts("before the winter holiday", NAMES[2]),
        date(2027, 3, 2): ends_it("before the winter holiday"),
        date(2027, 3, 18): alerts("before Easter"),
        date(2027, 4, 1): ends_it("before Easter"),
        date(2027, 5, 14): alerts("before the seventeenth"),
        date(2027, 5, 20): ends_it("before the seventeenth"),
        date(2027, 5, 28): alerts("about an employee", NAMES[1], suspicion="ansatt"),
        date(2027, 6, 14): alerts("before the summer", NAMES[3]),
    }


@pytest.fixture
async def year(chat: Chat) -> SchoolYear:
    found = SchoolYear(chat)
    chat.clock.now = chat.clock.now.replace(year=2026, month=8, day=9)
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
    nobody_hears_too_much(year)


def how_often(year: SchoolYear) -> dict[str, tuple[int, int]]:
    """For each person and channel: messages in the year, and the most in a week, those of school start aside."""
    weeks = Counter((line[11:].split(": ")[0], date.fromisoformat(line[:10]).isocalendar()[:2]) for line in year.lines)
    places = sorted({place for place, _ in weeks})
    return {
        place: (
            sum(number for (who, _), number in weeks.items() if who == place),
            max(number for (who, (_, week)), number in weeks.items() if who == place and week not in SCHOOL_START),
        )
        for place in places
    }


def nobody_hears_too_much(year: SchoolYear) -> None:
    found = how_often(year)
    told = (f"{place}: {whole} in the year, at most {most} a week\n" for place, (whole, most) in found.items())
    sys.stdout.writelines(told)
    assert all(most <= MOST_POSTS for place, (_, most) in found.items() if place in ORDINARY), found
    days = Counter((line[11:].split(": ")[0], line[:10]) for line in year.lines if MORNING.search(line))
    assert max(days.values()) == 1, "one message a morning"


def every_task_was_posted_on_each_of_its_days(year: SchoolYear) -> None:
    """Each task, on each of its days, in the posts of one day: by another way than the sweep's."""
    with year.chat.database.begin() as unit:
        tx = year.chat.school(unit)
        channels, states = tx.channels.all(), tx.year.states(THE_PLAN)
        posts = tx.outbox.posted(MessageKind.YEAR_POST, Covered)
    assert len(states) > 300
    for state in states:
        for day in state.one.posts:
            covering = {post.until for post in posts if post.holds(state) and _within(day, post, state)}
            assert covering == {day}, f"{state.one.key} on {day}"
        assert receiving(channels, state.task.posted_to, state.task.grades)


def _within(day: date, post: Covered, state: TaskState) -> bool:
    since = post.aks if state.task.calendar is Whose.AKS else post.school
    return since < day <= post.until
