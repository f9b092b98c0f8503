"""`serve` says in the log that it has started and stopped, and what it serves."""

import asyncio
import json
import os
import signal
import stat
import sys
from asyncio.subprocess import PIPE
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cli.serving import warn_of_years
from bot.cli.version import bot_version
from tests.kit.databases import KEY_TEXT, sqlite_url
from tests.kit.demo.demo_process import Ports, demo, free_port
from tests.kit.school import PLAN, SCHOOL, the_plan
from tests.kit.served import stranger
from tests.kit.teams.activities import APP_ID, TENANT

ROOT = Path(__file__).parents[3]


def lines(said: bytes, event: str) -> list[dict[str, Any]]:
    """The lines of a log with that event, but for when."""
    entries = [json.loads(line) for line in said.splitlines() if line.startswith(b"{")]
    return [entry | {"timestamp": ""} for entry in entries if entry["event"] == event]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_start_and_stop_are_a_line_each(sqlite_template: Path, tmp_path: Path, how: signal.Signals) -> None:
    port = free_port()
    environment = {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "MICROSOFT_APP_PASSWORD": "hemmelig",
        "ENCRYPTION_KEYS": KEY_TEXT,
        "DATABASE_URL": sqlite_url(sqlite_template, tmp_path),
        "PUBLIC_URL": "https://skolemiljo.test",
        "PLAN_FILE": str(PLAN),
        "ANCHOR_FILE": str(tmp_path / "anchors"),
        "PORT": str(port),
        "LOG_LEVEL": "DEBUG",
        "HTTPS_PROXY": "http://127.0.0.1:1",
        "PYTHONPATH": str(ROOT),
    }
    command = (sys.executable, "-m", "bot", "serve")
    bot = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=os.environ | environment, stderr=PIPE)
    assert bot.stderr
    said = b""
    async with asyncio.timeout(60):
        while not lines(said, "started"):
            said += await bot.stderr.readline()
        async with stranger(port) as one:
            await one.says(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{hemmelig}\r\n")
            assert (await one.hears_all()).endswith(b"\r\n\r\n400: Bad Request")
        async with stranger(port) as half_open:
            await half_open.says(b"GET /")
            bot.send_signal(how)
            said += await bot.stderr.read()
            assert await bot.wait() == 0
    usual = {"level": "info", "timestamp": ""}
    about = {"version": bot_version(), "host": "127.0.0.1", "port": port, "schools": 1, "database": "sqlite"}
    assert lines(said, "started") == [usual | about | {"event": "started", "scheduler": True}]
    assert lines(said, "stopped") == [usual | {"event": "stopped"}]
    assert [entry["school"] for entry in lines(said, "anchor")] == ["rosenholm"], "the end of its chain, at the stop"
    assert "rosenholm" in (tmp_path / "anchors").read_text()
    assert [entry["malformed"] for entry in lines(said, "connections turned away")] == [1]
    assert b"hemmelig" not in said
    assert [line for line in said.splitlines() if not line.startswith(b"{")] == [], "no library had anything to say"


def test_a_school_year_without_a_plan_file_is_a_warning_each_start() -> None:
    with capture_logs() as logs:
        warn_of_years({SCHOOL: the_plan()}, date(2027, 4, 30))
        warn_of_years({SCHOOL: the_plan()}, date(2027, 5, 1))
    said = {"event": "no plan file for the school year", "school": SCHOOL, "year": "2027/28", "log_level": "warning"}
    assert logs == [said]


async def test_all_that_the_demo_leaves_is_its_users_own(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        async with demo(tmp_path / "demo", Ports()):
            modes = {path: oct(stat.S_IMODE(path.stat().st_mode)) for path in (tmp_path / "demo").rglob("*")}
    finally:
        os.umask(before)
    assert "empty.db" in {path.name for path in modes}
    assert {path: told for path, told in modes.items() if told != ("0o700" if path.is_dir() else "0o600")} == {}
