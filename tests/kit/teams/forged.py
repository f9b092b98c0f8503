"""Presses no card offers, and many of them at once."""

import asyncio
from collections.abc import Iterable, Mapping

from sqlmodel import SQLModel, select

from domain.ids import PersonId
from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from tests.kit.school import SCHOOL, STAFF, Chat, Json, walk
from tests.kit.teams.activities import activity

STORED = ("drafts", "alerts", "cases", "case_members", "events", "outbox")


async def answer(chat: Chat, who: str, verb: str, data: Mapping[str, object]) -> bytes:
    """The very bytes that answer a press. Raises `aiohttp.ClientError` when the bot goes away meanwhile."""
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": dict(data)}, "trigger": "manual"}
    body = activity("invoke", name="adaptiveCard/action", value=value, **chat._from(who))
    token = chat.issuer.token(serviceurl=body["serviceUrl"])
    response = await chat.client.post("/api/messages", json=body, headers={"Authorization": f"Bearer {token}"})
    assert response.status == 200, response.status
    return await response.read()


async def at_once(chat: Chat, presses: Iterable[tuple[str, str, Json]]) -> list[bytes]:
    """All of them without waiting for one another: who, verb and data of each."""
    return await asyncio.gather(*(answer(chat, *press) for press in presses))


def data_of(chat: Chat, who: str, verb: str) -> Json:
    """What the button with this verb carries, on the card in sight."""
    return next(dict(piece["data"]) for piece in walk(chat.cards[who]) if piece.get("verb") == verb)


def rows(database: Database) -> dict[str, int]:
    """How many rows there are of all that a press could leave behind."""
    with database.begin() as unit:
        tables = SQLModel.metadata.tables
        stored = {name: select(tables[name]) for name in STORED}
        found = {name: unit._session.execute(all_, execution_options=ALL_SCHOOLS) for name, all_ in stored.items()}
        return {name: len(rows.all()) for name, rows in found.items()}


def person_id(database: Database, who: str) -> PersonId:
    """Opens a transaction of its own: never call it within another."""
    with database.begin() as unit:
        people = unit.school(SCHOOL).people.known.values()
        return next(p.id for p in people if p.entra_object_id == STAFF[who].entra_object_id)
