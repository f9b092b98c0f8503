from pathlib import Path

import pytest

from tests.kit.databases import KEY_TEXT
from tests.kit.teams.activities import APP_ID, TENANT

ROOT = Path(__file__).parents[3]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What an operator sets."""
    return {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "MICROSOFT_APP_PASSWORD": "made up",
        "ENCRYPTION_KEYS": KEY_TEXT,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'school.db'}",
        "PUBLIC_URL": "https://skolemiljo.test",
        "PLAN_FILE": str(ROOT / "plans" / "rosenholm.yaml"),
    }
