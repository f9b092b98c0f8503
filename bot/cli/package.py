"""The Teams app package: the zip an administrator uploads to the organisation's app catalogue."""

import json
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from storage.files.private import open_file

Scope = Literal["personal", "team"]

MANIFEST = Path(__file__).parents[2] / "manifest"
BESIDE = ("color.png", "outline.png", "nn.json", "en.json")
"""Icons, and what it says in nynorsk and English."""


def build_package(target: Path, *, app_id: str, teams_app_id: str, public_url: str, version: str) -> None:
    """Write the package. The same arguments always give the same bytes.

    The addresses in it (`/`, `/personvern`, `/vilkar`) stand under `public_url`. Raises `ValueError` for an id that is
    no GUID, an address that is not https and a version that is not three numbers: Teams takes none of them.
    """
    if not is_version(version):
        raise ValueError(f"a version is three numbers, as 1.2.0, not {version!r}")
    words = {
        "APP_ID": str(UUID(app_id)),
        "TEAMS_APP_ID": str(UUID(teams_app_id)),
        "PUBLIC_HOST": _host(public_url),
        "VERSION": version,
    }
    with open_file(target) as file, ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr(_entry("manifest.json"), _filled(words))
        for name in BESIDE:
            package.writestr(_entry(name), (MANIFEST / name).read_bytes())


def is_version(text: str) -> bool:
    """Whether Teams takes it: three numbers with dots between, without leading zeros."""
    return re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", text) is not None


def command_titles(scope: Scope, language: str = "") -> tuple[str, ...]:
    """The words Teams suggests in this scope, in its order; in bokmål, or in a language beside it."""
    bot = json.loads(_template())["bots"][0]
    beside = json.loads((MANIFEST / f"{language}.json").read_text(encoding="utf-8")) if language else {}
    return tuple(
        beside.get(f"bots[0].commandLists[{at}].commands[{number}].title", command["title"])
        for at, one in enumerate(bot["commandLists"])
        if scope in one["scopes"]
        for number, command in enumerate(one["commands"])
    )


def _template() -> str:
    return (MANIFEST / "manifest.json").read_text(encoding="utf-8")


def _filled(words: dict[str, str]) -> str:
    text = _template()
    for name, value in words.items():
        text = text.replace(f"{{{{{name}}}}}", json.dumps(value)[1:-1])
    return text


def _host(public_url: str) -> str:
    """The host, with the path it stands under when a proxy gives it one."""
    address = urlsplit(public_url)
    if address.scheme != "https" or not address.hostname:
        raise ValueError("PUBLIC_URL must be an https address")
    return address.netloc + address.path.rstrip("/")


def _entry(name: str) -> ZipInfo:
    """The clock and the umask are left out of it: ZipInfo's own time is 1 January 1980."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
