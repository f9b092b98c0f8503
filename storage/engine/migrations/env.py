"""Alembic's entry: the connection is given by storage/engine/migrate.py."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables.audit
import storage.tables.case
import storage.tables.delivery
import storage.tables.school  # noqa: F401  (imported for what it registers)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
