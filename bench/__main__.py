"""CPU per turn, ours beside the SDK's stock echo bot in one run, and messages per second out of the outbox."""

import argparse
import asyncio
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import psutil
from rich.console import Console
from rich.table import Table

from bench.connector import Counting, Strict
from bench.flood import flood
from bench.sweeps import FEW, MANY, sweeps
from domain.message import CaseSubject, MessageKind
from storage.database import Database
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from tests.kit.databases import KEY
from tests.kit.school import FACT, SCHOOL, STAFF, fill
from tests.kit.teams.activities import APP_ID, activity
from tests.kit.teams.issuer import Issuer

TURNS = 400
WARM_UP = 80
AT_ONCE = 8
MESSAGES = 2000
Json = dict[str, Any]


class LoadClient:
    """Sends what Teams sends, and reads the CPU time of the server's process."""

    def __init__(self, port: int, process: psutil.Process, issuer: Issuer, connector: Counting) -> None:
        self.url = f"http://127.0.0.1:{port}/api/messages"
        self.process = process
        self.headers = {"Authorization": f"Bearer {issuer.token(serviceurl=connector.service_url)}"}
        self.sender = {
            "serviceUrl": connector.service_url,
            "from": {"id": "29:teacher", "aadObjectId": STAFF["teacher"].entra_object_id},
        }

    async def post(self, session: aiohttp.ClientSession, body: Json) -> Json:
        async with session.post(self.url, json=body | self.sender, headers=self.headers) as response:
            if response.status not in (200, 201):
                raise RuntimeError(f"{response.status}: {await response.text()}")
            return await response.json() if response.content_type == "application/json" else {}

    def cpu(self) -> float:
        times = self.process.cpu_times()
        return times.user + times.system


async def measured(client: LoadClient, turn: Callable[[int], Awaitable[object]]) -> float:
    """CPU milliseconds of the server per turn, after a warm-up, with `AT_ONCE` people writing at the same time."""
    await at_once(turn, range(WARM_UP))
    before = client.cpu()
    await at_once(turn, range(WARM_UP, WARM_UP + TURNS))
    return 1000 * (client.cpu() - before) / TURNS


async def at_once(turn: Callable[[int], Awaitable[object]], numbers: Iterable[int]) -> None:
    left = iter(numbers)

    async def person() -> None:
        for number in left:
            await turn(number)

    await asyncio.gather(*(person() for _ in range(AT_ONCE)))


@asynccontextmanager
async def serving(module: str, *arguments: str) -> AsyncIterator[tuple[int, psutil.Process]]:
    """The server in a process of its own, answering."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, str(port), *arguments)
    try:
        for _ in range(200):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            except OSError:
                await asyncio.sleep(0.05)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


def press(verb: str, data: Json) -> Json:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return activity("invoke", name="adaptiveCard/action", value={"action": action, "trigger": "manual"}, replyToId="m1")


async def alert_cpu(client: LoadClient, session: aiohttp.ClientSession) -> float:
    """The turn that sends an alert: signed token, commit of case, alert, events and notices, receipt."""
    drafts = [f"{number:032x}" for number in range(WARM_UP + TURNS)]
    for draft in drafts:
        page = await client.post(session, press("alert.start", {"draft_id": draft}))
        pupil = next(p for p in page["value"]["body"] if p.get("id") == "pupils")["choices"][0]["value"]
        answers = {"pupils": pupil, "kinds": "mobbing", "facts": FACT, "suspicion": "nei"}
        await client.post(session, press("alert.facts", {"draft_id": draft, "to": "review"} | answers))
    return await measured(
        client, lambda number: client.post(session, press("alert.send", {"draft_id": drafts[number]}))
    )


def queue(database: Database) -> None:
    """As many notices as MESSAGES, of one case."""
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        principal = next(p for p in tx.people.active() if p.name == STAFF["principal"].name)
        case = tx.cases.visible(principal.id)[0]
        for number in range(MESSAGES):
            tx.outbox.put(
                MessageKind.ALERT_NOTICE, CaseSubject(case_id=case.id), principal.id, case.opened_at, key=str(number)
            )


async def delivered_per_second(connector: Counting, url: str, metadata_url: str) -> float:
    """From the outbox to a connector that answers at once; the ticks are the served ones."""
    database = Database(url, KeyRing([KEY]))
    queue(database)
    database.dispose()
    async with serving("bench.ours", metadata_url, url, "unlimited"):
        return await connector.timed(MESSAGES)


async def within_limits(folder: Path, messages: int) -> tuple[float, int]:
    """Messages per second, and how many Teams would have refused: all due at once, from two processes' deliveries."""
    strict = Strict()
    await strict.start()
    refused, rate = await flood(folder / "limits.db", strict, messages)
    await strict.stop()
    return rate, refused


async def run(folder: Path, connector: Counting, issuer: Issuer, messages: int) -> Table:
    url = f"sqlite:///{folder / 'bench.db'}"
    database = Database(url, KeyRing([KEY]))
    migrate.upgrade(database.engine)
    fill(database)
    database.dispose()
    async with aiohttp.ClientSession() as session:
        async with serving("bench.stock", issuer.metadata_url) as (port, process):
            stock = LoadClient(port, process, issuer, connector)
            echo = await measured(stock, lambda _: stock.post(session, activity("message", text="hei")))
        async with serving("bench.ours", issuer.metadata_url, url, "off") as (port, process):
            ours = LoadClient(port, process, issuer, connector)
            for who in STAFF:
                person = {"from": {"id": f"29:{who}", "aadObjectId": STAFF[who].entra_object_id}}
                ours.sender |= person
                await ours.post(session, activity("message", text="hei"))
            ours.sender |= {"from": {"id": "29:teacher", "aadObjectId": STAFF["teacher"].entra_object_id}}
            help_turn = await measured(ours, lambda _: ours.post(session, activity("message", text="hjelp")))
            alert_turn = await alert_cpu(ours, session)
    rate = await delivered_per_second(connector, url, issuer.metadata_url)
    table = Table("turn", "CPU ms", "stock echo ÷ this", "aim", title=f"{TURNS} turns each, one run")
    table.add_row("stock echo (SDK)", f"{echo:.2f}", "1.0", "")
    table.add_row("hjelp", f"{help_turn:.2f}", f"{echo / help_turn:.1f}", "≥ 10")
    table.add_row("alert sent", f"{alert_turn:.2f}", f"{echo / alert_turn:.1f}", "≥ 4")
    table.add_row("outbox", f"{rate:.0f} messages/s", "", "")
    await add_reminders(table, folder, messages)
    return table


async def add_reminders(table: Table, folder: Path, messages: int) -> None:
    """What the reminders cost, and that they keep within what Teams takes."""
    kept, refused = await within_limits(folder, messages)
    table.add_row(f"{messages} due at once", f"{kept:.0f} messages/s", f"{refused} refused", "0 refused")
    few, many, plan = sweeps(folder)
    table.add_row(f"sweep, {FEW} cases", f"{few:.1f}", "", "")
    table.add_row(f"sweep, {MANY} cases, none due", f"{many:.1f}", f"{many / few:.1f} × the one above", plan)


async def main(messages: int) -> None:
    connector = Counting()
    await connector.start()
    with tempfile.TemporaryDirectory() as folder, Issuer(APP_ID, connector.service_url) as issuer:
        Console().print(await run(Path(folder), connector, issuer, messages))
    await connector.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--due", type=int, default=1000, help="messages due at once; Teams takes 50 a second")
    asyncio.run(main(parser.parse_args().due))
