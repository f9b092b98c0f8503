"""Very many messages due at once, taken by two deliveries, to a connector that refuses what breaks Teams' limits."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import aiohttp

from bench.connector import Strict
from bot.app import utc_now
from bot.teams.connector import Connector
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from domain.message import CaseSubject, MessageKind
from domain.people.person import Person
from scheduler.delivery import Delivery
from storage.database import Database
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from storage.people.references import Reference
from tests.kit.databases import KEY
from tests.kit.people.cast import case
from tests.kit.school import SCHOOL, STAFF, fill
from tests.kit.teams.activities import BOT_ID, TENANT
from tests.kit.year.days import PLANS

PEOPLE = 200


async def flood(file: Path, strict: Strict, messages: int) -> tuple[int, float]:
    """How many were refused, and messages per second."""
    database = Database(f"sqlite:///{file}", KeyRing([KEY]))
    migrate.upgrade(database.engine)
    _queue(database, strict.service_url, messages)
    async with aiohttp.ClientSession() as session:
        connector = Connector(session, Anonymous(), Edge(hosts=frozenset({"127.0.0.1"}), scheme="http"))
        processes = [Delivery(database, connector, PLANS, utc_now) for _ in range(2)]
        before = time.perf_counter()
        while strict.taken < messages:
            await asyncio.gather(*(process.drain() for process in processes))
            await asyncio.sleep(0.05)
    database.dispose()
    return strict.refused, messages / (time.perf_counter() - before)


def _queue(database: Database, service_url: str, messages: int) -> None:
    fill(database)
    staff = [replace(STAFF["assistant"], entra_object_id=f"o{n}", upn=f"o{n}") for n in range(PEOPLE)]
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        tx.people.replace([*STAFF.values(), *staff])
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        people = [person for person in tx.people.active() if person.upn.startswith("o") and person.upn[1:].isdigit()]
        joined = case(members=frozenset(person.id for person in people), opened_at=utc_now())
        tx.cases.open(joined)
        for person in people:
            unit.references.learn(_reference(person, service_url))
        for number in range(messages):
            tx.outbox.put(
                MessageKind.CASE_JOINED,
                CaseSubject(case_id=joined.id),
                people[number % PEOPLE].id,
                utc_now(),
                key=str(number),
            )


def _reference(person: Person, service_url: str) -> Reference:
    return Reference(
        entra_object_id=person.entra_object_id,
        service_url=service_url,
        tenant_id=TENANT,
        bot_id=BOT_ID,
        user_id=f"29:{person.upn}",
        conversation_id=f"a:{person.upn}",
        seen_at=utc_now(),
    )
