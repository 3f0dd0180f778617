"""Runs the migrations in the connection and transaction that ``store.database.migrate`` opened."""

from alembic import context

from store.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
