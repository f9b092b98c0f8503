import json
import re
import tomllib
import zipfile
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.commands import app
from tests.kit.databases import KEY_TEXT
from tests.kit.teams.activities import APP_ID, TENANT

ROOT = Path(__file__).parents[3]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_the_bot_tells_the_version_of_the_project() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"Skolemiljø {VERSION}\n")


def test_the_teams_app_has_the_version_of_the_project(tmp_path: Path) -> None:
    environment = {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "MICROSOFT_APP_PASSWORD": "made up",
        "ENCRYPTION_KEYS": KEY_TEXT,
        "PUBLIC_URL": "https://skolemiljo.test",
        "PLAN_FILE": str(ROOT / "plans" / "rosenholm.yaml"),
    }
    result = CliRunner().invoke(app, ["package", str(tmp_path / "app.zip")], env=environment)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "app.zip") as package:
        assert json.loads(package.read("manifest.json"))["version"] == VERSION


def test_the_changelog_has_the_version_of_the_project_first() -> None:
    released = re.findall(r"^## (\S+) - \d{4}-\d{2}-\d{2}$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert released[0] == VERSION
