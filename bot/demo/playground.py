"""The demo's Teams clients: one Microsoft 365 Agents Playground for each person one may be, on this machine only."""

import asyncio
import os
import re
import shutil
import socket
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

from domain.text.messages import N_, _, worded
from storage.files.private import make_folder, open_file

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
PLAYGROUND = Path("@microsoft/m365agentsplayground/cli.js")
NODE_AT_LEAST = 18
STARTS_WITHIN = 30.0
STOPS_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Client:
    """Whose client, the folder with its configuration, and its port."""

    whose: str
    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def service_url(self) -> str:
        """What its activities say, and conversation references are kept under. Not `localhost`, which may be IPv6."""
        return f"{self.address}/_connector"


TEACHER = Client(N_("læreren"), ROOT / "demo/playground/teacher", 56150)
PRINCIPAL = Client(N_("rektor"), ROOT / "demo/playground/principal", 56151)


def port_in_use(host: str, port: int) -> bool:
    """Whether someone listens there; a port that was just let go is free."""
    with socket.socket() as tried:
        if os.name == "posix":
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return True
    return False


def port_taken(port: int) -> str:
    """What to say when the bot's own port is in use."""
    return _("Port {port} er opptatt. Stopp programmet som bruker den, eller velg en annen med --port.", port=port)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the clients need of the machine. Tests point elsewhere."""

    path: str = os.environ.get("PATH", os.defpath)
    modules: Path = ROOT / "node_modules"

    @property
    def node(self) -> str | None:
        return shutil.which("node", path=self.path)

    async def missing(self) -> list[str]:
        """A line for each thing the Teams clients lack; none means that they can start."""
        faults = [fault] if (fault := await self._node_fault()) else []
        if not (self.modules / PLAYGROUND).is_file():
            faults.append(_("Teams-klienten er ikke installert, så den starter ikke. Kjør: make setup"))
        return faults

    async def _node_fault(self) -> str | None:
        if not self.node:
            return _("Node.js mangler, så Teams-klientene starter ikke. Installer Node.js 18 eller nyere.")
        asked = await asyncio.create_subprocess_exec(self.node, "--version", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
        said, _errors = await asked.communicate()
        version = re.match(rb"v(\d+)\.", said)
        if version and int(version[1]) >= NODE_AT_LEAST:
            return None
        have = said.decode("ascii", "replace").strip() or _("ukjent versjon")
        return _(
            "Node.js er for gammel ({version}), så Teams-klientene starter ikke. Installer Node.js 18 eller nyere.",
            version=have,
        )


class Playgrounds:
    """Runs the clients while the block runs. `faults` says which do not, and why; the bot does without them."""

    def __init__(
        self,
        bot_port: int,
        logs: Path,
        clients: tuple[Client, ...] = (TEACHER, PRINCIPAL),
        machine: Machine | None = None,
    ) -> None:
        self.faults: list[str] = []
        self.running: list[Client] = []
        self._bot = f"http://{HOST}:{bot_port}/api/messages"
        self._logs = logs.resolve()
        self._clients = clients
        self._machine = machine or Machine()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.faults += await self._machine.missing()
        if not self.faults:
            make_folder(self._logs)
            async with AsyncExitStack() as stack:
                async with asyncio.TaskGroup() as starting:
                    for client in self._clients:
                        starting.create_task(self._run(client, stack))
                self._stack = stack.pop_all()
            self.running.sort(key=self._clients.index)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _run(self, client: Client, stack: AsyncExitStack) -> None:
        whose = worded(client.whose)
        if port_in_use(HOST, client.port):
            taken = _(
                "Port {port} er opptatt, så Teams-klienten for {whose} starter ikke.", port=client.port, whose=whose
            )
            self.faults.append(taken)
            return
        process = await self._start(client)
        stack.push_async_callback(_stop, process)
        if await _answers(client.address, process):
            self.running.append(client)
        else:
            log = self._log(client)
            out = log.with_suffix(".out")
            self.faults.append(
                _("Teams-klienten for {whose} starter ikke. Se {out} og {log}.", whose=whose, out=out, log=log)
            )

    async def _start(self, client: Client) -> Process:
        """With few variables: a proxy, a port or a sign-in of the person's own must not change where it sends."""
        node = self._machine.node or "node"
        cli = str(self._machine.modules / PLAYGROUND)
        options = ("-p", str(client.port), "-e", self._bot, "-c", "msteams", "--service-url", client.service_url)
        kept = {name: os.environ[name] for name in ("HOME", "SYSTEMROOT", "TEMP") if name in os.environ}
        with open_file(self._log(client).with_suffix(".out")) as out:
            return await asyncio.create_subprocess_exec(
                *(node, "--require", str(ROOT / "demo/loopback.cjs"), cli, "start", *options, "--disable-telemetry"),
                stdin=PIPE,
                stdout=out,
                stderr=out,
                cwd=self._logs,
                start_new_session=True,
                umask=0o077,
                env=kept
                | {
                    "PATH": self._machine.path,
                    "TEAMSAPPTESTER_BROWSER": "none",
                    "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(client.folder / ".m365agentsplayground.yml"),
                    "M365_AGENTS_PLAYGROUND_LOGFILE": str(self._log(client)),
                },
            )

    def _log(self, client: Client) -> Path:
        return self._logs / f"playground-{client.port}.log"


async def _answers(address: str, process: Process) -> bool:
    """Whether its page is there before time is out or the process ends."""
    try:
        async with asyncio.timeout(STARTS_WITHIN), aiohttp.ClientSession() as session:
            while process.returncode is None:
                try:
                    async with session.get(address) as page:
                        return page.ok
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
    except TimeoutError:
        return False
    return False


async def _stop(process: Process) -> None:
    """Asks once, then does not ask."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOPS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
