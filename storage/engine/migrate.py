"""Bring a database to the newest tables, and tell whether it is there."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlmodel import SQLModel

import storage.tables.audit
import storage.tables.case
import storage.tables.delivery
import storage.tables.school  # noqa: F401  (imported for what it registers)
from domain.text.messages import _

_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


class OtherVersion(Exception):  # noqa: N818  (reads as what happened)
    """The database is of another version of the program; the text says so."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """All migrations up to `to`, in one transaction where the database can. Raises `OtherVersion`."""
    _run(engine, command.upgrade, to)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Raises `OtherVersion`."""
    _run(engine, command.downgrade, to)


def _run(engine: Engine, run: Callable[[Config, str], None], to: str) -> None:
    with engine.begin() as connection:
        config = _config()
        _require_known(config, MigrationContext.configure(connection).get_current_revision())
        config.attributes["connection"] = connection
        run(config, to)


def _require_known(config: Config, at: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise OtherVersion(
            _(
                "Databasen er laget av en annen versjon av boten ({at}). Bruk den versjonen, eller en ny database.",
                at=at,
            )
        )


def is_current(engine: Engine) -> bool:
    """Whether the database has every migration; `serve` refuses to start otherwise."""
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    return at == ScriptDirectory.from_config(_config()).get_current_head()


def drift(engine: Engine) -> list[object]:
    """What the tables in code have that the migrated database has not, and the other way round."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))
