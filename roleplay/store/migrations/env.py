"""Runs migrations on the connection that :mod:`roleplay.store.migrate` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from roleplay.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
