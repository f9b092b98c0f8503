"""Alembic's entry: the connection is given by storage/migrate.py, or a URL on the command line for a new revision."""

from alembic import context
from sqlmodel import SQLModel

import storage.engine.tables  # noqa: F401  (imported for what it registers)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
