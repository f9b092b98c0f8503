"""A document as a file on the operator's machine: private, and only where it was meant to be."""

import asyncio
import os
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from bot.cli.commands import app
from tests.conversations.documents.test_downloads import audit
from tests.kit.databases import KEY_TEXT
from tests.kit.school import NAMES, PLAN, Chat
from tests.kit.teams.activities import APP_ID, TENANT

NAME = "2026-001 Dokumentasjon i skolemiljøsaken (til saken).pdf"
LINE = "line@skole.test"


class Operator:
    """Someone at the command line, whose umask keeps nobody out."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self._environment = {
            "MICROSOFT_APP_ID": APP_ID,
            "MICROSOFT_APP_TENANT_ID": TENANT,
            "MICROSOFT_APP_PASSWORD": "made up",
            "ENCRYPTION_KEYS": KEY_TEXT,
            "DATABASE_URL": url,
            "PUBLIC_URL": "https://skolemiljo.test",
            "PLAN_FILE": str(PLAN),
        }

    async def exports(self, reference: str = "2026-001", upn: str = LINE) -> tuple[int, str]:
        """How it ended, and what was said."""
        return await asyncio.to_thread(self._exports, reference, "--som", upn, "--til", str(self.folder))

    def _exports(self, *words: str) -> tuple[int, str]:
        before = os.umask(0)
        ended = CliRunner().invoke(app, ["export", *words], env=self._environment)
        os.umask(before)
        return ended.exit_code, ended.output


@pytest.fixture
def operator(url: str, tmp_path: Path) -> Operator:
    return Operator(url, tmp_path / "ut")


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.lstat().st_mode))


async def test_an_operator_makes_a_file_for_someone_who_may_have_it(chat: Chat, operator: Operator) -> None:
    reference = await chat.sends()
    code, told = await operator.exports(reference, LINE.replace("line", "LINE"))
    path = operator.folder / NAME
    assert (code, str(path) in told) == (0, True), told
    assert (mode(path), mode(operator.folder)) == ("0o600", "0o700")
    assert NAMES[0] in PdfReader(path).pages[0].extract_text()
    outside = await operator.exports(reference, "line6@skole.test")
    nowhere = await operator.exports("2026-999", "line6@skole.test")
    assert outside == nowhere == (2, "Fant ikke saken. Sjekk saksnummeret, eller be en leder om å få være med i den.\n")
    for upn in ("teacher@skole.test", "ukjent@skole.test"):
        assert "kan ikke hente dokumenter" in (await operator.exports(reference, upn))[1]
    path.unlink()
    operator.folder.rmdir()
    operator.folder.touch()
    code, told = await operator.exports()
    assert (code, told.startswith("Kan ikke skrive i ")) == (2, True)
    assert audit(chat) == ["delivered"]


async def test_a_file_of_ones_own_is_made_anew_and_becomes_private(chat: Chat, operator: Operator) -> None:
    await chat.sends()
    operator.folder.mkdir()
    path, other = operator.folder / NAME, operator.folder / "andre.txt"
    path.write_text("an older one", "utf-8")
    path.chmod(0o666)
    other.hardlink_to(path)
    assert (await operator.exports())[0] == 0
    assert (path.read_bytes()[:4], mode(path)) == (b"%PDF", "0o600")
    assert other.read_text("utf-8") == "an older one", "what else has the old one's name is not written to"
    assert sorted(operator.folder.iterdir()) == sorted([path, other])


async def test_no_link_is_followed(chat: Chat, operator: Operator, tmp_path: Path) -> None:
    await chat.sends()
    (elsewhere := tmp_path / "elsewhere").mkdir()
    for target in (elsewhere, tmp_path / "nowhere"):
        operator.folder.symlink_to(target)
        code, told = await operator.exports()
        assert (code, f"{operator.folder} er en lenke" in told) == (2, True), told
        operator.folder.unlink()
    operator.folder.mkdir()
    for target in (elsewhere / "file", elsewhere / "nothing"):
        (elsewhere / "file").write_text("not ours", "utf-8")
        (operator.folder / NAME).symlink_to(target)
        code, told = await operator.exports()
        assert (code, "er ikke en vanlig fil som er din" in told) == (2, True), told
        assert [path.name for path in operator.folder.iterdir()] == [NAME]
        (operator.folder / NAME).unlink()
    assert [path.read_text("utf-8") for path in elsewhere.iterdir()] == ["not ours"]
    assert audit(chat) == [], "what was refused was not delivered"


async def test_what_is_no_file_stays(chat: Chat, operator: Operator) -> None:
    await chat.sends()
    (operator.folder / NAME).mkdir(parents=True)
    assert (await operator.exports())[0] == 2
    (operator.folder / NAME).rmdir()
    os.mkfifo(operator.folder / NAME)
    assert (await operator.exports())[0] == 2
    assert stat.S_ISFIFO((operator.folder / NAME).lstat().st_mode)
