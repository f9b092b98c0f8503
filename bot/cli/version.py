"""The bot's version. It stands in pyproject.toml and nowhere else."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def bot_version() -> str:
    """Three numbers with dots between, as Teams wants them."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
