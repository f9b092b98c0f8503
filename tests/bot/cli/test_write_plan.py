"""`write-plan`: the school's plan file with what leaders have changed in chat."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.ids import PersonId, SchoolId
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.bot.cli.test_commands import says
from tests.domain.year.test_changes import new
from tests.kit.databases import KEY_TEXT
from tests.kit.school import the_plan


@pytest.fixture
def changed(environment: dict[str, str]) -> dict[str, str]:
    says(environment, "migrate")
    says(environment, "import-people", "demo/people")
    database = Database(environment["DATABASE_URL"], KeyRing.parse(KEY_TEXT))
    with database.begin() as unit:
        tx = unit.school(SchoolId("rosenholm"))
        tx.year.change(new(title="Skidag", at=datetime(2026, 11, 3, tzinfo=UTC), by=PersonId("leder")))
    database.dispose()
    return environment


def test_the_file_is_in_order_and_has_the_new_task(changed: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "ny.yaml"
    told = says(changed, "write-plan", "--out", str(target))
    assert f"versjon {the_plan().version}-endret-" in told.replace("\n", " ")
    assert "title: Skidag" in target.read_text("utf-8")
    assert "i orden." in says(changed, "check-plan", str(target))
    assert "finnes fra før" in says(changed, "write-plan", "--out", str(target), code=2)
    assert "Kan ikke skrive" in says(changed, "write-plan", "--out", str(tmp_path / "x" / "y.yaml"), code=2)
