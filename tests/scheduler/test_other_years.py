"""School years lived otherwise: nobody does anything, all is done on its day, and the school begins in November."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from domain.ids import new_id
from domain.year.taking import Taker, finish
from domain.year.tasks import TaskState
from tests.kit.people.cast import person
from tests.kit.school import SCHOOL, Chat
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import THE_PLAN, moment, morning_of, states_of, tick
from tests.kit.year.school_year import CHANNELS

pytestmark = pytest.mark.slow

FIRST, LAST = date(2026, 8, 10), date(2027, 6, 18)
NOVEMBER = date(2026, 11, 2)
TEACHER, SOCIAL, PRINCIPAL = "teacher6", "social", "principal"
RED = ("Fristen er ute", "Over fristen", "over fristen")


async def opens_its_channels(chat: Chat) -> dict[str, ChannelChat]:
    return {key: await bound(chat, *told, channel_id=f"{key}@thread.tacv2") for key, told in CHANNELS.items()}


async def lives(chat: Chat, first: date, last: date, *, on_time: bool = False) -> None:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if on_time:
            chat.clock.now = moment(day) - timedelta(minutes=30)
            does(
                chat, [state for state in states_of(chat) if state.left and state.due == day and not state.task.meeting]
            )
        await morning_of(chat, day)


def does(chat: Chat, due: Sequence[TaskState]) -> None:
    """The principal says that it is done, for everyone."""
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        for state in due:
            record = finish(state, new_id(), Taker(person=person(PRINCIPAL)), chat.clock.now, parts=state.left)
            assert record
            tx.year.add(record)


def said_late(chat: Chat, who: str) -> Counter[str]:
    """How often a person was told that a task's day is over."""
    found: Counter[str] = Counter()
    for told in chat.told(who):
        if "Fristen er ute" in told:
            after = told.split("⚠ Fristen er ute\n")[1].splitlines()
            found.update(line.split(" (")[0] for line in after if re.search(r", innen \w+ ", line))
    return found


async def test_when_nobody_does_anything_each_owner_hears_once_of_each_day_that_is_over(chat: Chat) -> None:
    chat.clock.now = moment(FIRST - timedelta(days=1))
    channels = await opens_its_channels(chat)
    await lives(chat, FIRST, LAST)
    for who in (TEACHER, SOCIAL):
        late = said_late(chat, who)
        assert len(late) > 20
        assert set(late.values()) == {1}, who
    weekly = [told for told in chat.told(PRINCIPAL) if "årshjulet er over fristen" in told]
    assert len(weekly) == 39, (
        "a line on the first day of each week of school: what was for the days of planning is over"
    )
    last = "\n".join(channels["19:ansatte"].posts()[-1])
    assert "⚠ Over fristen: " in last
    assert " til" in last, "what is over its day is one line, and not a page"


async def test_when_all_is_done_on_its_day_nothing_is_ever_over_it(chat: Chat) -> None:
    chat.clock.now = moment(FIRST - timedelta(days=1))
    channels = await opens_its_channels(chat)
    await lives(chat, FIRST, LAST, on_time=True)
    told = [said for who in (TEACHER, SOCIAL, PRINCIPAL, "line", "base") for said in chat.told(who)]
    posts = ["\n".join(post) for channel in channels.values() for post in channel.posts()]
    assert len(posts) > 100
    assert [said for said in (*told, *posts) if any(word in said for word in RED)] == []
    assert [state.one.key for state in states_of(chat) if state.late(LAST)] == []


async def test_a_school_that_begins_in_november_has_no_red_numbers(chat: Chat) -> None:
    chat.clock.now = moment(NOVEMBER) - timedelta(hours=1)
    with chat.database.begin() as unit:
        unit.schools.people_came(SCHOOL, NOVEMBER)
    channels = await opens_its_channels(chat)
    await lives(chat, NOVEMBER, NOVEMBER + timedelta(days=4))
    told = [said for who in (TEACHER, SOCIAL, PRINCIPAL, "line") for said in chat.told(who)]
    posts = ["\n".join(post) for channel in channels.values() for post in channel.posts()]
    assert [said for said in (*told, *posts) if any(word in said for word in RED)] == []
    await chat.says(PRINCIPAL, "årshjul")
    assert not any(word in chat.sees(PRINCIPAL) for word in RED)
    await chat.presses(PRINCIPAL, "Hele året")
    assert "August 2026" in chat.sees(PRINCIPAL)
    assert "over fristen" not in chat.sees(PRINCIPAL)
    await tick(chat)
    assert not any(state.late(NOVEMBER) for state in states_of(chat))
    assert any(state.before_start for state in states_of(chat) if state.one.key.startswith("klassekontrakt"))
    assert THE_PLAN.calendar.in_use_from is None
