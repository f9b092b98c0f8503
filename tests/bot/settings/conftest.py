"""A `.env` of good values, to be changed by a test."""

import base64
from pathlib import Path

import pytest

from bot.settings.settings import Settings, UnsafeStart

KEY = base64.b64encode(b"k" * 32).decode()
GOOD = {
    "MICROSOFT_APP_ID": "11111111-2222-4333-8444-555555555555",
    "MICROSOFT_APP_TYPE": "SingleTenant",
    "MICROSOFT_APP_PASSWORD": "hemmelig-passord",
    "MICROSOFT_APP_TENANT_ID": "AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "ENCRYPTION_KEYS": f"{KEY}, {KEY}",
    "PUBLIC_URL": "https://skolemiljo.example/",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text("")
    return file


@pytest.fixture
def load(tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch) -> "Load":
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return Load(tmp_path / ".env", GOOD | {"PLAN_FILE": str(plan)})


class Load:
    """Loads a `.env` of good values but for what is named; None leaves a variable out."""

    def __init__(self, file: Path, good: dict[str, str]) -> None:
        self.file = file
        self.good = good

    def __call__(self, **change: str | None) -> Settings:
        lines = [f"{name}={value}" for name, value in (self.good | change).items() if value is not None]
        self.file.write_text("\n".join(lines))
        return Settings.load(self.file)

    def faults(self, **change: str | None) -> tuple[str, ...]:
        with pytest.raises(UnsafeStart) as caught:
            self(**change)
        assert str(caught.value) == "\n".join(caught.value.lines)
        return caught.value.lines
