"""The demo in a process of its own."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
DAY = "2026-12-01"
EARLY = "07:05"
"""Before anyone is reminded of anything."""
MORNING = "08:00"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Ports:
    bot: int = field(default_factory=free_port)
    teacher: int = field(default_factory=free_port)
    principal: int = field(default_factory=free_port)


_RUN = """
import asyncio, dataclasses, datetime, pathlib, sys
from bot.demo import demo
from bot.demo.playground import PRINCIPAL, TEACHER
bot, teacher, principal = map(int, sys.argv[2:5])
clients = (dataclasses.replace(TEACHER, port=teacher), dataclasses.replace(PRINCIPAL, port=principal))
asyncio.run(demo.run(port=bot, data_dir=pathlib.Path(sys.argv[1]), client=sys.argv[5] == "yes", fresh=False,
                     empty=sys.argv[8] == "yes",
                     say=lambda line: print(line, flush=True), clients=clients,
                     clock=demo.clock_from(datetime.date.fromisoformat(sys.argv[6]),
                                           datetime.time.fromisoformat(sys.argv[7]))))
"""


@asynccontextmanager
async def demo(
    data_dir: Path, ports: Ports, *, client: bool = True, day: str = DAY, at: str = EARLY, empty: bool = True
) -> AsyncIterator[Process]:
    """`make run`, but for the ports and the time, and that nobody has done anything yet; ready when it has said how
    to stop it.
    """
    numbers = (str(ports.bot), str(ports.teacher), str(ports.principal))
    started, bare = ("yes" if client else "no"), ("yes" if empty else "no")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _RUN, str(data_dir), *numbers, started, day, at, bare),
        cwd=ROOT,
        stdout=PIPE,
        stderr=DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        async with asyncio.timeout(60):
            assert process.stdout
            while line := await process.stdout.readline():
                if b"Ctrl-C" in line:
                    break
        assert process.returncode is None
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.communicate()
