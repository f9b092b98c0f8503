"""A school year ends, and the next begins; a school begins in the middle of one."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler.sweeps.registry import run_sweeps
from services.load_school_plans import load_school_plans, next_years_file
from storage.database import Database
from storage.files.next_school_plan import next_plan
from tests.kit.school import PLAN, SCHOOL, Chat, fill, open_school, the_plan, walk, words
from tests.kit.school_plans import altered
from tests.kit.steps.saksgang import EVALUATED, agrees_on_a_short_plan, answers, opens, to_the_outcome, writes_the_plan
from tests.kit.teams.channel import bound
from tests.kit.teams.client import Teams
from tests.kit.year.days import moment, morning_of

MISSING = "Planen for skoleåret 2027/28 er ikke lagt inn. Si fra til drift."
MAY, AUGUST = date(2027, 5, 3), date(2027, 8, 16)
START = date(2026, 11, 27)
Plans = Mapping[SchoolId, SchoolPlan]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The school's plan file, and the next year's beside it."""
    (plans := tmp_path / "plans").mkdir()
    own = plans / "rosenholm.yaml"
    own.write_text(PLAN.read_text("utf-8"), "utf-8")
    text, plan = next_plan(own)
    next_years_file(own, plan.calendar).write_text(text, "utf-8")
    return plans


@asynccontextmanager
async def school(database: Database, url: str, teams: Teams, plans: Plans, day: date) -> AsyncIterator[Chat]:
    """The bot with these plans, on that day."""
    async with open_school(database, url, plans=plans, teams=teams) as chat:
        chat.clock.now = moment(day)
        yield chat
        assert chat.spilled() == []


async def morning(chat: Chat, day: date, who: str) -> list[str]:
    """What stood in that morning's digest; nothing when there was none."""
    before = len(chat.inbox(who))
    await morning_of(chat, day)
    cards = chat.connector.cards(f"a:{who}")[before:]
    return [line for body in cards for line in words(body["attachments"][0]["content"])]


async def test_leaders_are_told_that_the_next_years_plan_is_missing(chat: Chat) -> None:
    assert f"⚠ {MISSING}" in await morning(chat, MAY, "principal")
    assert not any("Planen for skoleåret" in line for line in await morning(chat, date(2027, 5, 4), "principal"))
    assert f"⚠ {MISSING}" in await morning(chat, AUGUST, "principal")
    assert not any("Planen for skoleåret" in line for line in await morning(chat, date(2027, 8, 23), "teacher"))


async def test_a_leader_who_asks_is_told_from_may(chat: Chat) -> None:
    for day, told in ((date(2027, 4, 30), False), (MAY, True)):
        chat.clock.now = moment(day)
        await chat.says("principal", "årshjul")
        assert (MISSING in chat.sees("principal")) is told
        await chat.says("teacher", "årshjul")
        assert MISSING not in chat.sees("teacher")


async def test_metrics_say_how_long_the_plan_lasts(chat: Chat) -> None:
    chat.clock.now = moment(MAY)
    assert 'skolemiljo_plan_ends_in_days{school="rosenholm"} 89.0' in await chat.metrics()


async def test_the_next_years_plan_takes_over_in_august(database: Database, folder: Path) -> None:
    days = {date(2027, 7, 31): "2026/27", date(2027, 8, 1): "2027/28"}
    now = [moment(MAY)]
    plans = load_school_plans(folder / "rosenholm.yaml", database, now[0], lambda: now[0])
    for day, year in days.items():
        now[0] = moment(day)
        assert plans[SCHOOL].calendar.school_year == year
    assert (len(plans), [*plans]) == (1, [SCHOOL])


async def test_nothing_is_said_when_the_next_years_plan_is_there(
    database: Database, url: str, teams: Teams, folder: Path
) -> None:
    fill(database)
    async with school(database, url, teams, load_school_plans(folder, database, moment(MAY)), MAY) as chat:
        await chat.says("principal", "årshjul")
        assert MISSING not in chat.sees("principal")
        assert 'skolemiljo_plan_ends_in_days{school="rosenholm"} 455.0' in await chat.metrics()


async def evaluation(chat: Chat, reference: str) -> date:
    """The form, and the day it suggests to evaluate again."""
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    suggested = next(piece for piece in walk(chat.cards["social"]) if piece.get("id") == "next_on")
    return date.fromisoformat(suggested["value"])


async def test_a_case_that_crosses_the_summer_counts_the_days_of_each_year(
    database: Database, url: str, teams: Teams, folder: Path
) -> None:
    """Opened under the old file in June, and evaluated in September when only the new one is there."""
    fill(database)
    june, september = date(2027, 6, 9), date(2027, 9, 14)
    async with school(database, url, teams, {SCHOOL: the_plan()}, june) as chat:
        reference = await to_the_outcome(chat, "kort_plan")
        await agrees_on_a_short_plan(chat, reference)
        await writes_the_plan(chat, reference, end="2027-10-29", evaluate_on="2027-06-16")
        await chat.presses("social", "Sett planen i verk")
    (folder / "rosenholm.yaml").unlink()
    plans = load_school_plans(folder, database, moment(september))
    assert plans[SCHOOL].calendar.school_year == "2027/28"
    async with school(database, url, teams, plans, september) as chat:
        assert await evaluation(chat, reference) == date(2027, 10, 1), "the last school day before høstferien"
        said = answers(chat, "social") | EVALUATED
        await chat.presses("social", "Lagre evalueringen", **(said | {"next_on": "2027-10-05"}))
        assert "Evaluer senest 1.10.2027" in chat.sees("social")
        await chat.presses("social", "Lagre evalueringen", **(said | {"next_on": "2027-10-01"}))
        assert "fredag 1.10." in await opens(chat, "social", reference)


def begun(day: date) -> Plans:
    plan = the_plan()
    return {SCHOOL: altered(plan, calendar=altered(plan.calendar, in_use_from=day))}


async def test_a_school_that_begins_in_november_has_nothing_late(database: Database, url: str, teams: Teams) -> None:
    fill(database)
    plans = begun(START)
    async with school(database, url, teams, plans, START) as chat:
        channel = await bound(chat, "årshjul")
        for day in (START, date(2026, 11, 30)):
            chat.clock.now = moment(day)
            run_sweeps(database, plans, chat.clock.now)
            await chat.deliver()
            for who in ("principal", "line", "teacher"):
                await chat.says(who, "årshjul")
                assert "Over fristen" not in chat.sees(who)
        await chat.says("principal", "årshjul")
        await chat.presses("principal", "Hele året")
        seen = chat.sees("principal")
        assert "over fristen" not in seen
        assert "September 2026: 9 før oppstart" in seen
        posted = [line for post in channel.posts() for line in post]
        assert posted
        assert not any("Over fristen" in line for line in posted)
        assert not any("årshjulet er over fristen" in line for body in _to(chat, "principal") for line in body)


def _to(chat: Chat, who: str) -> list[list[str]]:
    return [words(body["attachments"][0]["content"]) for body in chat.connector.cards(f"a:{who}")]


async def test_what_lay_before_in_the_month_is_told_apart(database: Database, url: str, teams: Teams) -> None:
    fill(database)
    day = date(2026, 9, 21)
    async with school(database, url, teams, begun(day), day) as chat:
        await chat.says("principal", "årshjul")
        seen = chat.sees("principal").splitlines()
        assert seen[seen.index("Før oppstart") + 1] == "Foreldremøter innen utgangen av uke 37 (fredag 11.9.)"
