"""What a school itself rests on cannot be read: its key, or a plan it has used. Other schools notice nothing."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.alert.alert import AlertForm, Draft
from domain.ids import DraftId, PersonId, PupilId, SchoolId
from domain.people.person import Role
from scheduler.delivery import Delivery
from scheduler.sweeps.registry import run_sweeps, sweeps
from storage.database import Database
from storage.keys import of_school
from tests.conversations.bad_times.test_damaged_people import UNREADABLE
from tests.kit.damage import at_once, failures, flip, rows_of
from tests.kit.school import FACT, MONDAY, NAMES, PUPILS, SCHOOL, STAFF, Chat, _person, fill, open_school, the_plan
from tests.kit.steps.saksgang import opens
from tests.kit.teams.client import Teams
from tests.kit.year.days import moment

pytestmark = pytest.mark.damages

OTHER = SchoolId("a-other")
"""Comes before the school of the tests, in every loop over schools."""
PLANS = {
    OTHER: the_plan().model_copy(update={"school_id": OTHER, "school": "Den andre skolen"}),
    SCHOOL: the_plan(),
}


@pytest.fixture
async def chat(database: Database, url: str, teams: Teams) -> AsyncIterator[Chat]:
    """Two schools; «teacher» works at both, «away» is the principal of the other. Nobody has asked for the keys yet."""
    other = Database(url, database.keys.ring)
    fill(other)
    with other.begin() as unit:
        unit.schools.ensure(OTHER)
        tx = unit.school(OTHER)
        staff = [STAFF["teacher"], _person("away", Role.PRINCIPAL)]
        tx.people.replace([replace(one, id=PersonId(""), school_id=OTHER) for one in staff])
        tx.pupils.replace([replace(PUPILS[0], id=PupilId(""), school_id=OTHER)])
    other.dispose()
    async with open_school(database, url, plans=PLANS, teams=teams) as opened:
        yield opened
        assert opened.spilled() == []


async def test_a_damaged_key_harms_its_school_only(chat: Chat, url: str) -> None:
    flip(url, "keys", of_school(OTHER), "wrapped")
    await at_once(chat.says("away", "hjelp"))
    assert UNREADABLE in chat.sees("away")
    await at_once(chat.says("teacher", "hjelp"))
    assert "Dette kan jeg hjelpe deg med" in chat.sees("teacher"), "at the school that can be read"
    await at_once(chat.sends("teacher", NAMES[0]))
    assert "2026-001" in await at_once(opens(chat, "principal", "2026-001"))
    flip(url, "keys", of_school(OTHER), "wrapped")
    await chat.says("away", "hjelp")
    assert "Dette kan jeg hjelpe deg med" in chat.sees("away"), "without a restart"


async def test_each_sweep_passes_a_school_whose_key_is_damaged(chat: Chat, url: str) -> None:
    flip(url, "keys", of_school(OTHER), "wrapped")
    await chat.sends("teacher", NAMES[0])
    await chat.alert("teacher", NAMES[1])
    chat.clock.now = moment(MONDAY.date() + timedelta(days=2))
    run_sweeps(chat.database, PLANS, chat.clock())
    await chat.deliver()
    assert "Et varsel venter på å bli tatt imot" in chat.inbox("principal")
    assert rows_of(url, "SELECT id FROM drafts") == []
    in_schools = len(sweeps()) - 2
    assert (await failures(chat))["school"] == in_schools, "one of each sweep, but of links and the queue: no school's"


async def test_drafts_of_a_school_that_can_be_read_again_expire_too(chat: Chat, url: str) -> None:
    with chat.database.begin() as unit:
        tx = unit.school(OTHER)
        owner = next(iter(tx.people.known))
        tx.drafts.start(
            Draft(id=DraftId("d"), school_id=OTHER, owner=owner, started_at=chat.clock(), form=AlertForm(group=None))
        )
    chat.clock.forward(days=2)
    run_sweeps(chat.database, {}, chat.clock())
    assert rows_of(url, "SELECT id FROM drafts") == []


@pytest.mark.easy_teams("has a delivery of its own")
async def test_messages_of_a_school_that_cannot_be_read_wait_and_the_others_arrive(chat: Chat, url: str) -> None:
    """As after a start with the wrong keys: what waited is not given up."""
    await chat.says("away", "hei")
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Den andre skolen")
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.answers("teacher", pupils=pupil, kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.presses("teacher", "Send varselet")
    flip(url, "keys", of_school(OTHER), "wrapped")
    started = Database(url, chat.database.keys.ring)
    delivery = Delivery(started, chat.delivery._messenger, PLANS, chat.clock)
    await delivery.drain()
    assert "Nytt varsel" not in chat.inbox("away")
    assert started.keys.failures.counts["school"] >= 1
    flip(url, "keys", of_school(OTHER), "wrapped")
    chat.clock.forward(minutes=31)
    await delivery.drain()
    started.dispose()
    assert chat.inbox("away").count("Nytt varsel") == 1


async def test_an_old_plan_that_has_been_changed_is_not_used(chat: Chat, url: str, database: Database) -> None:
    old = the_plan().model_copy(update={"version": "old"})
    with database.begin() as unit:
        unit.school_plans.keep(old, MONDAY)
    await chat.says("teacher", "saker")
    await chat.presses("teacher", "Rosenholm skole")
    flip(url, "school_plans", "old", "text", key="version")
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        assert tx.school_plans.of(SCHOOL, "old", the_plan()) == the_plan()
    assert (await failures(chat))["row"] == 1
