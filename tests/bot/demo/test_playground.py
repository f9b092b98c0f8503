"""The Teams clients of the demo start for real, on this machine only, and never outlive the bot."""

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.demo.playground import HOST, PLAYGROUND, Client, Machine, Playgrounds, port_in_use, port_taken

installed = pytest.mark.skipif(
    not (Machine().node and (Machine().modules / PLAYGROUND).is_file()), reason="Node.js or node_modules is missing"
)
BOT = "28:skolemiljo-demo"
TENANT = "00000000-0000-4000-8000-00000000aaaa"


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def user(number: int) -> dict[str, str]:
    oid = f"00000000-0000-4000-8000-{number:012}"
    name = {"name": f"Ansatt {number}", "givenName": "Ansatt", "surname": f"Nummer {number}"}
    return {"id": f"29:{oid}", "aadObjectId": oid, "userPrincipleName": "a@skole.test", "email": "a@skole.test"} | name


def client(folder: Path, whose: str = "læreren", **change: object) -> Client:
    """A client with a valid configuration, unless changed. JSON is YAML too."""
    folder.mkdir()
    config = {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": "Skolemiljø"},
        "currentUser": user(0),
        "users": [user(number) for number in range(1, 6)],
        "personalChat": {"id": "personal-test"},
        "groupChat": {"id": "group-test", "name": "Gruppe"},
        "team": {"id": "team", "name": "Skole", "aadGroupId": "g", "channels": [{"id": "channel", "name": "Kanal"}]},
    }
    (folder / ".m365agentsplayground.yml").write_text(json.dumps(config | change), "utf-8")
    return Client(whose, folder, free_port())


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name().startswith("node")]


async def say(to: Client, text: str) -> None:
    body = {"from": {"id": user(0)["id"]}, "text": text, "textFormat": "plain", "mentions": []}
    url = f"{to.address}/_conversation/v1/conversations/personal-test/messages"
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        assert answer.ok


def test_a_port_is_in_use_while_someone_listens() -> None:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]
        assert port_in_use(HOST, port)
        socket.create_connection((HOST, port)).close()
        listening.accept()[0].close()
    assert not port_in_use(HOST, port)


def test_a_server_on_all_interfaces_has_the_port_here_too() -> None:
    with socket.create_server(("0.0.0.0", 0)) as listening:  # noqa: S104  (our own words)
        assert port_in_use(HOST, listening.getsockname()[1])


def test_the_bots_own_port_in_use_is_said_in_words() -> None:
    assert port_taken(3978) == (
        "Port 3978 er opptatt. Stopp programmet som bruker den, eller velg en annen med --port."
    )


async def test_without_node_and_modules_each_is_named_and_nothing_starts(tmp_path: Path) -> None:
    machine = Machine(path=str(tmp_path), modules=tmp_path)
    async with Playgrounds(3978, tmp_path, (client(tmp_path / "a"),), machine) as playgrounds:
        assert playgrounds.faults == [
            "Node.js mangler, så Teams-klientene starter ikke. Installer Node.js 18 eller nyere.",
            "Teams-klienten er ikke installert, så den starter ikke. Kjør: make setup",
        ]
        assert playgrounds.running == []


@pytest.mark.parametrize(
    ("says", "told"), [("v16.20.2", "v16.20.2"), ("17", "17"), ("", "ukjent versjon")], ids=["old", "odd", "silent"]
)
async def test_a_node_that_cannot_run_them_is_named(tmp_path: Path, says: str, told: str) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho '{says}'\n", "utf-8")
    node.chmod(0o700)
    missing = await Machine(path=str(tmp_path)).missing()
    assert missing[0] == (
        f"Node.js er for gammel ({told}), så Teams-klientene starter ikke. Installer Node.js 18 eller nyere."
    )


@installed
async def test_they_start_on_this_machine_only_reach_the_bot_and_stop(tmp_path: Path) -> None:
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def messages(request: web.Request) -> web.Response:
        heard.put_nowait(await request.json())
        return web.Response()

    bot = web.Application()
    bot.router.add_post("/api/messages", messages)
    clients = (client(tmp_path / "a"), client(tmp_path / "b", "rektor"))
    async with TestServer(bot, host=HOST) as server:
        assert server.port
        async with Playgrounds(server.port, tmp_path / "logs", clients) as playgrounds:
            assert playgrounds.faults == []
            assert playgrounds.running == list(clients)
            listening = {
                (at.laddr.ip, at.laddr.port)
                for child in children()
                for at in child.net_connections()
                if at.status == psutil.CONN_LISTEN
            }
            assert listening == {(HOST, one.port) for one in clients}
            await say(clients[1], "hei")
            async with asyncio.timeout(10):
                activity = await heard.get()
    assert (activity["text"], activity["serviceUrl"]) == ("hei", clients[1].service_url)
    assert activity["from"]["aadObjectId"] == user(0)["aadObjectId"]
    assert activity["channelData"]["tenant"]["id"] == TENANT
    assert children() == []
    assert not any(port_in_use(HOST, one.port) for one in clients)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [".m365agentsplayground.yml"]


@installed
async def test_one_that_cannot_start_does_not_stop_the_other(tmp_path: Path) -> None:
    broken, whole = client(tmp_path / "a", users=[]), client(tmp_path / "b", "rektor")
    async with Playgrounds(free_port(), tmp_path / "logs", (broken, whole)) as playgrounds:
        assert playgrounds.running == [whole]
        log = tmp_path / "logs" / f"playground-{broken.port}"
        assert playgrounds.faults == [f"Teams-klienten for læreren starter ikke. Se {log}.out og {log}.log."]


@installed
async def test_a_taken_port_is_said_and_the_other_starts(tmp_path: Path) -> None:
    taken, whole = client(tmp_path / "a"), client(tmp_path / "b", "rektor")
    with socket.create_server((HOST, taken.port)):
        async with Playgrounds(free_port(), tmp_path / "logs", (taken, whole)) as playgrounds:
            assert playgrounds.running == [whole]
            assert playgrounds.faults == [f"Port {taken.port} er opptatt, så Teams-klienten for læreren starter ikke."]


BOT_PROCESS = """
import asyncio, signal, sys
from pathlib import Path
from bot.demo.playground import Client, Playgrounds

async def main():
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    async with Playgrounds(3978, folder, (Client("rektor", folder / "a", port),)) as playgrounds:
        print(*playgrounds.faults, "started", flush=True)
        await asyncio.sleep(600)

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are begun deaf to it
asyncio.run(main())
"""


@installed
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_they_end_with_the_bot_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    one = client(tmp_path / "a")
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BOT_PROCESS, str(tmp_path), str(one.port)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"BOT_ENDPOINT": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1"},
    )
    assert bot.stdout
    assert await bot.stdout.readline() == b"started\n"
    nodes = psutil.Process(bot.pid).children()
    assert len(nodes) == 1
    bot.send_signal(how)
    await bot.wait()
    _, alive = await asyncio.to_thread(psutil.wait_procs, nodes, 10)
    assert alive == []
