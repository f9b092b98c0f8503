"""What colleagues without a client are sent arrives, by the bot's own connector."""

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.demo.colleagues import add_colleagues, service_url
from bot.teams.connector import Connector
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from scheduler.messenger import Address, Sent

CARD = {"type": "AdaptiveCard", "body": []}


async def test_a_message_arrives_and_can_be_changed() -> None:
    app = web.Application()
    add_colleagues(app)
    async with TestServer(app, host="127.0.0.1") as server, aiohttp.ClientSession() as session:
        connector = Connector(session, Anonymous(), Edge.loopback())
        at = Address(f"{service_url(server.port or 0)}/", "tenant", "28:bot", None, "29:someone")
        sent = await connector.send(at, CARD, summary="Skolemiljø")
        assert isinstance(sent, Sent)
        assert sent.conversation_id == "personal-29:someone"
        where = Address(at.service_url, "tenant", "28:bot", sent.conversation_id, "29:someone")
        assert isinstance(await connector.update(where, sent.activity_id, CARD, summary="Skolemiljø"), Sent)
